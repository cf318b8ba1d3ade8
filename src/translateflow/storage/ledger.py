"""The ledger: jobs, chunks, items, and what became of each. Every method is one transaction.

The ledger is the truth, a queue message only a wake-up. Killing anyone at any moment loses nothing that was recorded,
and `Sums.adds_up` holds at every moment.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from translateflow.model.job import Chunk, ItemResult, Outcome
from translateflow.storage import claims, figures, jobs, projection, reports
from translateflow.storage.cutting import ChunkLimits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Mapping, Sequence

    from translateflow.model.job import FailureGroup, Item, Job, JobState, LedgerFigures, NewItem, Sums
    from translateflow.model.segment import Key
    from translateflow.storage.connect import Connector

MAX_ATTEMPTS = 5
"""How often a chunk may be claimed: what kills five workers is not given to a sixth."""

_GIVEN_UP = f"given up after {MAX_ATTEMPTS} attempts: each worker stopped before it had an answer"


class Ledger:
    """Every method may raise DatabaseError, and UnknownJobError where it takes a job's number."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def create_job(  # noqa: PLR0913 — all that a request to draft says
        self,
        title: str,
        items: Sequence[NewItem],
        *,
        engines: Mapping[str, Sequence[str]],
        chunk_texts: int = 25,
        chunk_characters: int = 4000,
        chunk_limits: Mapping[str, tuple[int, int]] | None = None,
        priority: int = 0,
        deadline: dt.datetime | None = None,
        max_characters: int | None = None,
    ) -> Job:
        """Store a request to draft; `engines` in order of preference by target language.

        Items with an outcome are stored as they are, waiting ones are cut into chunks: of so many texts and characters
        for the languages in `chunk_limits`, of the usual numbers for others. A job of which nothing waits is done at
        once. Chunks of a higher `priority` are claimed first, then those of the earlier deadline (aware): an item's
        own, else the job's `deadline`. `max_characters` is what it may send to engines in all.
        """
        limits = ChunkLimits(chunk_texts, chunk_characters, chunk_limits or {})
        plan = jobs.JobPlan(title, engines, limits, priority, deadline, max_characters)
        with self._connector.writing() as connection:
            return reports.read_job(connection, jobs.insert_job(connection, plan, items, self._clock()))

    def claim_chunk(self, owner: str, *, lease_seconds: float, job: int | None = None) -> Chunk | None:
        """Take the next chunk, of one job or of any, until the lease ends; None when nothing is free to take.

        The chunk holds only items that still wait. A chunk that was claimed too often fails here, with its reason.
        """
        while True:
            with self._connector.writing() as connection:
                now = self._clock()
                chunk = claims.claim(connection, owner, now=now, lease_seconds=lease_seconds, job=job)
            if chunk is None or chunk.attempt <= MAX_ATTEMPTS:
                return chunk
            self.record_results(chunk, [ItemResult(item.id, Outcome.FAILED, reason=_GIVEN_UP) for item in chunk.items])

    def extend_leases(self, held: Collection[Chunk], *, lease_seconds: float) -> int:
        """Hold these chunks for longer, from now. Gives how many are still their owner's."""
        with self._connector.writing() as connection:
            return claims.extend(connection, held, self._clock() + lease_seconds)

    def record_results(self, chunk: Chunk, results: Sequence[ItemResult], *, calls: int = 0) -> bool:
        """Store results of a chunk, all of its items or some as they arrive.

        False, with nothing stored, when the owner has lost the chunk: someone else has it, or the job was cancelled.
        Results of items that already have an outcome change nothing. `calls` counts requests to engines.
        """
        with self._connector.writing() as connection:
            return claims.record(connection, chunk, results, calls=calls, now=self._clock())

    def give_back(self, chunk: Chunk, *, after_seconds: float = 0.0) -> bool:
        """Return a chunk unfinished, to be claimed again at the earliest after a while; the attempt does not count."""
        with self._connector.writing() as connection:
            available = self._clock() + after_seconds if after_seconds else jobs.AT_ONCE
            return claims.give_back(connection, chunk, available)

    def release_leases(self, is_alive: Callable[[str], bool]) -> int:
        """Free chunks whose owner is dead, without waiting for the lease to end; the attempt counts. Gives how many."""
        with self._connector.writing() as connection:
            return claims.release(connection, is_alive)

    def cancel(self, job: int) -> int:
        """End a job early: waiting items are cancelled, answers still under way are ignored. Gives how many items."""
        with self._connector.writing() as connection:
            return jobs.cancel_job(connection, job, self._clock())

    def set_budget(self, job: int, max_characters: int | None) -> None:
        """Change how many characters a job may send in all; None for no limit. Chunks claimed later go by it."""
        with self._connector.writing() as connection:
            jobs.set_budget(connection, job, max_characters)

    def retry_failed(self, job: int) -> int:
        """Let a job's failed items wait again, in new chunks with fresh attempts. Gives how many; 0 if cancelled."""
        with self._connector.writing() as connection:
            return jobs.retry_failed(connection, job)

    def job(self, job: int) -> Job:
        """Give one job with its sums."""
        with self._connector.reading() as connection:
            return reports.read_job(connection, job)

    def jobs(self, *, state: JobState | None = None, limit: int | None = 100) -> list[Job]:
        """Give the newest jobs with their sums, newest first; of one state, and at most so many."""
        with self._connector.reading() as connection:
            return reports.read_jobs(connection, state=state, limit=limit)

    def sums(self, job: int) -> Sums:
        """Count a job's items by outcome."""
        return self.job(job).sums

    def items(self, job: int, outcome: Outcome | None = None) -> list[Item]:
        """Give a job's items in the order they were planned, of one outcome or of all."""
        with self._connector.reading() as connection:
            return reports.read_items(connection, job, outcome)

    def failures(self, job: int) -> list[FailureGroup]:
        """Give a job's failed items by reason, the most frequent reason first."""
        with self._connector.reading() as connection:
            return reports.read_failures(connection, job)

    def open_chunks(self, job: int | None = None) -> int:
        """Count chunks that wait or are claimed: as many wake-ups as a queue needs."""
        with self._connector.reading() as connection:
            return reports.count_open_chunks(connection, job)

    def chunks_in_hand(self, job: int | None = None) -> int:
        """Count chunks whose lease runs, of one job or of all: somebody is at work."""
        with self._connector.reading() as connection:
            return reports.count_chunks_in_hand(connection, self._clock(), job)

    def busy_catalogs(self) -> frozenset[tuple[str, str]]:
        """Give the (slug, language) of catalogs that drafts are still to come for, or on their way into."""
        with self._connector.reading() as connection:
            return figures.read_busy(connection) | frozenset(projection.read_unprojected(connection, None))

    def figures(self) -> LedgerFigures:
        """Give the whole ledger in figures, for monitoring. Reads every item: not for a loop."""
        with self._connector.reading() as connection:
            return figures.read_figures(connection, self._clock())

    def unprojected(self, job: int | None = None) -> list[tuple[str, str]]:
        """Give the (slug, language) of catalogs that results wait for."""
        with self._connector.reading() as connection:
            return projection.read_unprojected(connection, job)

    def results_to_project(self, slug: str, language: str) -> list[Item]:
        """Give the results that one catalog waits for, oldest first: a later one of the same key replaces it."""
        with self._connector.reading() as connection:
            return projection.read_results(connection, slug, language)

    def mark_projected(self, ids: Collection[int], *, kept: Mapping[int, str] | None = None) -> None:
        """Note that results stand in their catalog; those in `kept` do not, for the reason given, and count as kept.

        Doing it twice changes nothing. A draft found standing in its catalog already is projected, not kept: it was
        written before a crash.
        """
        with self._connector.writing() as connection:
            projection.mark_projected(connection, ids, kept or {})

    def last_drafts(self, slug: str, language: str) -> Mapping[Key, Item]:
        """Give the newest text that a machine or the memory had for each segment of a catalog, for the evidence."""
        with self._connector.reading() as connection:
            return projection.read_last_drafts(connection, slug, language)
