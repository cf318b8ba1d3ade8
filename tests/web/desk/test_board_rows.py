from __future__ import annotations

import datetime as dt

import pytest

from translateflow.web.desk.board_rows import (
    PAGE_SIZE,
    BoardQuery,
    Show,
    Sort,
    choose,
    cut,
    is_late,
    progress,
    read_query,
)
from translateflow.workflow.board import Standing
from translateflow.workflow.status import LanguageStatus, ReleaseStatus

NOW = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


def status(state: str = "empty", **counts: int) -> LanguageStatus:
    figures = {name: counts.get(name, 0) for name in ("empty", "draft", "outdated", "reviewed", "errors")}
    rest = {"warnings": 0, "waived": 0, "suggestions": counts.get("suggestions", 0)}
    published = "2026-06-18T09:00:00+00:00" if state == "published" else ""
    return LanguageStatus(total=10, **figures, **rest, state=state, approved_by="", published=published, blocked_by=())


def standing(slug: str, day: int = 1, deadline: dt.datetime | None = None, **languages: LanguageStatus) -> Standing:
    return Standing(ReleaseStatus(slug, "de", slug.title(), languages), date=dt.date(2026, 6, day), deadline=deadline)


ALL = (
    standing("bridge", 3, en=status(reviewed=10, state="published"), ar=status(empty=10)),
    standing("library", 5, en=status(reviewed=10, state="reviewed"), ar=status(reviewed=9, errors=1, draft=1)),
    standing("museum", 4, deadline=NOW, en=status(reviewed=10, state="approved")),
    Standing(ReleaseStatus("broken", "", "", {}, "cannot be read")),
)


def slugs(query: BoardQuery) -> list[str]:
    return [each.slug for each in choose(ALL, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (BoardQuery(), ["broken", "library", "museum", "bridge"]),
        (BoardQuery(text="LIBR"), ["library"]),
        (BoardQuery(text="lib brid"), []),
        (BoardQuery(language="ar"), ["library", "bridge"]),
        (BoardQuery(show=Show.TRANSLATE), ["library", "bridge"]),
        (BoardQuery(show=Show.TRANSLATE, language="en"), []),
        (BoardQuery(show=Show.SIGN), ["library"]),
        (BoardQuery(show=Show.PROBLEMS), ["broken", "library"]),
        (BoardQuery(show=Show.PUBLISH), ["museum"]),
        (BoardQuery(show=Show.LIVE), ["bridge"]),
        (BoardQuery(sort=Sort.DEADLINE), ["museum", "bridge", "broken", "library"]),
        (BoardQuery(sort=Sort.TITLE), ["broken", "bridge", "library", "museum"]),
        (BoardQuery(sort=Sort.PROGRESS), ["broken", "bridge", "library", "museum"]),
    ],
)
def test_the_board_shows_what_is_asked_for_in_the_order_that_is_asked_for(
    query: BoardQuery, expected: list[str]
) -> None:
    assert slugs(query) == expected


def test_progress_is_what_people_have_confirmed() -> None:
    assert [progress(each) for each in ALL] == [0.5, 0.95, 1.0, 0.0]


def test_a_release_is_late_until_every_language_is_signed() -> None:
    late = NOW - dt.timedelta(hours=1)
    assert is_late(standing("a", deadline=late, en=status(reviewed=10, state="reviewed")), NOW)
    assert not is_late(standing("a", deadline=late, en=status(reviewed=10, state="approved")), NOW)
    assert not is_late(standing("a", en=status(empty=10)), NOW)


def test_a_page_beyond_the_last_is_the_last() -> None:
    many = tuple(standing(f"r{number}", en=status(empty=10)) for number in range(PAGE_SIZE + 1))
    page = cut(many, 99)
    assert (page.page, page.pages, page.total, len(page.standings)) == (2, 2, PAGE_SIZE + 1, 1)
    assert cut((), 1).pages == 1


def test_an_address_that_makes_no_sense_asks_for_everything() -> None:
    assert read_query({"show": "emperor", "sort": "x", "page": "-1"}) == BoardQuery()
    assert read_query({"page": "99999999999999999999"}).page == 1
    assert read_query({"q": " bridge ", "show": "sign", "page": "2"}) == BoardQuery("bridge", Show.SIGN, page=2)
