"""Punctuation: the mark at the end, in the script of the target language, and no mark twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_MEANINGS = {
    ".": ".",
    "。": ".",
    "．": ".",
    "।": ".",
    "۔": ".",
    "։": ".",
    "?": "?",
    "？": "?",
    "؟": "?",
    "!": "!",
    "！": "!",
    ":": ":",
    "：": ":",
    "…": "…",
}
_CLOSING = "\"'“”’»«)]}）」』〉》* \t\n\u00a0\u202f\u200e\u200f`_"
# Two commas before a word are a quotation mark as typewriters write it: ,,so''
_DOUBLED = re.compile(r"(?<![.\w/])\.\.(?![./])|(?<=\w)\.\.(?=\s|$)|(?<=\w),,|,,(?!\S)|;;|،،|。。")
_TWO_MARKS = re.compile(r"\.\.|,,|;;|،،|。。")
_UNMARKED = frozenset({"th", "lo", "km", "my"})  # a space, or nothing, ends a sentence in these


def check_punctuation(pair: Pair) -> Iterator[Finding]:
    """Ask for an end mark of the same meaning as the source's, and for no mark twice."""
    source, target = _end_mark(pair.source_plain), _end_mark(pair.target_plain)
    if source != target and pair.target_profile.language not in _UNMARKED and not _interchangeable(source, target):
        yield Finding(_describe(source, target), source, target)
    doubled = _DOUBLED.search(pair.target_plain) if _TWO_MARKS.search(pair.target_plain) else None
    if doubled and not _DOUBLED.search(pair.source_plain):
        yield Finding(f"“{doubled[0]}” stands twice in a row.", "", doubled[0])


def _end_mark(text: str) -> str:
    stripped = text.rstrip(_CLOSING)
    if stripped.endswith("..."):
        return "…"
    return _MEANINGS.get(stripped[-1:], "")


def _interchangeable(source: str, target: str) -> bool:
    """Whether people put one for the other: a full stop for a colon, a mark that an abbreviation carries, or none."""
    return {source, target} <= {".", ":", "…"} or (source == "" and target == ".") or "?" not in source + target


def _describe(source: str, target: str) -> str:
    if not target:
        return f"The source ends with “{source}”, the translation without a mark."
    return f"The translation ends with “{target}”, the source {f'with “{source}”' if source else 'without a mark'}."
