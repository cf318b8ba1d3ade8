"""Watch jobs from the ledger: the one source of every figure that a bar, a line, an event stream or a page shows."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from translateflow.model.job import JobState

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from translateflow.model.job import Job, Sums
    from translateflow.workspace import Newsroom

LOOK_EVERY = 0.5  # seconds between two looks at the ledger


@dataclass(frozen=True, slots=True)
class JobProgress:
    """Where one job stands. `at_work` counts chunks that somebody holds right now: 0 while open means nobody drafts."""

    job: int
    state: JobState
    title: str
    sums: Sums
    at_work: int = 0

    @property
    def mark(self) -> str:
        """Name exactly these figures: two looks that found the same have the same mark, in any process."""
        sums = self.sums
        figures = (sums.items, sums.waiting, sums.failed, sums.kept, sums.characters, sums.engine_calls)
        return "-".join((str(self.job), self.state.value, *map(str, figures)))

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more unless somebody resumes the job."""
        return self.state is not JobState.OPEN


def look_at_job(newsroom: Newsroom, number: int) -> JobProgress:
    """Give where a job stands now. Raises UnknownJobError, DatabaseError."""
    ledger = newsroom.database.ledger
    return _progress(ledger.job(number), ledger.chunks_in_hand(number))


def watch_job(
    newsroom: Newsroom, number: int, stop: threading.Event, *, repeat_after: float | None = None
) -> Iterator[JobProgress]:
    """Give where a job stands, at once and then whenever its figures change, until it is over or `stop` is set.

    With `repeat_after`, the same figures come again after so many seconds without a change, so that the caller gets a
    turn. The last one given is over, unless stopped. Raises UnknownJobError, DatabaseError.
    """
    mark, given = "", time.monotonic()
    while True:
        progress = look_at_job(newsroom, number)
        is_quiet = repeat_after is not None and time.monotonic() - given >= repeat_after
        if progress.mark != mark or is_quiet:
            mark, given = progress.mark, time.monotonic()
            yield progress
        if progress.is_over or stop.wait(LOOK_EVERY):
            return


def to_json(progress: JobProgress) -> dict[str, Any]:
    """Give the figures as `jobs watch --json` and the event stream send them: the same keys, the same values."""
    sums = progress.sums
    return {
        "job": progress.job,
        "state": progress.state.value,
        "title": progress.title,
        "done": sums.done,
        "percent": sums.percent,
        "at_work": progress.at_work,
        **asdict(sums),
    }


def _progress(job: Job, at_work: int) -> JobProgress:
    return JobProgress(job.id, job.state, job.title, job.sums, at_work)
