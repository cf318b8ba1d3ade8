"""The ledger of jobs, for people: list, look, resume, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.job import JobState, Outcome
from translateflow.workflow.run_jobs import open_jobs

if TYPE_CHECKING:
    from translateflow.model.job import Item, Job
    from translateflow.workspace import Newsroom


def list_jobs(newsroom: Newsroom) -> list[Job]:
    """Give the jobs, newest first."""
    return newsroom.database.ledger.jobs() if newsroom.has_database else []


def find_job(newsroom: Newsroom, job: int) -> Job:
    """Give one job. Raises UnknownJobError."""
    return newsroom.database.ledger.job(job)


def newest_job(newsroom: Newsroom) -> int | None:
    """Give the newest open job, the newest of all when none is open, None when there is none."""
    if not newsroom.has_database:
        return None
    ledger = newsroom.database.ledger
    found = ledger.jobs(state=JobState.OPEN, limit=1) or ledger.jobs(limit=1)
    return found[0].id if found else None


def job_failures(newsroom: Newsroom, job: int) -> list[Item]:
    """Give its failed items, in reading order."""
    return newsroom.database.ledger.items(job, outcome=Outcome.FAILED)


def run_resume(newsroom: Newsroom, job: int | None, *, max_characters: int | None = None) -> list[int]:
    """Open a job's failed items again; give the jobs to run: this one, or every open one. Raises UnknownJobError.

    `max_characters` is the new budget of this job, what it has sent already included.
    """
    if job is None:
        return open_jobs(newsroom)
    found = find_job(newsroom, job)
    if max_characters is not None:
        newsroom.database.ledger.set_budget(job, max_characters)
    if found.state is not JobState.CANCELLED:
        newsroom.database.ledger.retry_failed(job)
    return [job]


def run_cancel(newsroom: Newsroom, job: int) -> int:
    """Cancel what waits; give how many items. Raises UnknownJobError."""
    find_job(newsroom, job)
    return newsroom.database.ledger.cancel(job)
