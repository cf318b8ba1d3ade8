"""Jobs and the ledger's words: what is to be drafted, what became of each item, and the sums that must add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from translateflow.model.segment import Key, TagShape


class JobState(StrEnum):
    """A job is open until each item has an outcome; cancelled ends it early, its waiting items cancelled."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What became of an item. WAITING is the absence of an outcome; every other value is final.

    KEPT: the entry already had a person's words (or a draft that was not to be replaced), nothing was written.
    """

    WAITING = "waiting"
    DRAFTED = "drafted"
    MEMORY = "memory"
    KEPT = "kept"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item as a job is planned: one segment in one language, with its outcome where it is already known.

    `deadline` (aware) goes before that of the job.
    """

    slug: str
    source_language: str
    language: str
    key: Key
    shapes: tuple[TagShape, ...] = ()
    outcome: Outcome = Outcome.WAITING
    text: str = ""
    origin: str = ""
    reason: str = ""
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the ledger. `origin` is the engine's name or "memory 100 %"; `text` what it said."""

    id: int
    job: int
    slug: str
    source_language: str
    language: str
    key: Key
    shapes: tuple[TagShape, ...]
    outcome: Outcome
    text: str
    origin: str
    reason: str
    warnings: tuple[str, ...] = ()
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A claimed handful of items of one language pair.

    `attempt` counts claims, from 1; `engines` are tried in this order. `max_characters` is what its job may
    send in all.
    """

    id: int
    job: int
    source_language: str
    language: str
    engines: tuple[str, ...]
    items: tuple[Item, ...]
    attempt: int
    owner: str
    max_characters: int | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What a worker reports for one item of its chunk."""

    item: int
    outcome: Outcome
    text: str = ""
    origin: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """Items of a job by outcome. The promise: `adds_up` holds at every moment."""

    items: int = 0
    waiting: int = 0
    drafted: int = 0
    memory: int = 0
    kept: int = 0
    failed: int = 0
    cancelled: int = 0
    characters: int = 0
    engine_calls: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every item is counted exactly once."""
        return self.items == self.waiting + self.drafted + self.memory + self.kept + self.failed + self.cancelled

    @property
    def done(self) -> int:
        """How many items have an outcome, whatever it is."""
        return self.items - self.waiting

    @property
    def percent(self) -> int:
        """How much is done, rounded down: 100 means all."""
        return 100 * self.done // self.items if self.items else 100


@dataclass(frozen=True, slots=True)
class Job:
    """One request to draft. Times are aware, in UTC."""

    id: int
    state: JobState
    created: datetime
    finished: datetime | None
    title: str
    sums: Sums = field(default_factory=Sums)
    max_characters: int | None = None


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Failed items of a job that share a reason, in the ledger's order."""

    reason: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """The whole ledger in figures, for monitoring.

    `items` counts by outcome and engine ("memory" for matches, "" for none), `characters` what was sent to each engine.
    `oldest_seconds` is the age of the oldest request with a chunk that nobody holds; `lost_leases` counts claims that
    ended without an answer, ever.
    """

    items: Mapping[tuple[str, str], int]
    characters: Mapping[str, int]
    open_jobs: int
    waiting_chunks: int
    held_chunks: int
    oldest_seconds: float
    lost_leases: int
