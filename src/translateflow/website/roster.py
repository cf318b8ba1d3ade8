"""Who is on the site: editions by release and language, and which of them search engines and feeds may know."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from translateflow.model.edition import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translateflow.model.edition import Edition, Site


def is_indexable(edition: Edition) -> bool:
    """Whether an edition may be found: alive, and a person stands for it."""
    return edition.withdrawn is None and edition.provenance is not Provenance.MACHINE


@dataclass(frozen=True)
class Family:
    """The editions of one release, in the site's order of languages."""

    slug: str
    editions: tuple[Edition, ...]

    @cached_property
    def live(self) -> tuple[Edition, ...]:
        """Those that can be read."""
        return tuple(edition for edition in self.editions if edition.withdrawn is None)

    @cached_property
    def indexable(self) -> tuple[Edition, ...]:
        """Those that are alternates of each other for search engines and feeds."""
        return tuple(edition for edition in self.editions if is_indexable(edition))

    @cached_property
    def default(self) -> Edition | None:
        """The one for readers whose languages are not there (`x-default`): the original, else the first."""
        originals = [edition for edition in self.indexable if edition.provenance is Provenance.ORIGINAL]
        return next(iter((*originals, *self.indexable)), None)

    @cached_property
    def first_month(self) -> str:
        """The month in which the first of the indexable ones came out (UTC): `2026-06`; "" while there is none."""
        first = min((edition.published.astimezone(dt.UTC) for edition in self.indexable), default=None)
        return f"{first:%Y-%m}" if first else ""

    @cached_property
    def original(self) -> Edition | None:
        """The live original, which translations link to."""
        return next((edition for edition in self.live if edition.provenance is Provenance.ORIGINAL), None)


@dataclass(frozen=True)
class Roster:
    """The whole site's editions. `languages` has the default language first, then the site's order.

    `by_language` has the live editions of each language, newest first; by slug within an instant, so that order is
    settled. `years` and `topics` have the same by year, the newest first, and by topic, in the order of the alphabet.
    """

    languages: tuple[str, ...]
    families: tuple[Family, ...]
    by_language: Mapping[str, tuple[Edition, ...]]
    years: Mapping[str, Mapping[int, tuple[Edition, ...]]]
    topics: Mapping[str, Mapping[str, tuple[Edition, ...]]]

    @cached_property
    def by_slug(self) -> dict[str, Family]:
        """The families by slug."""
        return {family.slug: family for family in self.families}

    @cached_property
    def live_languages(self) -> tuple[str, ...]:
        """The languages in which anything can be read."""
        return tuple(language for language in self.languages if self.by_language[language])


def _newest_first(edition: Edition) -> tuple[int, float, str]:
    return (-edition.date.toordinal(), -edition.published.timestamp(), edition.slug)


@dataclass(frozen=True, slots=True)
class _Grouped:
    """A language's live editions by year and by topic."""

    editions: tuple[Edition, ...]
    years: dict[int, tuple[Edition, ...]]
    topics: dict[str, tuple[Edition, ...]]


def _group(editions: tuple[Edition, ...]) -> _Grouped:
    topics: dict[str, list[Edition]] = {}
    for edition in editions:
        for topic in edition.topics:
            topics.setdefault(topic, []).append(edition)
    years = {year: tuple(found) for year, found in groupby(editions, key=lambda each: each.date.year)}
    return _Grouped(editions, years, {topic: tuple(found) for topic, found in sorted(topics.items())})


class RosterMaker:
    """Sorts editions, again and again; what is made of the very same editions is the very same the next time."""

    def __init__(self) -> None:
        self._families: dict[str, Family] = {}
        self._sorted: dict[str, tuple[list[Edition], tuple[Edition, ...]]] = {}
        self._grouped: dict[str, _Grouped] = {}

    def make(self, site: Site, editions: Sequence[Edition]) -> Roster:
        """Sort editions into families. Two editions of one release and language: the later in the sequence counts."""
        languages = _order_languages(site, {edition.language for edition in editions})
        by_slug: defaultdict[str, dict[str, Edition]] = defaultdict(dict)
        for edition in editions:
            by_slug[edition.slug][edition.language] = edition
        self._families = {slug: self._family(slug, found, languages) for slug, found in sorted(by_slug.items())}
        live: dict[str, list[Edition]] = {language: [] for language in languages}
        for family in self._families.values():
            for edition in family.live:
                live[edition.language].append(edition)
        self._sorted = {language: self._sort(language, found) for language, found in live.items()}
        by_language = {language: found for language, (_, found) in self._sorted.items()}
        self._grouped = {language: self._group(language, found) for language, found in by_language.items()}
        years = {language: grouped.years for language, grouped in self._grouped.items()}
        topics = {language: grouped.topics for language, grouped in self._grouped.items()}
        return Roster(languages, tuple(self._families.values()), by_language, years, topics)

    def _group(self, language: str, editions: tuple[Edition, ...]) -> _Grouped:
        known = self._grouped.get(language)
        return known if known and known.editions is editions else _group(editions)

    def _family(self, slug: str, found: dict[str, Edition], languages: tuple[str, ...]) -> Family:
        editions = tuple(found[language] for language in languages if language in found)
        known = self._families.get(slug)
        return known if known and known.editions == editions else Family(slug, editions)

    def _sort(self, language: str, found: list[Edition]) -> tuple[list[Edition], tuple[Edition, ...]]:
        known = self._sorted.get(language)
        return known if known and known[0] == found else (found, tuple(sorted(found, key=_newest_first)))


def _order_languages(site: Site, used: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((site.default_language, *site.languages, *sorted(used))))
