"""Numbers that a text spells out, months and weekdays that it names without a figure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from translateflow.checks.facts.numerals import find_roman, fold_letters
from translateflow.checks.facts.profile import load_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translateflow.checks.facts.fact import Amount
    from translateflow.checks.facts.profile import Profile

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_CONNECTORS = frozenset(["and", "und", "et", "y", "i", "e", "ve"])
_HUNDRED = 100
_HALF = Decimal("0.5")
_SHORTEST_NAME = 4  # “may”, “ara” and other abbreviations are words of their own
_INSIDE = re.compile(r"['’ʼ-]")


@lru_cache(maxsize=16384)
def spelled_numbers(text: str, language: str) -> frozenset[Amount]:
    """Give every number a text may be said to spell out: each word's own, the sums of neighbours, Roman numerals."""
    profile = load_profile(language)
    values: set[Amount] = set(find_roman(text))
    if not profile.spaced:
        return frozenset(values | {value for word, value in profile.words.items() if word in text})
    for run in _runs(text, profile):
        values.update(_sums(run, profile))
        values.update(profile.words[word] for word in run if word in profile.words)
    return frozenset(values)


class SpelledRun(NamedTuple):
    """Neighbouring words that make one number, and what they come to. `counted`: not a bare “million”."""

    words: tuple[str, ...]
    total: Amount
    counted: bool


@lru_cache(maxsize=16384)
def spelled_runs(text: str, language: str) -> tuple[SpelledRun, ...]:
    """Give the numbers that a text spells out, each as far as it goes: `twenty-four` is one.

    A text with no number above two has none: one and two are articles, pronouns and idioms in most languages.
    """
    profile = load_profile(language)
    if profile.telling.isdisjoint(find_words(text)):
        return ()
    return tuple(
        SpelledRun(tuple(run), _sums(run, profile)[-1], run[0] in profile.words) for run in _runs(text, profile)
    )


def _runs(text: str, profile: Profile) -> Iterator[list[str]]:
    run: list[str] = []
    for word in _split_unknown(_WORD.findall(fold_letters(text)), profile):
        if word in profile.words or word in profile.scales:
            run.append(word)
        elif run and word not in _CONNECTORS:
            yield run
            run = []
    if run:
        yield run


def _sums(run: list[str], profile: Profile) -> list[Amount]:
    """Give what the words come to after each of them; hundreds and magnitudes multiply what stands before."""
    total: Amount = 0
    current: Amount = 0
    sums: list[Amount] = []
    for word in run:
        if word in profile.words:
            current = _join(current, profile.words[word])
        else:
            total += (current or 1) * profile.scales[word]
            current = 0
        sums.append(total + current)
    return sums


def _join(before: Amount, value: Amount) -> Amount:
    if value == _HUNDRED and 0 < before < _HUNDRED:
        return before * value
    if {before, value} == {_HALF, 1}:  # “half a” and “a half” are the article, not one more
        return _HALF
    return before + value


def _split_unknown(words: list[str], profile: Profile) -> list[str]:
    split: list[str] = []
    for word in words:
        if word in profile.words or word in profile.scales:
            split.append(word)
        else:
            split.extend(_INSIDE.split(word))
    return split


def spelled_hours(text: str, language: str) -> frozenset[Amount]:
    """Give the hours that a text names: noon and midnight."""
    words = load_profile(language).clock_words
    return frozenset(words[word] for word in words.keys() & find_words(text))


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
    """Give the different words of a text in lower case, those with a hyphen or apostrophe whole and in pieces."""
    words = set(_WORD.findall(fold_letters(text)))
    if _INSIDE.search(text):
        for word in [word for word in words if not word.isalpha()]:
            words.update(_INSIDE.split(word))
    return frozenset(words)
