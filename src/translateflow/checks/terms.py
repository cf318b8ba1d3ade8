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
_INDEXED = 3
_SPACED_SCRIPTS = re.compile(r"[^\W\d_]")


def check_terms(pair: Pair) -> Iterator[Finding]:
    """Ask for the word the glossary gives for a term of the source."""
    by_source: dict[str, list[Term]] = {}
    for term in find_source_terms(pair):
        if term.target and term.status in {TermStatus.PREFERRED, TermStatus.ADMITTED}:
            by_source.setdefault(term.source, []).append(term)
    for source, terms in by_source.items():
        if not any(term_stands_in(term.target, pair.target_plain) for term in terms):
            wanted = next((term.target for term in terms if term.status is TermStatus.PREFERRED), terms[0].target)
            yield Finding(f"The glossary says “{wanted}” for “{source}”.", source, wanted)


def check_forbidden_terms(pair: Pair) -> Iterator[Finding]:
    """Ask that no word is used that the glossary forbids for a term of the source."""
    for term in find_source_terms(pair):
        if term.status is TermStatus.FORBIDDEN and term.target and term_stands_in(term.target, pair.target_plain):
            yield Finding(f"The glossary forbids “{term.target}” for “{term.source}”.", term.source, term.target)


class _Glossary:
    """A tuple of terms, equal to itself only: hashing a thousand terms for each entry would cost too much."""

    __slots__ = ("terms",)

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms

    def __hash__(self) -> int:
        return id(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Glossary) and self.terms is other.terms


def find_source_terms(pair: Pair) -> tuple[Term, ...]:
    """Give the terms of this pair of languages that stand in the source."""
    if not pair.context.terms:
        return ()
    glossary = _Glossary(pair.context.terms)
    return _find_terms(glossary, pair.source_profile.language, pair.target_profile.language, pair.source_plain)


@lru_cache(maxsize=1024)
def _find_terms(glossary: _Glossary, source_language: str, language: str, text: str) -> tuple[Term, ...]:
    index = _index_terms(glossary, source_language, language)
    lowered = text.lower()
    pieces = {lowered[start : start + _INDEXED] for start in range(len(lowered))} | {""}
    candidates = (term for piece in pieces & index.keys() for term in index[piece])
    found = [term for term in candidates if term_stands_in(term.source, text)]
    return tuple(sorted(found, key=lambda term: (term.source, term.target)))


@lru_cache(maxsize=32)
def _index_terms(glossary: _Glossary, source_language: str, language: str) -> dict[str, list[Term]]:
    """Sort terms by the letters they begin with; those too short for that stand under the empty string."""
    index: dict[str, list[Term]] = {}
    for term in glossary.terms:
        if (base_language(term.source_language), base_language(term.language)) == (source_language, language):
            stem = _first_stem(term.source)
            index.setdefault(stem[:_INDEXED] if len(stem) >= _INDEXED else "", []).append(term)
    return index


def term_stands_in(term: str, text: str) -> bool:
    """Whether a term stands in a text, inflected or inside a compound.

    Words of five letters and more match on their stem, the word without its last letters (at most three, and at most a
    third); short words match whole. A capitalized abbreviation matches as it is written.
    """
    if term.isupper():
        return term in text
    if _first_stem(term) not in text.lower():
        return False
    return _term_pattern(term).search(text) is not None


@lru_cache(maxsize=65536)
def _first_stem(term: str) -> str:
    """Give the letters that every form of the term begins with: a cheap look before the search."""
    first = next(iter(term.lower().split()), "").strip("'’")
    return first[: max(1, len(first) - _LONGEST_ENDING)]


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
