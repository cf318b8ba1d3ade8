"""Numbers that a text spells out, months and weekdays that it names without a figure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.checks.facts.numerals import find_roman
from translateflow.checks.facts.profile import load_profile

if TYPE_CHECKING:
    from translateflow.checks.facts.fact import Amount
    from translateflow.checks.facts.profile import Profile

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_CONNECTORS = frozenset(["and", "und", "et", "y", "i", "e", "ve"])
_HUNDRED = 100


@lru_cache(maxsize=16384)
def spelled_numbers(text: str, language: str) -> frozenset[Amount]:
    """Give every number a text may be said to spell out: each word's own, the sums of neighbours, Roman numerals."""
    profile = load_profile(language)
    values: set[Amount] = set(find_roman(text))
    if not profile.spaced:
        return frozenset(values | {value for word, value in profile.words.items() if word in text})
    values.update(_runs(_WORD.findall(text.lower()), profile))
    return frozenset(values)


def _runs(words: list[str], profile: Profile) -> set[Amount]:
    values: set[Amount] = set()
    total: Amount = 0
    current: Amount = 0
    for word in _split_unknown(words, profile):
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
        values.update((current, total + current))
    values.discard(0)
    return values | ({0} & {profile.words.get(word, 1) for word in words})


def _split_unknown(words: list[str], profile: Profile) -> list[str]:
    split: list[str] = []
    for word in words:
        if word in profile.words or word in profile.scales:
            split.append(word)
        else:
            split.extend(re.split(r"['’ʼ-]", word))
    return split


def named_months(text: str, language: str) -> frozenset[int]:
    """Give the months whose full name stands in a text, with a date or without."""
    profile = load_profile(language)
    return frozenset(profile.months[word] for word in _WORD.findall(text.lower()) if word in profile.months)
