"""What the board shows of all there is: filtered, sorted, a page at a time. Pure; the view asks and renders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from translateflow.workflow.board import Standing
    from translateflow.workflow.status import LanguageStatus

Kind = TypeVar("Kind", bound=StrEnum)

PAGE_SIZE: Final = 25
_END: Final = dt.datetime.max.replace(tzinfo=dt.UTC)


class Show(StrEnum):
    """Which releases to show, by what is to be done in the language that is looked at, or in any."""

    ALL = ""
    TRANSLATE = "translate"
    SIGN = "sign"
    PROBLEMS = "problems"
    PUBLISH = "publish"
    LIVE = "live"


class Sort(StrEnum):
    """In which order."""

    NEWEST = ""
    DEADLINE = "deadline"
    TITLE = "title"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """What is asked for. `language` "" is all of them; pages count from 1."""

    text: str = ""
    show: Show = Show.ALL
    language: str = ""
    sort: Sort = Sort.NEWEST
    page: int = 1


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of the board. `total` counts what the filters let through."""

    standings: tuple[Standing, ...]
    total: int
    page: int
    pages: int


def read_query(args: Mapping[str, str]) -> BoardQuery:
    """Read the query of an address; what is not understood is passed over."""
    page = args.get("page", "1")
    return BoardQuery(
        text=args.get("q", "").strip()[:200],
        show=_choice(Show, args.get("show", "")),
        language=args.get("language", ""),
        sort=_choice(Sort, args.get("sort", "")),
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004 — nobody has a million pages
    )


def _choice(kind: type[Kind], value: str) -> Kind:
    return kind(value) if value in set(kind) else kind("")


def choose(standings: Iterable[Standing], query: BoardQuery) -> tuple[Standing, ...]:
    """Give what the filters let through, in order."""
    words = query.text.casefold().split()
    chosen = [each for each in standings if _speaks_of(each, words) and _is_asked(each, query)]
    return tuple(sorted(chosen, key=_ORDERS[query.sort]))


def cut(chosen: tuple[Standing, ...], page: int) -> BoardPage:
    """Give one page; a page beyond the last is the last."""
    pages = max(1, ceil(len(chosen) / PAGE_SIZE))
    page = min(max(1, page), pages)
    return BoardPage(chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], len(chosen), page, pages)


def _speaks_of(standing: Standing, words: list[str]) -> bool:
    if not words:
        return True
    text = f"{standing.status.title} {standing.slug}".casefold()
    return all(word in text for word in words)


def _is_asked(standing: Standing, query: BoardQuery) -> bool:
    languages = standing.status.languages
    if query.language and query.language not in languages:
        return False
    if query.show is Show.ALL:
        return True
    if standing.status.problem:
        return query.show is Show.PROBLEMS
    asked = (languages[query.language],) if query.language else languages.values()
    return any(map(_TESTS[query.show], asked))


def is_open(status: LanguageStatus) -> bool:
    """Whether there is something to translate."""
    return bool(status.empty or status.draft or status.outdated)


def is_signed(status: LanguageStatus) -> bool:
    """Whether the text as it stands is signed off."""
    return status.state in {"approved", "published", "withdrawn"}


def progress(standing: Standing) -> float:
    """Give the part of all sentences in all languages that a person has confirmed."""
    total = sum(status.total for status in standing.status.languages.values())
    return sum(status.reviewed for status in standing.status.languages.values()) / total if total else 0.0


def is_late(standing: Standing, now: dt.datetime) -> bool:
    """Whether the deadline has passed with something left to translate or to sign."""
    return (
        standing.deadline is not None
        and standing.deadline < now
        and not all(map(is_signed, standing.status.languages.values()))
    )


_TESTS: Final[Mapping[Show, Callable[[LanguageStatus], bool]]] = {
    Show.TRANSLATE: is_open,
    Show.SIGN: lambda status: not is_open(status) and not is_signed(status) and status.state != "broken",
    Show.PROBLEMS: lambda status: bool(status.errors or status.suggestions or status.state == "broken"),
    Show.PUBLISH: lambda status: status.state == "approved",
    Show.LIVE: lambda status: bool(status.published),
}


def _by_deadline(standing: Standing) -> tuple[dt.datetime, str]:
    return standing.deadline or standing.embargo or _END, standing.slug


_ORDERS: Final[Mapping[Sort, Callable[[Standing], tuple[object, ...]]]] = {
    Sort.NEWEST: lambda standing: (-(standing.date or dt.date.max).toordinal(), standing.slug),
    Sort.DEADLINE: _by_deadline,
    Sort.TITLE: lambda standing: (standing.status.title.casefold(), standing.slug),
    Sort.PROGRESS: lambda standing: (progress(standing), standing.slug),
}
