"""`translateflow jobs watch`."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.ledger import ledger_line
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.progress import ProgressDisplay
from translateflow.cli.show import show, tell, tell_next
from translateflow.workflow.jobs import newest_job
from translateflow.workflow.watch import JobProgress, to_json, watch_job

if TYPE_CHECKING:
    from translateflow.cli.state import CliState
    from translateflow.workspace import Newsroom

QUIET_SECONDS = 10.0  # without news, people are told whether anybody is at work


@click.command(epilog=example("translateflow jobs watch 3"))
@click.argument("job", type=int, required=False)
@in_newsroom
@click.pass_obj
def watch_command(state: CliState, *, newsroom: Newsroom, job: int | None, as_json: bool) -> int:
    """Watch a job until it is over: the newest open one when none is named. Whoever drafts it, here or elsewhere.

    With --json one document a line, whenever the figures change. Ctrl-C ends the watching, not the job.
    """
    state.on_interrupt = "The job goes on without being watched."
    number = job or newest_job(newsroom)
    if number is None:
        show("There are no jobs yet.")
        return DONE
    last = _watch_lines(newsroom, number) if as_json else _watch_bar(newsroom, number)
    return NEEDS_A_PERSON if last.sums.failed else DONE


def _watch_lines(newsroom: Newsroom, number: int) -> JobProgress:
    for progress in watch_job(newsroom, number, threading.Event()):
        click.echo(json.dumps(to_json(progress), ensure_ascii=False))
    return progress


def _watch_bar(newsroom: Newsroom, number: int) -> JobProgress:
    mark = ""
    with ProgressDisplay(f"job {number}") as display:
        for progress in watch_job(newsroom, number, threading.Event(), repeat_after=QUIET_SECONDS):
            display(progress.sums)
            if progress.mark == mark and not progress.at_work and not progress.is_over:
                tell(f"job {number}: nobody is drafting; start a worker, `serve` or: translateflow jobs run")
            mark = progress.mark
    show(f"job {number}, {progress.state.value}: {ledger_line(progress.sums)}")
    if progress.sums.failed:
        tell_next(f"translateflow jobs show {number}")
    return progress
