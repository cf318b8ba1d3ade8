"""Lists of releases in one language: the index, years, topics, and the page that searches all titles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from translateflow.model.edition import Provenance
from translateflow.texts import texts_for
from translateflow.website import addresses, contexts
from translateflow.website import scene as scenes
from translateflow.website.contexts import Head, ListPage, OverviewEntry, OverviewPage, Pager
from translateflow.website.markup import mark_names_in_text, plain_text
from translateflow.website.pages import site_contact, topic_links
from translateflow.website.structured import to_json
from translateflow.website.style import search_script
from translateflow.website.wording import isolate, say, show_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translateflow.model.edition import Edition
    from translateflow.website.contexts import PageLink
    from translateflow.website.scene import Scene


@dataclass(frozen=True)
class _Place:
    """Where a list stands: its language, its path, and its counterparts by language."""

    scene: Scene
    language: str
    path: str
    counterparts: Mapping[str, str]

    @property
    def base(self) -> str:
        return addresses.way_to_root(self.path)

    @property
    def site_title(self) -> str:
        return self.scene.site.title


def count_pages(scene: Scene, editions: Sequence[Edition]) -> int:
    """Give how many pages a list takes; an empty one takes one."""
    return max(1, -(-len(editions) // scene.site.page_size))


def page_of(scene: Scene, editions: Sequence[Edition], number: int) -> Sequence[Edition]:
    """Give the releases on a page of a list, counted from 1."""
    size = scene.site.page_size
    return editions[(number - 1) * size : number * size]


def index_page(scene: Scene, language: str) -> ListPage:
    """List the newest releases of a language; the years lead to all others."""
    paths = {each: addresses.index_path(each) for each in scene.roster.live_languages}
    place = _Place(scene, language, addresses.index_path(language), paths)
    editions = scene.roster.by_language[language]
    head = _head(place, scenes.index_title(scene.site, language))
    if editions:
        head = replace(head, alternates=scenes.index_alternates(scene, place.base))
    return ListPage(
        page=_page(place, head),
        kind="index",
        heading=Markup.escape(texts_for(language).gettext("Press releases")),
        count=count_releases(language, len(editions)),
        years=_by_year(scene, page_of(scene, editions, 1), place.base),
        more=_year_links(place),
        topics=topic_links(scene, language, place.base, _by_name(scene, language)),
        contact=site_contact(scene.site, language),
    )


def year_page(scene: Scene, language: str, year: int, number: int) -> ListPage:
    """List the releases of a year."""
    editions = scene.roster.years[language][year]
    paths = {each: addresses.archive_path(each, year) for each, years in scene.roster.years.items() if year in years}
    place = _Place(scene, language, addresses.archive_path(language, year, number), paths)
    heading = say(language, "Press releases of {year}", year=Markup.escape(str(year)))
    return replace(_part(place, editions, number, heading), kind="year")


def topic_page(scene: Scene, language: str, topic: str, number: int) -> ListPage:
    """List the releases on a topic."""
    editions = scene.roster.topics[language][topic]
    paths = {
        each: addresses.topics_path(each, topic) for each, topics in scene.roster.topics.items() if topic in topics
    }
    place = _Place(scene, language, addresses.topics_path(language, topic, number), paths)
    return _part(place, editions, number, scenes.topic_name(scene.site, topic, language))


def _part(place: _Place, editions: Sequence[Edition], number: int, heading: Markup) -> ListPage:
    pager = _pager(place, count_pages(place.scene, editions), number)
    words = [heading.striptags(), pager.words if pager and number > 1 else "", place.site_title]
    head = _head(place, " – ".join(filter(None, words)))
    if number > 1:
        # Only first pages are each other's counterparts: languages have different numbers of releases.
        head = replace(head, alternates=())
    return ListPage(
        page=_page(place, head),
        kind="topic",
        heading=heading,
        count=count_releases(place.language, len(editions)),
        years=_by_year(place.scene, page_of(place.scene, editions, number), place.base),
        pager=pager,
    )


def _pager(place: _Place, last: int, number: int) -> Pager | None:
    if last == 1:
        return None
    folder = place.base + addresses.address(place.counterparts[place.language])
    # The first page is the folder itself.
    newer = f"{folder}{number - 1}/" if number - 1 > 1 else folder
    return Pager(
        words=texts_for(place.language).gettext("Page {number} of {count}").format(number=number, count=last),
        newer=newer if number > 1 else "",
        older=f"{folder}{number + 1}/" if number < last else "",
    )


def archive_page(scene: Scene, language: str) -> OverviewPage:
    """List the years of a language."""
    paths = {each: addresses.archive_path(each) for each in scene.roster.live_languages}
    place = _Place(scene, language, addresses.archive_path(language), paths)
    entries = [
        (addresses.archive_path(language, year), Markup.escape(str(year)), len(editions))
        for year, editions in scene.roster.years[language].items()
    ]
    return replace(_overview(place, texts_for(language).gettext("Archive"), entries), kind="archive")


def topics_page(scene: Scene, language: str) -> OverviewPage:
    """List the topics of a language, by name."""
    paths = {each: addresses.topics_path(each) for each in scene.roster.live_languages}
    place = _Place(scene, language, addresses.topics_path(language), paths)
    topics = scene.roster.topics[language]
    entries = [
        (addresses.topics_path(language, topic), scenes.topic_name(scene.site, topic, language), len(topics[topic]))
        for topic in _by_name(scene, language)
    ]
    return _overview(place, texts_for(language).gettext("Topics"), entries)


def _by_name(scene: Scene, language: str) -> list[str]:
    names = {topic: scenes.topic_name(scene.site, topic, language) for topic in scene.roster.topics[language]}
    return sorted(names, key=lambda topic: names[topic].striptags().casefold())


def _overview(place: _Place, heading: str, entries: Iterable[tuple[str, Markup, int]]) -> OverviewPage:
    return OverviewPage(
        page=_page(place, _head(place, f"{heading} – {place.site_title}")),
        kind="topics",
        heading=heading,
        entries=tuple(
            OverviewEntry(place.base + addresses.address(target), label, count_releases(place.language, count))
            for target, label, count in entries
        ),
    )


def search_page(scene: Scene, language: str) -> contexts.SearchPage:
    """List every title of a language, for the browser's own search and for the script."""
    paths = {each: addresses.search_path(each) for each in scene.roster.live_languages}
    place = _Place(scene, language, addresses.search_path(language), paths)
    title = f"{texts_for(language).gettext('Search')} – {scene.site.title}"
    return contexts.SearchPage(
        page=_page(place, _head(place, title)),
        script=place.base + search_script()[0],
        count=count_releases(language, len(scene.roster.by_language[language])),
        years=tuple(
            contexts.SearchYear(
                year,
                tuple(
                    contexts.SearchMonth(f"{month}.json", tuple(_listed(scene, each, place.base) for each in found))
                    for month, found in by_month(editions)
                ),
            )
            for year, editions in scene.roster.years[language].items()
        ),
    )


def by_month(editions: Iterable[Edition]) -> Iterator[tuple[str, tuple[Edition, ...]]]:
    """Share out releases, newest first, by the month of their date: `2026-06`."""
    for month, found in groupby(editions, key=lambda edition: f"{edition.date:%Y-%m}"):
        yield month, tuple(found)


def search_words(scene: Scene, language: str, month: str) -> bytes:
    """Give the words of a month's releases, in the order of the search page: a JSON list of texts."""
    found = dict(by_month(scene.roster.by_language[language]))[month]
    return to_json([_words(scene, edition) for edition in found])


def _words(scene: Scene, edition: Edition) -> str:
    topics = (scenes.topic_name(scene.site, topic, edition.language).striptags() for topic in edition.topics)
    return " ".join((edition.summary, *topics, plain_text(edition.body)))


def count_releases(language: str, count: int) -> str:
    """Say how many releases there are."""
    texts = texts_for(language)
    return texts.ngettext("{count} press release", "{count} press releases", count).format(count=count)


def _head(place: _Place, title: str) -> Head:
    scene, language = place.scene, place.language
    live = language in scene.roster.live_languages
    return Head(
        title=title,
        description=title,
        canonical=scene.canonical(place.path),
        alternates=scenes.path_alternates(scene, place.counterparts, place.base) if live else (),
        robots="" if live else "noindex",
        feed=scenes.index_title(scene.site, language) if live else "",
        og_locale=scenes.og_locale(language),
        og_locale_alternates=scenes.other_og_locales(place.counterparts, language),
    )


def _page(place: _Place, head: Head) -> contexts.Page:
    scene, language, base = place.scene, place.language, place.base
    links = scenes.path_links(place.counterparts, base, language)
    return replace(
        scenes.make_page(scene.site, language, base, head, links),
        sections=scenes.section_links(scene, language, base, place.path),
    )


def _year_links(place: _Place) -> tuple[PageLink, ...]:
    path = partial(addresses.archive_path, place.language)
    years = place.scene.roster.years[place.language]
    return tuple(
        contexts.PageLink(place.base + addresses.address(path(year)), Markup.escape(str(year))) for year in years
    )


def _by_year(scene: Scene, editions: Sequence[Edition], base: str) -> tuple[contexts.YearOfReleases, ...]:
    return tuple(
        contexts.YearOfReleases(year, tuple(_listed(scene, edition, base) for edition in found))
        for year, found in groupby(editions, key=lambda edition: edition.date.year)
    )


def _listed(scene: Scene, edition: Edition, base: str) -> contexts.ListedRelease:
    names = scene.site.protected
    return contexts.ListedRelease(
        href=base + addresses.address(addresses.release_path(edition.language, edition.slug)),
        title=isolate(mark_names_in_text(edition.title, names)),
        date=show_date(edition.date, edition.language),
        summary=mark_names_in_text(edition.summary, names) if edition.summary else None,
        machine=edition.provenance is Provenance.MACHINE,
    )
