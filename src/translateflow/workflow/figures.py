"""How much goes through the house and how fast, drawn from the sign-offs: nothing is estimated, nobody is ranked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from translateflow.review.evidence import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.review.evidence import Evidence
    from translateflow.workspace import Newsroom

WEEKS = 12
"""How many weeks back throughput is shown."""


@dataclass(frozen=True, slots=True)
class Week:
    """Sentences signed off in a week that began on `monday`, by what became of the machine's proposal."""

    monday: dt.date
    accepted: int = 0
    amended: int = 0
    written: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.accepted + self.amended + self.written


@dataclass(frozen=True, slots=True)
class Delay:
    """How many hours after its original a language was signed off first: the median of so many releases."""

    language: str
    hours: float
    releases: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Throughput by week, oldest first, and delays by language."""

    weeks: tuple[Week, ...] = ()
    delays: tuple[Delay, ...] = ()


def run_figures(newsroom: Newsroom, now: dt.datetime) -> Figures:
    """Read the sign-offs that are in force."""
    return plan_figures([snapshot.evidence for snapshot in newsroom.snapshots.all()], now)


def plan_figures(records: Iterable[Evidence], now: dt.datetime) -> Figures:
    """Count and compare. Pure."""
    records = list(records)
    return Figures(tuple(_weeks(records, now)), tuple(_delays(records)))


def _weeks(records: Iterable[Evidence], now: dt.datetime) -> Iterable[Week]:
    counts: dict[dt.date, Counter[Decision]] = {}
    for record in records:
        monday = _monday(record.approved_at.date())
        counts.setdefault(monday, Counter()).update(segment.decision for segment in record.segments)
    this = _monday(now.date())
    for back in reversed(range(WEEKS)):
        monday = this - dt.timedelta(weeks=back)
        found = counts.get(monday, Counter())
        yield Week(monday, found[Decision.ACCEPTED], found[Decision.AMENDED], found[Decision.WRITTEN])


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _delays(records: Iterable[Evidence]) -> Iterable[Delay]:
    records = list(records)
    originals = {
        record.slug: record.first_approved_at for record in records if record.language == record.source_language
    }
    by_language: dict[str, list[float]] = {}
    for record in records:
        begun = originals.get(record.slug)
        if begun is not None and record.language != record.source_language:
            hours = (record.first_approved_at - begun).total_seconds() / 3600
            # Signed before the original was: no delay, and no reason to reward anybody with a negative one.
            by_language.setdefault(record.language, []).append(max(0.0, hours))
    for language, found in sorted(by_language.items()):
        yield Delay(language, median(found), len(found))
