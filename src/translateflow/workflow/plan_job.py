"""Decide what a drafting job is made of: an item for every segment in scope, its outcome where it is clear already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.job import NewItem, Outcome
from translateflow.model.translation import EntryState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translateflow.model.memory import MemoryMatch
    from translateflow.model.release import Release
    from translateflow.model.segment import Key, TagShape
    from translateflow.model.translation import Entry

PEOPLE_ONLY = "left for people: no engine is set for this language"


@dataclass(frozen=True, slots=True)
class Scope:
    """One release in one language, as it stands. `exact` are the memory's identical segments."""

    release: Release
    language: str
    entries: Mapping[Key, Entry]
    exact: Mapping[Key, MemoryMatch]
    engines: tuple[str, ...]


def plan_job(scopes: Sequence[Scope], *, force_drafts: bool = False) -> list[NewItem]:
    """Give the items of a job, in reading order, each segment once per language.

    A person's words are kept. Drafts are kept too, unless `force_drafts`. The memory's exact matches cost nothing. What
    is left waits for an engine.
    """
    return [item for scope in scopes for item in _items(scope, force_drafts=force_drafts)]


def keys_to_fill(scope_entries: Mapping[Key, Entry], release: Release, *, force_drafts: bool) -> list[Key]:
    """Give the segments that machine text may fill, in reading order."""
    keys = dict.fromkeys(segment.key for segment in release.document.segments)
    return [key for key in keys if _is_open(scope_entries.get(key), force_drafts=force_drafts)]


def _is_open(entry: Entry | None, *, force_drafts: bool) -> bool:
    if entry is None:
        return False
    return entry.state is EntryState.EMPTY or (force_drafts and entry.state is EntryState.DRAFT)


def _items(scope: Scope, *, force_drafts: bool) -> Iterator[NewItem]:
    shapes: dict[Key, tuple[TagShape, ...]] = {}
    for segment in scope.release.document.segments:
        shapes.setdefault(segment.key, segment.shapes)
    for key, own in shapes.items():
        item = NewItem(scope.release.slug, scope.release.language, scope.language, key, own)
        entry = scope.entries.get(key)
        if not _is_open(entry, force_drafts=force_drafts):
            state = entry.state.value if entry else "not in the catalog"
            yield _decided(item, Outcome.KEPT, reason=state)
        elif key in scope.exact:
            match = scope.exact[key]
            yield _decided(item, Outcome.MEMORY, text=match.unit.target, origin=f"memory {match.score} %")
        elif not scope.engines:
            yield _decided(item, Outcome.KEPT, reason=PEOPLE_ONLY)
        else:
            yield item


def _decided(item: NewItem, outcome: Outcome, *, text: str = "", origin: str = "", reason: str = "") -> NewItem:
    return NewItem(item.slug, item.source_language, item.language, item.key, item.shapes, outcome, text, origin, reason)
