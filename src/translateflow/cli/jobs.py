"""`translateflow jobs`."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from translateflow.cli.estimate import costs_to_json, show_costs
from translateflow.cli.exits import DONE, NEEDS_A_PERSON, tell_error
from translateflow.cli.jobs_watch import watch_command
from translateflow.cli.ledger import ledger_line, show_failures, show_run
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.progress import ProgressDisplay
from translateflow.cli.show import count, shorten, show, show_json, show_table, tell_next
from translateflow.model.job import JobState
from translateflow.workflow.advice import group_failures
from translateflow.workflow.costs import find_costs
from translateflow.workflow.jobs import find_job, job_failures, list_jobs, run_cancel, run_resume
from translateflow.workflow.limits import find_troubled, tell_standing
from translateflow.workflow.run_jobs import RunReport, open_jobs, run_jobs

if TYPE_CHECKING:
    from translateflow.cli.state import CliState
    from translateflow.model.job import Job
    from translateflow.workspace import Newsroom


@click.group(epilog=example("translateflow jobs list"))
def command() -> None:
    """Look at the ledger of drafting jobs, and see them through."""


command.add_command(watch_command, "watch")


@command.command("list", epilog=example("translateflow jobs list --json"))
@in_newsroom
def list_command(*, newsroom: Newsroom, as_json: bool) -> None:
    """List jobs, newest first."""
    jobs = list_jobs(newsroom)
    if as_json:
        show_json({"jobs": [_job_json(job) for job in jobs]})
        return
    if jobs:
        show_table(("job", "state", "done", "created (UTC)", "took", "ledger", "releases"), [*map(_job_row, jobs)])
    else:
        show("There are no jobs yet.")
        tell_next("translateflow translate")


@command.command("show", epilog=example("translateflow jobs show 3"))
@click.argument("job", type=int)
@in_newsroom
def show_command(*, newsroom: Newsroom, job: int, as_json: bool) -> None:
    """Show one job: its sums, and every failure with its reason."""
    found, failures = find_job(newsroom, job), job_failures(newsroom, job)
    costs, engines = find_costs(newsroom, [job]), find_troubled(newsroom, job)
    if as_json:
        listed = [
            {"slug": item.slug, "language": item.language, "segment": item.key.text, "reason": item.reason}
            for item in failures
        ]
        groups = [
            {"reason": each.reason, "count": each.count, "languages": each.languages, "remedy": each.advice}
            for each in group_failures(failures)
        ]
        states = [asdict(each) for each in engines]
        told = {"engines_in_trouble": states, "reasons": groups, "failures": listed}
        show_json({**_job_json(found), **costs_to_json(costs), **told})
        return
    show(f"job {found.id}, {found.state.value}: {found.title}")
    show(f"  {ledger_line(found.sums)}")
    show_costs(costs, _budget(found))
    for each in engines:
        show(f"  engine {each.engine}: {tell_standing(each)}")
    show_failures(failures)
    if found.state is JobState.OPEN or failures:
        tell_next(f"translateflow jobs resume {found.id}")


@command.command("resume", epilog=example("translateflow jobs resume 3"))
@click.argument("job", type=int, required=False)
@click.option("--max-chars", type=click.IntRange(min=0), metavar="N", help="Its new budget: N characters in all.")
@in_newsroom
@click.pass_obj
def resume_command(
    state: CliState, *, newsroom: Newsroom, job: int | None, max_chars: int | None, as_json: bool
) -> int:
    """Go on with a job, its failed items included; with every open one when none is named.

    What was stored is never asked for again. What a budget kept back is asked for, as far as the budget goes now.
    """
    if max_chars is not None and job is None:
        message = "--max-chars needs the number of a job, such as: translateflow jobs resume 3 --max-chars 50000"
        raise click.UsageError(message)
    jobs = run_resume(newsroom, job, max_characters=max_chars)
    return _run(state, newsroom, jobs, as_json=as_json)


@command.command("run", epilog=example("translateflow jobs run"))
@in_newsroom
@click.pass_obj
def run_command(state: CliState, *, newsroom: Newsroom, as_json: bool) -> int:
    """Work off every open job."""
    return _run(state, newsroom, open_jobs(newsroom), as_json=as_json)


@command.command("cancel", epilog=example("translateflow jobs cancel 3"))
@click.argument("job", type=int)
@in_newsroom
def cancel_command(*, newsroom: Newsroom, job: int, as_json: bool) -> None:
    """Cancel what a job has not drafted yet; what it has stays."""
    cancelled = run_cancel(newsroom, job)
    if as_json:
        show_json({"job": job, "cancelled": cancelled})
    else:
        show(f"job {job}: {count(cancelled, 'item')} cancelled; what it has drafted stays")
        tell_next("translateflow status")


def _job_row(job: Job) -> tuple[str, ...]:
    took = f"{(job.finished - job.created).total_seconds():,.0f} s" if job.finished else ""
    percent, created = f"{job.sums.percent} %", f"{job.created:%Y-%m-%d %H:%M}"
    return str(job.id), job.state.value, percent, created, took, ledger_line(job.sums), shorten(job.title, 40)


def _run(state: CliState, newsroom: Newsroom, jobs: list[int], *, as_json: bool) -> int:
    state.on_interrupt = "What was drafted is kept. Go on with: translateflow jobs resume"
    started = time.monotonic()
    with ProgressDisplay(", ".join(newsroom.settings.default_rules.engines)) as progress:
        report = run_jobs(newsroom, jobs, progress)
    if as_json:
        seconds = round(time.monotonic() - started, 3)
        show_json({"jobs": jobs, "seconds": seconds, **_run_json(report), **costs_to_json(find_costs(newsroom, jobs))})
    elif jobs:
        show_run(f"job {', '.join(map(str, jobs))}", report, find_costs(newsroom, jobs), time.monotonic() - started)
        tell_next(f"translateflow jobs show {jobs[-1]}" if report.sums.failed else "translateflow status")
    else:
        show("No job is open.")
        tell_next("translateflow jobs list")
    for error in report.project.failures:
        tell_error(error)
    return NEEDS_A_PERSON if report.sums.failed or report.project.failures else DONE


def _run_json(report: RunReport) -> dict[str, object]:
    return {"state": report.state.value, **asdict(report.sums), "engines_failed": dict(report.tried)}


def _job_json(job: Job) -> dict[str, object]:
    return {
        "job": job.id,
        "state": job.state.value,
        "title": job.title,
        "created": job.created.isoformat(),
        "finished": job.finished.isoformat() if job.finished else None,
        **asdict(job.sums),
        "max_characters": job.max_characters,
    }


def _budget(job: Job) -> str:
    return "" if job.max_characters is None else f", of a budget of {job.max_characters:,}"
