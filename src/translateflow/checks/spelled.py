"""Facts without a figure: numbers in words, Roman numerals, months and weekdays standing alone.

Words are inflected and ambiguous, so these speak up only when both sides have something the other lacks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Kind
from translateflow.checks.facts.numerals import find_roman
from translateflow.checks.facts.spelled import named_months, named_weekdays, spelled_numbers, spelled_runs
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.facts.compare import Side
    from translateflow.checks.facts.profile import Profile
    from translateflow.checks.facts.spelled import SpelledRun
    from translateflow.checks.pair import Pair

_MAY_BE_ROMAN = re.compile(r"[IVXL](?:[IVXL]|(?<!\w.)(?!\w))")
_SMALLEST_TELLING_NUMBER = 3
_IDIOMATIC = frozenset({4, 9, 100})  # quarters, Catalan “nou” (new), “hundreds of”


def check_number_words(pair: Pair) -> Iterator[Finding]:
    """Hint at a number in words that is missing, or has become another one."""
    source = _telling(pair.source_plain, pair.context.source_language)
    if not source or not pair.target_profile.words:
        return
    meant = _meant(pair.target_side)
    lost = [run for run in source if run.total not in meant]
    if not lost:
        return
    meant_before = _meant(pair.source_side)
    gained = [run for run in _telling(pair.target_plain, pair.context.language) if run.total not in meant_before]
    plain = [run for run in lost if pair.source_profile.cardinals.issuperset(run.words)]
    if gained:
        yield changed("number", " ".join(lost[0].words), " ".join(gained[0].words))
    elif plain:
        yield changed("number", " ".join(plain[0].words), "")


def _telling(text: str, language: str) -> list[SpelledRun]:
    return [
        run
        for run in spelled_runs(text, language)
        if run.total >= _SMALLEST_TELLING_NUMBER and run.total not in _IDIOMATIC and run.counted
    ]


def _meant(side: Side) -> set[object]:
    """Give every number that a text may be said to state, in figures or words."""
    facts = (*side.facts.numbers, *side.facts.times, *side.facts.dates)
    values: set[object] = {fact.value for fact in side.facts.numbers}
    values.update(part for fact in facts for part in fact.parts)
    return values | spelled_numbers(side.text, side.language)


def check_roman_numerals(pair: Pair) -> Iterator[Finding]:
    """Hint at a Roman numeral that seems to have become another one."""
    if not _MAY_BE_ROMAN.search(pair.source_plain):
        return
    source = {value for value in find_roman(pair.source_plain) if value > 1}
    missing = source - _meant(pair.target_side) if source else set()
    if missing and find_roman(pair.target_plain):
        yield changed("Roman numeral", str(min(missing)), "")


def check_calendar_names(pair: Pair) -> Iterator[Finding]:
    """Hint at a month or a weekday that is missing, or has become another one."""
    months = named_months(pair.source_plain, pair.context.source_language)
    if months and not any(difference.kind is Kind.DATE for difference in pair.differences):
        dates = pair.target_side.facts.dates
        told = {fact.value[1]: fact.text for fact in dates if isinstance(fact.value, tuple) and fact.value[1]}
        yield from _compare_names(
            "month", months, named_months(pair.target_plain, pair.context.language), told, pair.target_profile
        )
    weekdays = named_weekdays(pair.source_plain, pair.context.source_language)
    if weekdays:
        yield from _compare_names(
            "weekday", weekdays, named_weekdays(pair.target_plain, pair.context.language), {}, pair.target_profile
        )


def _compare_names(
    what: str, source: dict[int, str], target: dict[int, str], dates: dict[int, str], profile: Profile
) -> Iterator[Finding]:
    lost, gained = source.keys() - target.keys() - dates.keys(), target.keys() - source.keys()
    if lost and gained:
        yield changed(what, source[min(lost)], target[min(gained)])
    elif lost and (target or dates) and not profile.endings:
        yield changed(what, source[min(lost)], "")
