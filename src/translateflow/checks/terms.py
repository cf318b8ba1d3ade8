"""Glossary terms: the house's word is used, a forbidden one is not.

What counts as a form of a word is decided in `translateflow.terms`. A term of the source counts as itself or inflected;
in the translation the wanted word may also be part of a compound.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding
from translateflow.model.language import base_language
from translateflow.model.memory import TermStatus
from translateflow.terms import Closeness, Glossary, stands_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair
    from translateflow.model.memory import Term


def check_terms(pair: Pair) -> Iterator[Finding]:
    """Ask for the word the glossary gives for a term of the source."""
    by_source: dict[str, list[Term]] = {}
    for term in find_source_terms(pair):
        if term.target and term.status in {TermStatus.PREFERRED, TermStatus.ADMITTED}:
            by_source.setdefault(term.source, []).append(term)
    for source, terms in by_source.items():
        if not any(stands_in(term.target, pair.target_plain, pair.context.language) for term in terms):
            wanted = next((term.target for term in terms if term.status is TermStatus.PREFERRED), terms[0].target)
            yield Finding(f"The glossary says “{wanted}” for “{source}”.", source, wanted)


def check_forbidden_terms(pair: Pair) -> Iterator[Finding]:
    """Ask that no word is used that the glossary forbids for a term of the source."""
    for term in find_source_terms(pair):
        if term.status is TermStatus.FORBIDDEN and _is_used(term.target, pair):
            yield Finding(f"The glossary forbids “{term.target}” for “{term.source}”.", term.source, term.target)


def _is_used(wording: str, pair: Pair) -> bool:
    return stands_in(wording, pair.target_plain, pair.context.language, least=Closeness.INFLECTED)


class _Terms:
    """A tuple of terms, equal to itself only: hashing a thousand terms for each entry would cost too much."""

    __slots__ = ("terms",)

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms

    def __hash__(self) -> int:
        return id(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Terms) and self.terms is other.terms


def find_source_terms(pair: Pair) -> tuple[Term, ...]:
    """Give the terms of this pair of languages that stand in the source, each once."""
    if not pair.context.terms:
        return ()
    return _find_terms(
        _Terms(pair.context.terms), pair.context.source_language, pair.context.language, pair.source_plain
    )


@lru_cache(maxsize=1024)
def _find_terms(terms: _Terms, source_language: str, language: str, text: str) -> tuple[Term, ...]:
    found = {match.term for match in _index_terms(terms, source_language, language).find(text)}
    return tuple(sorted(found, key=lambda term: (term.source, term.target)))


@lru_cache(maxsize=32)
def _index_terms(terms: _Terms, source_language: str, language: str) -> Glossary:
    pair = (base_language(source_language), base_language(language))
    return Glossary(
        (term for term in terms.terms if (base_language(term.source_language), base_language(term.language)) == pair),
        source_language,
    )
