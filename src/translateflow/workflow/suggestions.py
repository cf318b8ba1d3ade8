"""Suggestions: uploaded texts that differ from the newsroom's, waiting for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import Change, drop_suggestions, read_catalog, update_catalog
from translateflow.errors import NoCatalogError, NoSuggestionError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from translateflow.catalog import Catalog
    from translateflow.model.segment import Key
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One sentence with the newsroom's text and the other one. `number` counts from 1."""

    number: int
    key: Key
    current: str
    suggested: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Which suggestions a person takes and which are dropped, by number; `by` is who decides (`Name <mail>`)."""

    take: Collection[int] = ()
    drop: Collection[int] = ()
    by: str = ""


def list_suggestions(newsroom: Newsroom, slug: str, language: str) -> tuple[Suggestion, ...]:
    """Give what waits, in the order of the file; nothing where there is no file.

    Raises NoCatalogError, CatalogError.
    """
    newsroom.choose([slug])
    path = newsroom.catalogs.catalog(slug, language)
    if not path.is_file():
        raise NoCatalogError(slug, language)
    waiting = newsroom.catalogs.suggestions(slug, language)
    if not waiting.is_file():
        return ()
    catalog = read_catalog(path, slug=slug, language=language)
    found = read_catalog(waiting, slug=slug, language=language).entries
    return tuple(
        Suggestion(number, entry.key, current.target if (current := catalog.get(entry.key)) else "", entry.target)
        for number, entry in enumerate(found, 1)
    )


def run_decide(
    newsroom: Newsroom, slug: str, language: str, decision: Decision, now: dt.datetime
) -> tuple[Suggestion, ...]:
    """Take and drop suggestions; give what still waits.

    What is taken becomes the reviewed text. Raises NoSuggestionError before anything is changed.
    """
    waiting = {each.number: each for each in list_suggestions(newsroom, slug, language)}
    for number in (*decision.take, *decision.drop):
        if number not in waiting:
            raise NoSuggestionError(slug, language, number)
    taken = [waiting[number] for number in decision.take]
    _take(newsroom, slug, language, taken, decision.by, now)
    decided = [each.key for each in (*taken, *(waiting[number] for number in decision.drop))]
    _forget(newsroom, slug, language, decided)
    return list_suggestions(newsroom, slug, language)


def _take(  # noqa: PLR0913, PLR0917 — where, what, who and when
    newsroom: Newsroom, slug: str, language: str, taken: Sequence[Suggestion], by: str, now: dt.datetime
) -> None:
    def change(catalog: Catalog | None) -> Catalog:
        if catalog is None:
            raise NoCatalogError(slug, language)
        changes = {each.key: Change(each.suggested) for each in taken if catalog.get(each.key) is not None}
        return catalog.with_changes(changes, by=by, at=now)

    if taken:
        update_catalog(newsroom.catalogs.catalog(slug, language), change, slug=slug, language=language)


def _forget(newsroom: Newsroom, slug: str, language: str, keys: Collection[Key]) -> None:
    path = newsroom.catalogs.suggestions(slug, language)

    def change(catalog: Catalog | None) -> Catalog | None:
        return None if catalog is None else drop_suggestions(catalog, keys)

    if keys:
        update_catalog(path, change)
