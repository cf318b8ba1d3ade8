"""How an estimate, and money, are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.cli.show import count, show, show_json, show_table, tell, tell_next

if TYPE_CHECKING:
    from translateflow.model.cost import EngineCost
    from translateflow.workflow.estimate import Estimate


def money(amount: float, currency: str) -> str:
    """Give `0.0312 EUR`: small jobs cost less than a cent, which is not nothing."""
    return f"{amount:,.2f} {currency}" if amount >= 1 or not amount else f"{amount:.4f} {currency}"


def cost_to_json(cost: EngineCost, currency: str) -> dict[str, object]:
    """Give what one engine was sent, or would be."""
    return {
        "engine": cost.engine,
        "items": cost.items,
        "characters": cost.characters,
        "calls": cost.calls,
        "price_per_million": cost.price_per_million,
        "money": round(cost.money, 6),
        "currency": currency,
    }


def show_estimate(estimate: Estimate, *, as_json: bool) -> None:
    """Show what a job would send and cost."""
    if as_json:
        show_json(_to_json(estimate))
        return
    parts = [
        (estimate.sent, "to send"),
        (estimate.memory, "from memory"),
        (estimate.cached, "answered before"),
        (estimate.repeats, "repeated within the job"),
        (estimate.kept, "kept"),
        (estimate.unanswered, "that no engine can draft"),
    ]
    told = " + ".join(f"{number:,} {word}" for number, word in parts if number)
    show(f"{count(estimate.items, 'item')} = {told or 'nothing to do'}")
    rows = [
        (each.engine, str(each.items), str(each.characters), money(each.money, estimate.currency))
        for each in estimate.engines
    ]
    if rows:
        show_table(("engine", "items", "characters", "money"), rows)
        tell("Second tries and marks of tags can add some per cent; what was really sent stands in the ledger.")
    if any(not each.price_per_million for each in estimate.engines):
        tell("An engine without price_per_million in translateflow.toml counts as free.")
    if estimate.budget is not None and estimate.characters > estimate.budget:
        tell(f"The budget of {estimate.budget:,} characters per job would stop it before the end.")
    tell_next("nothing was sent or written; leave out --dry-run to draft")


def _to_json(estimate: Estimate) -> dict[str, object]:
    return {
        "dry_run": True,
        "items": estimate.items,
        "to_send": estimate.sent,
        "memory": estimate.memory,
        "cached": estimate.cached,
        "repeats": estimate.repeats,
        "kept": estimate.kept,
        "unanswered": estimate.unanswered,
        "characters": estimate.characters,
        "money": round(estimate.money, 6),
        "currency": estimate.currency,
        "budget": estimate.budget,
        "engines": [cost_to_json(each, estimate.currency) for each in estimate.engines],
    }
