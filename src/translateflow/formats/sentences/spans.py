"""Quotations and parentheses: a sentence does not end inside them, however many sentences they hold."""

from __future__ import annotations

import re
from bisect import bisect_left

LONGEST_QUOTATION = 800
"""A longer quotation is split after all: it would be no unit that anybody can translate in one go."""

_PAIRS = (
    ("„", "“”„", "“”"),  # German, Czech, Polish
    ("“", "“”", "”"),  # English, Chinese
    ("«", "«»", "»"),  # French, Russian, Greek, Arabic
    ("»", "«»", "«"),  # German books, Danish
    ("‹", "‹›", "›"),
    ("「", "「」", "」"),
    ("『", "『』", "』"),
    ("《", "《》", "》"),  # titles of books and films
    (r"\(", "()", r"\)"),
    ("（", "（）", "）"),
    (r"\[", r"\[\]", r"\]"),
)
# Each begins with its mark and looks back behind it: so the search can run from mark to mark.
_PLAIN_QUOTATION = rf""""(?<![^\s(\[–—:]")[^"]{{1,{LONGEST_QUOTATION}}}"(?!\w)"""
_SWEDISH_QUOTATION = rf"”(?<!\S”)[^”“]{{1,{LONGEST_QUOTATION}}}”"
_SPAN = re.compile(
    "|".join(
        [
            *(rf"{opening}[^{inner}]{{0,{LONGEST_QUOTATION}}}[{closing}]" for opening, inner, closing in _PAIRS),
            _PLAIN_QUOTATION,
            _SWEDISH_QUOTATION,
        ]
    )
)
_SENTENCE_ENDS = frozenset(["", *".!?…。！？।؟"])
_MAY_HAVE_SPANS = re.compile(r"[„“”«»‹「『《(（\[\"]")


class ProtectedSpans:
    """The quotations and parentheses of a text."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _SPAN.finditer(text)] if _MAY_HAVE_SPANS.search(text) else []
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def begins(self, position: int) -> bool:
        """Whether one of them begins here."""
        number = bisect_left(self._starts, position)
        return number < len(self._starts) and self._starts[number] == position

    def is_aside(self, text: str, position: int) -> bool:
        """Whether the brackets that end right before a position began in the middle of a sentence."""
        number = bisect_left(self._starts, position) - 1
        if number < 0 or text[self._ends[number] : position].strip():
            return False
        return text[: self._starts[number]].rstrip()[-1:] not in _SENTENCE_ENDS

    def covers(self, position: int) -> bool:
        """Whether a position lies inside one of them."""
        number = bisect_left(self._starts, position) - 1
        return number >= 0 and position < self._ends[number]
