"""Find what a request to draft is about: releases and languages, their catalogs, what the memory knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.engines import ENGINES, NOT_OFFERED
from translateflow.errors import LanguageNotTargetedError, TranslateflowError, UnknownEngineError
from translateflow.model.language import parse_language
from translateflow.workflow.plan_job import Scope, keys_to_fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from translateflow.model.memory import MemoryMatch
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.model.translation import Entry
    from translateflow.workflow.translate import TranslateRequest
    from translateflow.workspace import Newsroom


def require_known_engines(newsroom: Newsroom, engine: str) -> None:
    """Raise for an engine that is misspelled, before anything is planned. Raises UnknownEngineError."""
    for name in (engine, *(name for rules in newsroom.settings.all_rules() for name in rules.engines)):
        if name and name not in ENGINES:
            raise UnknownEngineError(name, tuple(ENGINES), NOT_OFFERED.get(name, ""))


def find_scopes(
    newsroom: Newsroom,
    wish: TranslateRequest,
    read_entries: Callable[[Release, str], Mapping[Key, Entry] | None],
    *,
    skip_broken: bool,
) -> Iterator[Scope]:
    """Give each release in each language of a wish. `read_entries` gives a catalog's entries; None: there is none.

    Raises LanguageNotTargetedError, NoReleaseError, UnknownLanguageError. `skip_broken` leaves out releases that cannot
    be read, where somebody else tells of them; otherwise their SourceError is raised.
    """
    languages = [parse_language(language) for language in wish.languages]
    for slug in newsroom.choose(wish.slugs):
        try:
            release = newsroom.read_release(slug)
        except TranslateflowError:
            if not skip_broken:
                raise
            continue
        for language in _targets(newsroom, wish, release, languages):
            entries = read_entries(release, language)
            if entries is None:
                continue
            wanted = keys_to_fill(entries, release, force_drafts=wish.force_drafts)
            engines = (wish.engine,) if wish.engine else newsroom.settings.rules(language).engines
            yield Scope(release, language, entries, _exact(newsroom, release, language, wanted), engines)


def _targets(newsroom: Newsroom, wish: TranslateRequest, release: Release, languages: Sequence[str]) -> list[str]:
    targets = newsroom.targets(release)
    for language in languages:
        if language not in targets and (wish.slugs or language != release.language):
            raise LanguageNotTargetedError(release.slug, language, targets)
    return [language for language in targets if not languages or language in languages]


def _exact(newsroom: Newsroom, release: Release, language: str, wanted: Sequence[Key]) -> Mapping[Key, MemoryMatch]:
    """Ask the memory, without making a database only to find it empty."""
    if not newsroom.has_database:
        return {}
    return newsroom.database.memory.exact(release.language, language, wanted, slug=release.slug)
