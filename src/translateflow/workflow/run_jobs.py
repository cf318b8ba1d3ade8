"""Work jobs off: in this process, or by workers when the newsroom has a broker."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.broker import DRAFT_TASK, wake_workers
from translateflow.errors import DatabaseError
from translateflow.model.job import JobState, Outcome, Sums
from translateflow.workflow.draft import THREADS, Drafter
from translateflow.workflow.limits import invite_trials
from translateflow.workflow.owner import is_alive
from translateflow.workflow.project import ProjectReport, run_project
from translateflow.workflow.wait import LOOK_EVERY, wait_for_workers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.model.job import Item
    from translateflow.workspace import Newsroom

PROJECT_EVERY = 4  # looks at the ledger between two rounds of writing drafts into PO files
WAKE_UPS = 4  # each worker that finds work wakes one more


@dataclass(frozen=True, slots=True)
class RunReport:
    """Where the jobs stand. `state` is open when nobody waited; `tried` says of engines that failed why."""

    state: JobState
    sums: Sums
    failures: tuple[Item, ...] = ()
    tried: Mapping[str, str] = field(default_factory=dict)
    project: ProjectReport = field(default_factory=ProjectReport)


def open_jobs(newsroom: Newsroom) -> list[int]:
    """Give the jobs that have items without an outcome, oldest first."""
    return sorted(job.id for job in newsroom.database.ledger.jobs(state=JobState.OPEN, limit=None))


def run_jobs(newsroom: Newsroom, jobs: Sequence[int], watch: Callable[[Sums], None], *, wait: bool = True) -> RunReport:
    """Work these jobs off and bring their drafts into the catalogs.

    Chunks whose worker died are taken over first. Interrupted or killed, it loses nothing that the ledger has: calling
    it again goes on. Raises BrokerError when the broker is away; the jobs then wait in the ledger.
    """
    ledger = newsroom.database.ledger
    ledger.release_leases(is_alive)
    invite_trials(newsroom)
    only = jobs[0] if len(jobs) == 1 else None
    tried: Mapping[str, str] = {}

    def look() -> Sums:
        sums = sum_up(newsroom, jobs)
        watch(sums)
        return sums

    if newsroom.settings.broker:
        wake_workers(newsroom.settings.broker, DRAFT_TASK, times=WAKE_UPS)
        if wait:
            wait_for_workers(newsroom, look)
    elif wait:
        tried = _draft_here(newsroom, only, look)
    project = run_project(newsroom, only)
    sums = sum_up(newsroom, jobs)
    failures = tuple(item for job in jobs for item in ledger.items(job, outcome=Outcome.FAILED))
    state = JobState.OPEN if sums.waiting else JobState.DONE
    return RunReport(state, sums, failures, tried, project)


def _draft_here(newsroom: Newsroom, only: int | None, look: Callable[[], Sums]) -> Mapping[str, str]:
    drafter = Drafter(newsroom.database, newsroom.settings)
    done = threading.Event()
    looker = threading.Thread(target=_look_on, args=(newsroom, look, done), daemon=True)
    looker.start()
    try:
        drafter.draft_open(only, threads=THREADS)
    finally:
        done.set()
        looker.join()
    look()
    return drafter.tried


def _look_on(newsroom: Newsroom, look: Callable[[], Sums], done: threading.Event) -> None:
    """Show progress, and bring finished drafts into the catalogs while engines are still working."""
    looks = 0
    while not done.wait(LOOK_EVERY):
        looks += 1
        # A database that is away is told by those who draft, when their patience ends.
        with contextlib.suppress(DatabaseError):
            look()
            if looks % PROJECT_EVERY == 0:
                run_project(newsroom)


def sum_up(newsroom: Newsroom, jobs: Sequence[int]) -> Sums:
    """Add up the ledger of several jobs."""
    total = Sums()
    for job in jobs:
        total = add_sums(total, newsroom.database.ledger.sums(job))
    return total


def add_sums(one: Sums, other: Sums) -> Sums:
    """Add two ledgers up, outcome by outcome."""
    return Sums(
        items=one.items + other.items,
        waiting=one.waiting + other.waiting,
        drafted=one.drafted + other.drafted,
        memory=one.memory + other.memory,
        kept=one.kept + other.kept,
        failed=one.failed + other.failed,
        cancelled=one.cancelled + other.cancelled,
        characters=one.characters + other.characters,
        engine_calls=one.engine_calls + other.engine_calls,
    )
