"""Dates as press offices write them, in the language they write in."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from translateflow.model.language import babel_tag

_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]")
_NUMERIC = re.compile(r"(?<![\d.])(?P<d>\d{1,2})(?P<sep>[./])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<y>\d{4})(?![\d.]\d)")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "012345678901234567890123456789")
_LABEL = re.compile(
    r"(?:[^\W\d]+\.?[^\S\n]?){0,4}[^\W\d]+\s*[:,]\s*|(?:vom|den|am|on|le|el|il|dnia|от|від)\s+", re.IGNORECASE
)
_MONTH_STEM = 3


class FoundDate(NamedTuple):
    """A date in a text, and from where to where it stands."""

    date: dt.date
    start: int
    end: int


def find_date(text: str, language: str) -> FoundDate | None:
    """Give the first complete date of a text in a language; None when there is none."""
    text = text.translate(_DIGITS)
    found = []
    for pattern in (_ISO, _EAST_ASIAN, _NUMERIC):
        for match in pattern.finditer(text):
            if date := _make_date(match["y"], match["m"], match["d"]):
                found.append(FoundDate(date, match.start(), match.end()))
                break
    found.extend(_find_written(text, language))
    return min(found, key=lambda date: date.start, default=None)


def read_date_line(text: str, language: str) -> dt.date | None:
    """Give the date of a line that holds nothing else but perhaps a place or a label (`Musterstadt, 30.06.2025`)."""
    found = find_date(text, language)
    if found is None or text[found.end :].strip(" .|–-)"):
        return None
    before = text[: found.start].lstrip(" (|–-")
    weekday_or_place = re.sub(r"[^\W\d]+\.?,\s*$", "", before)
    return None if weekday_or_place and not _LABEL.fullmatch(before) else found.date


def _find_written(text: str, language: str) -> list[FoundDate]:
    found = []
    for tag in dict.fromkeys((language, "en")):
        months, day_first, month_first = _written_patterns(tag)
        for pattern in (day_first, month_first):
            match = pattern.search(text)
            if match and (date := _make_date(match["y"], str(months[match["m"].casefold()]), match["d"])):
                found.append(FoundDate(date, match.start(), match.end()))
    return found


@cache
def _written_patterns(language: str) -> tuple[dict[str, int], re.Pattern[str], re.Pattern[str]]:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 — 25 ms that only imports pay

    try:
        locale = Locale.parse(babel_tag(language))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    months = {
        name.casefold().rstrip("."): number
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[form][width].items()
        if not name.isdigit() and len(name) >= _MONTH_STEM
    }
    names = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True)) or "(?!)"
    day_first = (
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:\.|º|er|\.º)?\s+(?:de\s+|d['’]\s*)?"
        rf"(?P<m>{names})\.?,?\s+(?:de\s+|del\s+)?(?P<y>\d{{4}})"
    )
    month_first = rf"(?P<m>{names})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})"
    return months, re.compile(day_first, re.IGNORECASE), re.compile(month_first, re.IGNORECASE)


def _make_date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
