"""Facts without a figure: numbers in words, Roman numerals, months and weekdays standing alone.

Words are inflected and ambiguous, so these speak up only when both sides have something the other lacks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.facts.numerals import find_roman
from translateflow.checks.facts.spelled import named_months, named_weekdays, spelled_numbers, spelled_words
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.facts.fact import Amount
    from translateflow.checks.pair import Pair

_MAY_BE_ROMAN = re.compile(r"[IVXL]{2}|[VX]")
_SMALLEST_TELLING_NUMBER = 3  # one and two are articles, pronouns and idioms in most languages
_IDIOMATIC = frozenset({4, 9, 12, 24, 100})  # quarters, Catalan “nou”, noon, midnight, “hundreds of”


def check_number_words(pair: Pair) -> Iterator[Finding]:
    """Hint at a number in words that seems to have become another one."""
    spelled = spelled_words(pair.source_plain, pair.context.source_language)
    if not spelled:
        return
    source = {value: word for word, value in spelled if value >= _SMALLEST_TELLING_NUMBER and value not in _IDIOMATIC}
    if not source:
        return
    meant = spelled_numbers(pair.target_plain, pair.context.language) | _figures(pair.target_side.facts.numbers)
    meant_before = spelled_numbers(pair.source_plain, pair.context.source_language) | _figures(
        pair.source_side.facts.numbers
    )
    lost = [word for value, word in source.items() if value not in meant]
    gained = [
        word
        for word, value in spelled_words(pair.target_plain, pair.context.language)
        if value >= _SMALLEST_TELLING_NUMBER and value not in _IDIOMATIC and value not in meant_before
    ]
    if lost and gained:
        yield changed("number", lost[0], gained[0])


def _figures(facts: tuple[object, ...]) -> frozenset[Amount]:
    return frozenset(fact.value for fact in facts)  # type: ignore[attr-defined]


def check_roman_numerals(pair: Pair) -> Iterator[Finding]:
    """Hint at a Roman numeral that seems to have become another one."""
    if not _MAY_BE_ROMAN.search(pair.source_plain):
        return
    source, target = (
        {value for value in find_roman(text) if value > 1} for text in (pair.source_plain, pair.target_plain)
    )
    if source - target and target - source:
        yield changed("Roman numeral", str(min(source - target)), str(min(target - source)))


def check_calendar_names(pair: Pair) -> Iterator[Finding]:
    """Hint at a month or a weekday that seems to have become another one."""
    for what, names in (("month", named_months), ("weekday", named_weekdays)):
        source = names(pair.source_plain, pair.context.source_language)
        if not source:
            continue
        target = names(pair.target_plain, pair.context.language)
        lost, gained = source.keys() - target.keys(), target.keys() - source.keys()
        if lost and gained:
            yield changed(what, source[min(lost)], target[min(gained)])
