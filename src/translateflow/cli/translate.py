"""`translateflow translate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.estimate import costs_to_json, show_estimate
from translateflow.cli.exits import DONE, NEEDS_A_PERSON, exit_code, tell_error
from translateflow.cli.ledger import show_run
from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.progress import ProgressDisplay
from translateflow.cli.show import count, show_json, tell, tell_next
from translateflow.workflow.costs import find_costs
from translateflow.workflow.estimate import run_estimate
from translateflow.workflow.translate import TranslateReport, TranslateRequest, run_translate

if TYPE_CHECKING:
    from translateflow.cli.state import CliState
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow translate river-water-heats-homes --language es --language ca"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@languages_option
@click.option("--engine", default="", metavar="E", help="Use this engine instead of the newsroom's order.")
@click.option("--force-drafts", is_flag=True, help="Draft drafts again; what people confirmed is kept all the same.")
@click.option("--no-wait", is_flag=True, help="Leave the job to workers, `serve` or `jobs run`.")
@click.option("--max-chars", type=click.IntRange(min=0), metavar="N", help="Send at most N characters to engines.")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent and what it would cost; writes nothing.")
@click.option(
    "--due", default="", metavar="WHEN", help="Needed by then: 18:00, 2026-11-22T18:00, +90m. [default: embargo]"
)
@in_newsroom
@click.pass_obj
def command(
    state: CliState,
    *,
    newsroom: Newsroom,
    slugs: tuple[str, ...],
    languages: tuple[str, ...],
    engine: str,
    force_drafts: bool,
    no_wait: bool,
    max_chars: int | None,
    due: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Draft what is empty: from the memory first, then by machine. Prints the job's ledger.

    Machine text never replaces a person's. Interrupted, it goes on with: translateflow jobs resume
    """
    request = TranslateRequest(slugs, languages, engine, force_drafts, not no_wait, max_chars, due)
    if dry_run:
        show_estimate(run_estimate(newsroom, request), as_json=as_json)
        return DONE
    state.on_interrupt = "What was drafted is kept. Go on with: translateflow jobs resume"
    return _translate(newsroom, request, as_json=as_json)


def _translate(newsroom: Newsroom, request: TranslateRequest, *, as_json: bool) -> int:
    with ProgressDisplay(request.engine or ", ".join(newsroom.settings.default_rules.engines)) as progress:
        report = run_translate(newsroom, request, progress)
    costs = find_costs(newsroom, [report.job])
    if as_json:
        show_json({**_to_json(report), **costs_to_json(costs)})
    else:
        show_run(f"job {report.job}", report.run, costs, report.seconds)
        _tell(report)
    for error in (*report.sync_failures, *report.run.project.failures):
        tell_error(error)
    if report.sync_failures:
        return exit_code(report.sync_failures[0])
    return NEEDS_A_PERSON if report.run.sums.failed or report.run.project.failures else DONE


def _tell(report: TranslateReport) -> None:
    if report.left_for_people:
        tell(f"{count(report.left_for_people, 'segment')} left for people: no engine is set for their language")
    if report.run.sums.waiting:
        tell_next(f"translateflow jobs show {report.job}, or translateflow jobs run to draft them here")
    elif report.run.sums.failed and not report.run.sums.drafted:
        tell_next("translateflow doctor says which engines work here; people can translate without any, in locales/")
    else:
        tell_next("review the drafts in locales/ with any PO editor, then: translateflow status")


def _to_json(report: TranslateReport) -> dict[str, object]:
    sums = report.run.sums
    return {
        "job": report.job,
        "state": report.run.state.value,
        "items": sums.items,
        "waiting": sums.waiting,
        "drafted": sums.drafted,
        "memory": sums.memory,
        "kept": sums.kept,
        "failed": sums.failed,
        "cancelled": sums.cancelled,
        "left_for_people": report.left_for_people,
        "characters": sums.characters,
        "engine_calls": sums.engine_calls,
        "seconds": round(report.seconds, 3),
        "engines_failed": dict(report.run.tried),
        "failures": [
            {"slug": item.slug, "language": item.language, "segment": item.key.text, "reason": item.reason}
            for item in report.run.failures
        ],
    }
