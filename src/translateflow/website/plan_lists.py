"""The plan of a language's lists: index, years, topics, search. A page's digest holds what that page shows, no more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from translateflow.website import addresses, lists
from translateflow.website.rendering import renderer_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from translateflow.model.edition import Edition
    from translateflow.website.contexts import ListPage, OverviewPage
    from translateflow.website.roster import Roster
    from translateflow.website.scene import Scene

Input = tuple[str, "Callable[[], bytes]", tuple[str, ...]]
"""A path, how to render it, and what its bytes depend on besides theme and site."""


def describe_lists(roster: Roster) -> str:
    """Tell which lists there are in every language: lists link to their counterparts."""
    return repr([(each, *roster.years[each], *roster.topics[each]) for each in roster.live_languages])


def plan_lists(now: Callable[[], Scene], language: str) -> Iterator[Input]:
    """Plan the lists of a language. `now` gives the scene of the moment: what is planned must not keep an older one."""
    scene = now()
    years, topics = scene.roster.years[language], scene.roster.topics[language]
    live = f"{language} {scene.roster.live_languages}"
    counts = repr([(year, len(found)) for year, found in years.items()])
    topic_counts = repr([(topic, len(found)) for topic, found in topics.items()])
    newest = _digests(lists.page_of(scene, scene.roster.by_language[language], 1))
    index = partial(_render_list, now, lambda scene: lists.index_page(scene, language))
    yield addresses.index_path(language), index, (live, counts, topic_counts, *newest)
    if not years:
        return
    archive = partial(_render_overview, now, lambda scene: lists.archive_page(scene, language))
    yield addresses.archive_path(language), archive, (live, counts)
    if scene.site.topics:
        overview = partial(_render_overview, now, lambda scene: lists.topics_page(scene, language))
        yield addresses.topics_path(language), overview, (live, topic_counts)
    for year, found in years.items():
        others = repr([each for each, known in scene.roster.years.items() if year in known])
        make = partial(_make_year_page, language, year)
        yield from _plan_pages(now, found, partial(addresses.archive_path, language, year), make, f"{live} {others}")
    for topic, found in topics.items():
        others = repr([each for each, known in scene.roster.topics.items() if topic in known])
        make = partial(_make_topic_page, language, topic)
        yield from _plan_pages(now, found, partial(addresses.topics_path, language, topic), make, f"{live} {others}")
    yield from _plan_search(now, language, live)


def _plan_search(now: Callable[[], Scene], language: str, live: str) -> Iterator[Input]:
    editions = now().roster.by_language[language]

    def search() -> bytes:
        return renderer_for(now().site.theme).search(lists.search_page(now(), language))

    yield addresses.search_path(language), search, (live, *_digests(editions))
    for month, found in lists.by_month(editions):
        words = partial(_render_words, now, language, month)
        yield addresses.search_words_path(language, month), words, ("words", *_digests(found))


def _plan_pages(
    now: Callable[[], Scene],
    editions: Sequence[Edition],
    place: Callable[[int], str],
    make: Callable[[int, Scene], ListPage],
    around: str,
) -> Iterator[Input]:
    scene = now()
    for number in range(1, lists.count_pages(scene, editions) + 1):
        here = _digests(lists.page_of(scene, editions, number))
        yield place(number), partial(_render_list, now, partial(make, number)), (around, str(len(editions)), *here)


def _digests(editions: Iterable[Edition]) -> tuple[str, ...]:
    return tuple(edition.digest for edition in editions)


def _make_year_page(language: str, year: int, number: int, scene: Scene) -> ListPage:
    return lists.year_page(scene, language, year, number)


def _make_topic_page(language: str, topic: str, number: int, scene: Scene) -> ListPage:
    return lists.topic_page(scene, language, topic, number)


def _render_list(now: Callable[[], Scene], make: Callable[[Scene], ListPage]) -> bytes:
    return renderer_for(now().site.theme).list(make(now()))


def _render_overview(now: Callable[[], Scene], make: Callable[[Scene], OverviewPage]) -> bytes:
    return renderer_for(now().site.theme).overview(make(now()))


def _render_words(now: Callable[[], Scene], language: str, month: str) -> bytes:
    return lists.search_words(now(), language, month)
