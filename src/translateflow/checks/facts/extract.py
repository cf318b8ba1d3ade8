"""A text's facts, read once per text and language and kept."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.checks.facts.addresses import find_addresses, find_phones
from translateflow.checks.facts.dates import find_dates
from translateflow.checks.facts.fact import NO_FACTS, Fact, Facts
from translateflow.checks.facts.figures import find_figures
from translateflow.checks.facts.numerals import fold_digits
from translateflow.checks.facts.profile import load_profile
from translateflow.checks.facts.times import find_times

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.checks.facts.addresses import Span

HAS_DIGIT = re.compile(r"[\d₀-₉½¼¾⅓⅔⅛]")
_PRINTF = re.compile(r"(?<![%0-9])%[0-9]+\$|(?<![%0-9])%[-+#0]*[0-9]*(?:\.[0-9]+)?l{0,2}[sduixXfgc](?![A-Za-z0-9])")
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=16384)
def extract_facts(text: str, language: str) -> Facts:
    """Give what a text without tags states by figures. Addresses are looked at elsewhere and do not count here."""
    if not HAS_DIGIT.search(text):
        return NO_FACTS
    profile = load_profile(language)
    rest = fold_digits(text)
    if "%" in rest:
        rest = _blank(rest, [match.span() for match in _PRINTF.finditer(rest)])
    rest = _blank(rest, [span for span, _ in find_addresses(rest)])
    dates, times, phones = list[Fact](), list[Fact](), list[Fact]()
    if HAS_DIGIT.search(rest):
        rest = _take(rest, phones, ((span, [fact]) for span, fact in find_phones(rest)))
        rest = _take(rest, dates, find_dates(rest, set(WORD.findall(rest.lower())), profile))
        rest = _take(rest, times, find_times(rest, profile))
    return Facts(tuple(find_figures(rest, profile)), tuple(dates), tuple(times), tuple(phones))


def _take(text: str, into: list[Fact], found: Iterable[tuple[Span, list[Fact]]]) -> str:
    spans: list[Span] = []
    for span, facts in found:
        if all(span[1] <= low or span[0] >= high for low, high in spans):
            spans.append(span)
            into.extend(facts)
    return _blank(text, spans)


def _blank(text: str, spans: list[Span]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
