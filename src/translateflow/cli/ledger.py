"""How a job's ledger is shown to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.cli.estimate import show_costs
from translateflow.cli.show import count, shorten, show, tell
from translateflow.workflow.advice import group_failures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.job import Item, Sums
    from translateflow.workflow.costs import Costs
    from translateflow.workflow.run_jobs import RunReport

SHOWN = 5  # examples of each reason; `jobs show --json` has all


def ledger_line(sums: Sums) -> str:
    """Give the sums in one line that adds up."""
    parts = [
        f"{number:,} {word}"
        for number, word in (
            (sums.drafted, "drafted"),
            (sums.memory, "from memory"),
            (sums.kept, "kept"),
            (sums.failed, "failed"),
            (sums.cancelled, "cancelled"),
            (sums.waiting, "waiting"),
        )
        if number
    ]
    return f"{count(sums.items, 'item')} = {' + '.join(parts) or 'nothing to do'}"


def show_run(name: str, run: RunReport, costs: Costs, seconds: float) -> None:
    """Show what a run made of its jobs, what it cost, and why what failed failed."""
    sums = run.sums
    show(f"{name}: {ledger_line(sums)}")
    show_costs(costs, f", {seconds:.1f} s")
    show_failures(run.failures)
    for engine, reason in run.tried.items():
        tell(f"  engine {engine}: {reason}")


def show_failures(failures: Iterable[Item]) -> None:
    """Show failed items grouped by reason, each with how many in which language, and what to do."""
    for trouble in group_failures(failures, examples=SHOWN):
        languages = ", ".join(f"{language}: {number:,}" for language, number in trouble.languages.items())
        shared = f" ({languages})" if len(trouble.languages) > 1 else ""
        show(f"  failed in {', '.join(trouble.languages)}: {count(trouble.count, 'segment')}{shared}: {trouble.reason}")
        for item in trouble.examples if trouble.count <= SHOWN else ():
            show(f"    {item.language} {item.slug}: {shorten(item.key.text)}")
        show(f"    {trouble.advice}")
