"""A reader's wishes as patterns: `Accept-Language` put into order, and which of the site's languages a wish means.

Servers have no code of ours, only patterns, tried in turn. A level is one quality value, in steps of a hundredth: the
patterns of all levels together give the wishes in order. A wish is then looked for among the languages that are there:
`de-at,fr,|,de,en,` reads "German as in Austria, else French; there are German and English".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.ranges import range_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGE = r"([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)"
_WHOLE = r"\s*(?:;\s*q\s*=\s*1(?:\.0{0,3})?\s*)?"
# How many equally good wishes are told apart; nobody has more.
_EQUALS, _EQUALS_BELOW = 6, 3


@dataclass(frozen=True, slots=True)
class Level:
    """One quality: a pattern over the header (between commas) and how many wishes it may catch."""

    name: str
    pattern: str
    wishes: int


def levels() -> Iterator[Level]:
    """Give the levels, the best first."""
    yield _level("q100", _WHOLE, _EQUALS)
    for hundredths in range(99, 0, -1):
        first, second = divmod(hundredths, 10)
        quality = f"{first}{second}[0-9]?" if second else f"{first}(?:0[0-9]?)?"
        yield _level(f"q{hundredths:02}", rf"\s*;\s*q\s*=\s*0\.{quality}\s*", _EQUALS_BELOW)
    yield _level("q00", r"\s*;\s*q\s*=\s*0\.00[1-9]\s*", _EQUALS_BELOW)


def _level(name: str, quality: str, wishes: int) -> Level:
    more = rf"(?:(?:.*?,)?\s*{_RANGE}{quality},)?" * (wishes - 1)
    return Level(name, rf"(?i),\s*{_RANGE}{quality},{more}", wishes)


def excluded_patterns(language: str) -> tuple[tuple[str, bool], ...]:
    """Give patterns over the header, tried in turn, and whether a match means that this language is not wanted."""
    found: list[tuple[str, bool]] = []
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        tag = re.escape("-".join(parts[:length]))
        found.append((rf"(?i),\s*{tag}\s*;\s*q\s*=\s*0(?:\.0{{0,3}})?\s*,", True))
        found.append((rf"(?i),\s*{tag}\s*[;,]", False))
    return (*found, (r"(?i),\s*\*\s*;\s*q\s*=\s*0(?:\.0{0,3})?\s*,", True))


@dataclass(frozen=True, slots=True)
class Choice:
    """A pattern over `wishes|languages there are`, with a group a place; `languages` are those the groups stand for."""

    pattern: str
    languages: tuple[str, ...]


def choice(languages: tuple[str, ...], default: str) -> Choice:
    """Give the pattern that finds the best language; exactly one of its groups catches it."""
    alternatives: list[str] = []
    meant: list[str] = []
    for ranges in range_classes(languages, default):
        spelled = [rf"{re.escape(tag)}(?:-[a-z0-9]+)*" for tag in ranges.open] + list(map(re.escape, ranges.closed))
        for language in ranges.languages:
            alternatives.append(rf"(?:{'|'.join(spelled)}),[^|]*\|.*,(?P<t{len(meant)}>{re.escape(language)}),")
            meant.append(language)
    return Choice(rf"(?i)(?:^|,)(?:{'|'.join(alternatives)})", tuple(meant))
