"""Which engine serves which language best: how much people changed its text before they signed it off.

Drawn from the evidence records under `approved/`, earlier sign-offs included; nothing is estimated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.model.segment import Role
from translateflow.review.amendment import measure_amendment
from translateflow.review.evidence import Decision
from translateflow.workflow.draft import publishable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translateflow.review.evidence import Evidence, SegmentEvidence
    from translateflow.workspace import Newsroom

ENOUGH = 30
"""Segments below which a figure is chance rather than evidence."""

MEMORY = "memory"
"""What stands for an engine where the proposal was an earlier translation, however like."""


_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class Quality:
    """What became of one source's proposals. `accepted` of `segments` went out unchanged.

    `chrf` is 100 and `edit_distance` 0 where nothing was changed.
    """

    segments: int
    accepted: int
    chrf: float
    edit_distance: float


@dataclass(frozen=True, slots=True)
class EngineQuality:
    """An engine in one pair of languages: all its segments, and those of each role that occurs."""

    engine: str
    source_language: str
    language: str
    total: Quality
    roles: Mapping[Role, Quality]

    @property
    def is_enough(self) -> bool:
        """Whether there are so many segments that the figures say something."""
        return self.total.segments >= ENOUGH


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Engines by language, the one that people changed least first.

    `orders` are the orders of engines that follow from it, for languages in which at least two have enough segments.
    """

    engines: tuple[EngineQuality, ...] = ()
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def run_quality(newsroom: Newsroom, slugs: Sequence[str]) -> QualityReport:
    """Read the evidence of these releases, of all that were ever signed off when none is named."""
    if slugs:
        newsroom.choose(slugs)
    return plan_quality(_records(newsroom, slugs or newsroom.snapshots.slugs()))


def _records(newsroom: Newsroom, slugs: Iterable[str]) -> Iterator[Evidence]:
    """Give the records, newest first within a release and language."""
    snapshots = newsroom.snapshots
    for slug in slugs:
        for language in snapshots.languages(slug):
            snapshot = snapshots.read(slug, language)
            if snapshot is not None:
                yield snapshot.evidence
            yield from snapshots.archived(slug, language)


def plan_quality(records: Iterable[Evidence]) -> QualityReport:
    """Compare machine and final text of every segment that a person decided on. Pure.

    A proposal counts once for a release and language, as the newest of the records says. Engines whose text may never
    go out are left out.
    """
    groups: dict[tuple[str, str, str], list[SegmentEvidence]] = {}
    seen: set[tuple[str, str, str, str, str]] = set()
    for record in records:
        for segment in record.segments:
            once = (record.slug, record.language, segment.context, segment.source, segment.machine)
            engine = _engine_of(segment)
            if engine and once not in seen:
                seen.add(once)
                groups.setdefault((record.source_language, record.language, engine), []).append(segment)
    engines = [_measure(engine, source, language, found) for (source, language, engine), found in groups.items()]
    engines.sort(key=lambda each: (each.source_language, each.language, each.total.edit_distance, each.engine))
    return QualityReport(tuple(engines), _orders(engines))


def _engine_of(segment: SegmentEvidence) -> str:
    """Give what made the proposal; "" where there was none, or none that a person decided on."""
    decided = segment.decision in {Decision.ACCEPTED, Decision.AMENDED}
    if not decided or not segment.engine or not publishable(segment.engine):
        return ""
    return MEMORY if segment.engine.startswith(MEMORY) else segment.engine


def _measure(engine: str, source_language: str, language: str, segments: Sequence[SegmentEvidence]) -> EngineQuality:
    by_role: dict[Role, list[SegmentEvidence]] = {}
    for segment in segments:
        by_role.setdefault(_ROLES.get(segment.context, Role.TEXT), []).append(segment)
    roles = {role: _judge(by_role[role]) for role in Role if role in by_role}
    return EngineQuality(engine, source_language, language, _judge(segments), roles)


def _judge(segments: Sequence[SegmentEvidence]) -> Quality:
    amendment = measure_amendment((segment.machine, segment.target) for segment in segments)
    accepted = sum(segment.decision is Decision.ACCEPTED for segment in segments)
    return Quality(len(segments), accepted, amendment.chrf, amendment.edit_distance)


def _orders(engines: Iterable[EngineQuality]) -> dict[str, tuple[str, ...]]:
    """Order engines for each language they translate into, least changed first; the settings know no pairs."""
    by_language: dict[str, dict[str, list[Quality]]] = {}
    for each in engines:
        if each.engine != MEMORY and each.is_enough:
            by_language.setdefault(each.language, {}).setdefault(each.engine, []).append(each.total)
    return {
        language: tuple(sorted(found, key=lambda engine: (_mean_distance(found[engine]), engine)))
        for language, found in sorted(by_language.items())
        if len(found) > 1
    }


def _mean_distance(found: Sequence[Quality]) -> float:
    return sum(each.edit_distance * each.segments for each in found) / sum(each.segments for each in found)
