"""Dates: in figures, with names of months, in ranges and lists; each is (year, month, day), None where not said."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Fact, Kind
from translateflow.checks.facts.numerals import other_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translateflow.checks.facts.fact import Amount, Value
    from translateflow.checks.facts.profile import Profile

Span = tuple[int, int]

_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_ORDINAL = r"(?:\.|st\b|nd\b|rd\b|th\b|er\b|ère\b|[º°ªo]\b|-?(?:го|е|й|я|те|ше|ого)\b)?"
_WORD_BEFORE_MONTH = r"(?:(?:day of|of|de l['’]|del|de|do|di|d['’]|من شهر|من|شهر)\s?)?"
_BETWEEN = (
    r"(?:-{1,3}|[–—/,]|,? ?(?:bis zum|bis|und|to|and|through|or|au|et|y el|y|al|a|i|e|do|oraz|до|по|та|і|й|ile|ve|"
    r"إلى|حتى|و))"
)
_ARTICLE = r"(?:(?:zum|den|the|le|el|il|l['’]|del)\s?)?"
_YEAR = r"(?:[12][0-9]{3})(?![0-9]|[.,][0-9])"
_DAYS = rf"{_DAY}{_ORDINAL}(?:\s?{_BETWEEN}\s?{_ARTICLE}{_DAY}{_ORDINAL}){{0,5}}"

_IN_FIGURES = re.compile(
    r"(?<![0-9./-])(?:"
    r"(?P<iso>[12][0-9]{3}([-/.])(?:0?[1-9]|1[0-2])\2(?:3[01]|[12][0-9]|0?[1-9]))"
    r"|(?P<dotted>[0-3]?[0-9]\.\s?[01]?[0-9]\.\s?(?:[12][0-9]{3}|[0-9]{2}))"
    r"|(?P<slashed>[0-3]?[0-9]([/-])[0-3]?[0-9]\5(?:[12][0-9]{3}|[0-9]{2}))"
    r"|(?P<short>[0-3]?[0-9]\.(?:0[1-9]|1[0-2])\.)"
    r")(?![0-9]|[./-][0-9])"
)
_EAST_ASIAN = re.compile(
    r"(?:(?P<year>[12][0-9]{3})\s?[年년]\s?)?(?P<month>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day>3[01]|[12][0-9]|0?[1-9])\s?[日일])?"
)
_DIVIDED = re.compile(r"[0-9][-./]\s?[0-9]")
_INTEGER = re.compile(r"[0-9]+")
_MONTH_SIGN = re.compile(r"[月월]")
_MONTHS_IN_YEAR = 12
_DAYS_IN_MONTH = 31
_CENTURY = 100
_PIVOT = 70  # two-digit years up to 69 are of this century, as POSIX reads them


@cache
def _with_names(profile_key: tuple[tuple[str, ...], str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names, endings = profile_key
    month = "(?P<month>" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"
    month = rf"{month}{endings}(?![^\W0-9_])\.?(?:\s?/\s?[^\W0-9_]+(?: [^\W0-9_]+)??)?"
    year = rf"(?:,?\s{{0,2}}{_WORD_BEFORE_MONTH}(?P<year>{_YEAR}))?"
    day_first = rf"(?<![0-9.,:/])(?P<days>{_DAYS})\s{{0,2}}{_WORD_BEFORE_MONTH}{month}{year}"
    month_first = rf"(?<![^\W0-9_]){month}(?:\s(?:the )?(?P<days>{_DAYS})(?![0-9:]|[.,][0-9]))?{year}"
    flags = re.IGNORECASE
    return re.compile(day_first, flags), re.compile(month_first, flags)


def find_dates(text: str, lowered_words: Iterable[str], profile: Profile) -> Iterator[tuple[Span, list[Fact]]]:
    """Give the dates of a text that has digits, with the span that they take up."""
    if _DIVIDED.search(text):
        for match in _IN_FIGURES.finditer(text):
            fact = _read_figures(match, profile)
            if fact is not None:
                yield match.span(), [fact]
    if not profile.months:
        for match in _EAST_ASIAN.finditer(text) if _MONTH_SIGN.search(text) else ():
            yield match.span(), _read_named(match, int(match["month"]), match["day"] or "")
    elif _names_a_month(lowered_words, profile):
        yield from _find_named(text, profile)


def _names_a_month(words: Iterable[str], profile: Profile) -> bool:
    if not profile.months.keys().isdisjoint(words):
        return True
    # Names of two words, and names with case endings, are not words of the text as they stand.
    return profile.language == "ar" or bool(profile.endings)


def _find_named(text: str, profile: Profile) -> Iterator[tuple[Span, list[Fact]]]:
    taken: list[Span] = []
    for pattern in _with_names((tuple(profile.months), profile.endings)):
        for match in pattern.finditer(text):
            start, end = match.span()
            if (match["days"] or match["year"]) and all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                yield (start, end), _read_named(match, profile.months[match["month"].lower()], match["days"] or "")


def _read_named(match: re.Match[str], month: int, days: str) -> list[Fact]:
    year = int(match["year"]) if match["year"] else None
    numbers: list[int | None] = [int(day) for day in _INTEGER.findall(days)]
    facts = []
    for index, day in enumerate(numbers or [None]):
        parts: list[Amount] = [part for part in (day, year if index == 0 else None) if part is not None]
        facts.append(Fact(Kind.DATE, (year, month, day), match[0].strip(), parts=tuple(parts)))
    return facts


def _read_figures(match: re.Match[str], profile: Profile) -> Fact | None:
    text = match[0]
    numbers = [int(number) for number in _INTEGER.findall(text)]
    if match["iso"]:
        values: list[Value] = [(numbers[0], numbers[1], numbers[2])]
    else:
        if match["dotted"] or match["short"]:
            orders: tuple[str, ...] = ("dm",)
        else:
            orders = profile.orders
        values = list(_ordered(numbers, orders))
    if not values:
        return None
    readings = (*values[1:], *other_readings(text.strip(".")))
    return Fact(Kind.DATE, values[0], text, readings=readings, parts=tuple(numbers))


def _ordered(numbers: list[int], orders: tuple[str, ...]) -> Iterator[tuple[int | None, int, int]]:
    year = _full_year(numbers[2]) if len(numbers) > 2 else None  # noqa: PLR2004 — day, month and year are three
    for order in (*orders, "dm", "md"):
        day, month = numbers[:2] if order == "dm" else numbers[1::-1]
        if 1 <= month <= _MONTHS_IN_YEAR and 1 <= day <= _DAYS_IN_MONTH:
            yield year, month, day
            if order == orders[-1]:
                return


def _full_year(year: int) -> int:
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _PIVOT else 1900)
