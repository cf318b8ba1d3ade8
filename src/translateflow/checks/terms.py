"""Glossary terms: the house's word is used, a forbidden one is not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding
from translateflow.model.language import base_language
from translateflow.model.memory import TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair
    from translateflow.model.memory import Term

_SHORTEST_INFLECTED = 5
_LONGEST_ENDING = 3
_SPACED_SCRIPTS = re.compile(r"[^\W\d_]")


def check_terms(pair: Pair) -> Iterator[Finding]:
    """Ask for the word the glossary gives for a term of the source."""
    by_source: dict[str, list[Term]] = {}
    for term in _terms_of(pair):
        if term.status in {TermStatus.PREFERRED, TermStatus.ADMITTED}:
            by_source.setdefault(term.source, []).append(term)
    for source, terms in by_source.items():
        if term_stands_in(source, pair.source_plain) and not any(
            term_stands_in(term.target, pair.target_plain) for term in terms
        ):
            wanted = next((term.target for term in terms if term.status is TermStatus.PREFERRED), terms[0].target)
            yield Finding(f"The glossary says “{wanted}” for “{source}”.", source, wanted)


def check_forbidden_terms(pair: Pair) -> Iterator[Finding]:
    """Ask that no word is used that the glossary forbids for a term of the source."""
    for term in _terms_of(pair):
        if (
            term.status is TermStatus.FORBIDDEN
            and term_stands_in(term.source, pair.source_plain)
            and term_stands_in(term.target, pair.target_plain)
        ):
            yield Finding(f"The glossary forbids “{term.target}” for “{term.source}”.", term.source, term.target)


def _terms_of(pair: Pair) -> Iterator[Term]:
    languages = (pair.source_profile.language, pair.target_profile.language)
    for term in pair.context.terms:
        if term.target and (base_language(term.source_language), base_language(term.language)) == languages:
            yield term


def term_stands_in(term: str, text: str) -> bool:
    """Whether a term stands in a text, inflected or inside a compound.

    Words of five letters and more match on their stem, the word without its last letters (at most three, and at most a
    third); short words match whole. A capitalized abbreviation matches as it is written.
    """
    if term.isupper():
        return term in text
    return _term_pattern(term).search(text) is not None


@lru_cache(maxsize=4096)
def _term_pattern(term: str) -> re.Pattern[str]:
    words = [_word_pattern(word.strip("'’")) for word in term.split()]
    return re.compile(r"['’]?[\s\u00a0-]+".join(words), re.IGNORECASE)


def _word_pattern(word: str) -> str:
    if not _SPACED_SCRIPTS.search(word):
        return re.escape(word)
    if not word.isascii() and ord(word[0]) > 0x2E7F:  # noqa: PLR2004 — from here on scripts are written without spaces
        return re.escape(word)
    if len(word) < _SHORTEST_INFLECTED:
        return rf"(?<!\w){re.escape(word)}\w{{0,2}}(?!\w)"
    stem = word[: len(word) - min(_LONGEST_ENDING, len(word) // 3)]
    return rf"\w*{re.escape(stem)}\w*"
