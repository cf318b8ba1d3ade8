"""Numbers that a text spells out, months and weekdays that it names without a figure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.checks.facts.numerals import find_roman
from translateflow.checks.facts.profile import load_profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.checks.facts.fact import Amount
    from translateflow.checks.facts.profile import Profile

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_CONNECTORS = frozenset(["and", "und", "et", "y", "i", "e", "ve"])
_HUNDRED = 100
_SHORTEST_NAME = 4  # “may”, “ara” and other abbreviations are words of their own
_INSIDE = re.compile(r"['’ʼ-]")


def spelled_words(text: str, language: str) -> tuple[tuple[str, Amount], ...]:
    """Give the words of a text that are numbers, with their values; none for languages without spaces."""
    profile = load_profile(language)
    if not profile.spaced or not profile.words:
        return ()
    known = profile.words
    return tuple((word, known[word]) for word in sorted(known.keys() & find_words(text)))


@lru_cache(maxsize=16384)
def spelled_numbers(text: str, language: str) -> frozenset[Amount]:
    """Give every number a text may be said to spell out: each word's own, the sums of neighbours, Roman numerals."""
    profile = load_profile(language)
    values: set[Amount] = set(find_roman(text))
    if not profile.spaced:
        return frozenset(values | {value for word, value in profile.words.items() if word in text})
    return frozenset(values | _runs(_split_unknown(_WORD.findall(text.lower()), profile), profile))


def _runs(words: list[str], profile: Profile) -> set[Amount]:
    values: set[Amount] = set()
    total: Amount = 0
    current: Amount = 0
    for word in words:
        if word in profile.words:
            value = profile.words[word]
            values.add(value)
            current = current * value if value == _HUNDRED and 0 < current < _HUNDRED else current + value
        elif word in profile.scales:
            total += (current or 1) * profile.scales[word]
            current = 0
        elif word in _CONNECTORS:
            continue
        else:
            total = current = 0
        values.update(sum_ for sum_ in (current, total + current) if sum_)
    return values


def _split_unknown(words: list[str], profile: Profile) -> list[str]:
    split: list[str] = []
    for word in words:
        if word in profile.words or word in profile.scales:
            split.append(word)
        else:
            split.extend(_INSIDE.split(word))
    return split


def named_months(text: str, language: str) -> dict[int, str]:
    """Give the months that a text names, with a date or without, and how it names them."""
    return _named(text, load_profile(language).months)


def named_weekdays(text: str, language: str) -> dict[int, str]:
    """Give the weekdays that a text names, Monday 0, and how it names them."""
    return _named(text, load_profile(language).weekdays)


def _named(text: str, names: Mapping[str, int]) -> dict[int, str]:
    known = names.keys() & find_words(text)
    return {names[word]: word for word in sorted(known) if len(word) >= _SHORTEST_NAME}


@lru_cache(maxsize=16384)
def find_words(text: str) -> frozenset[str]:
    """Give the different words of a text in lower case; hyphens and apostrophes inside belong to them."""
    return frozenset(_WORD.findall(text.lower()))
