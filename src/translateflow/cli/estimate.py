"""How an estimate, and money, are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.cli.show import count, show, show_json, show_table, tell, tell_next

if TYPE_CHECKING:
    from translateflow.model.cost import EngineCost
    from translateflow.workflow.costs import Costs
    from translateflow.workflow.estimate import Estimate


def money(amount: float, currency: str) -> str:
    """Give `0.0312 EUR`: small jobs cost less than a cent, which is not nothing."""
    return f"{amount:,.2f} {currency}" if amount >= 1 or not amount else f"{amount:.4f} {currency}"


def cost_to_json(cost: EngineCost, currency: str) -> dict[str, object]:
    """Give what one engine was sent, or would be."""
    counted = {name: number for name, number in (("items", cost.items), ("calls", cost.calls)) if number}
    return {
        "engine": cost.engine,
        "characters": cost.characters,
        **counted,
        "price_per_million": cost.price_per_million,
        "money": round(cost.money, 6),
        "currency": currency,
    }


def costs_to_json(costs: Costs) -> dict[str, object]:
    """Give what was really sent, for the document of a job."""
    sent = [cost_to_json(each, costs.currency) for each in costs.engines]
    return {"sent": sent, "money": round(costs.money, 6), "currency": costs.currency}


def show_costs(costs: Costs, more: str = "") -> None:
    """Show what was really sent, second tries and marks of tags included, and what each engine cost."""
    calls = sum(each.calls for each in costs.engines)
    characters = sum(each.characters for each in costs.engines)
    show(f"  {characters:,} characters sent in {count(calls, 'call')}{more}")
    for each in costs.engines:
        price = f", {money(each.money, costs.currency)}" if each.price_per_million else ""
        show(f"    {each.engine}: {each.characters:,} characters in {count(each.calls, 'call')}{price}")


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
