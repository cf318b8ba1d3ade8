"""Which terms of the glossary stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.memory.inflection import Closeness, compare_words, fold
from translateflow.model.language import base_language
from translateflow.model.markup import TAG_LIKE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.memory import Term

_WORD = re.compile(r"\w+")

# Written without spaces between words (or, Thai and its neighbours, only between phrases).
_UNSPACED = frozenset({"zh", "ja", "yue", "th", "lo", "km", "my"})


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found at `text[start:end]`. Of several words the one least close to the glossary's counts."""

    term: Term
    start: int
    end: int
    closeness: Closeness


def find_terms(text: str, terms: Iterable[Term], language: str) -> tuple[TermMatch, ...]:
    """Give the terms whose source stands in a text of this language, in the order of the text, the longer ones first.

    Words match in any inflected form the rules of `inflection.py` know; tags do not count as words, but
    may stand between them. A shorter term inside a longer one that matched is left out.
    """
    words = _words_of(text)
    found = [
        match
        for term in terms
        for match in (
            _find_unspaced(text, term, language)
            if base_language(language) in _UNSPACED
            else _find_words(words, term, language)
        )
    ]
    found.sort(key=lambda match: (match.start, -match.end, -match.closeness))
    return tuple(match for match in found if not any(_covers(other, match) for other in found))


def _covers(other: TermMatch, match: TermMatch) -> bool:
    longer = other.end - other.start > match.end - match.start
    return longer and other.start <= match.start and match.end <= other.end


def _words_of(text: str) -> list[re.Match[str]]:
    # Blanked, not removed: places in the text stay what they are.
    without_tags = TAG_LIKE.sub(lambda tag: " " * len(tag.group()), text)
    return list(_WORD.finditer(without_tags))


def _find_words(words: list[re.Match[str]], term: Term, language: str) -> list[TermMatch]:
    wanted = _WORD.findall(term.source)
    matches: list[TermMatch] = []
    if not wanted:
        return matches
    for at in range(len(words) - len(wanted) + 1):
        closeness = Closeness.SAME
        for word, part in zip(words[at:], wanted, strict=False):
            closeness = min(closeness, compare_words(word.group(), part, language))
            if not closeness:
                break
        if closeness:
            matches.append(TermMatch(term, words[at].start(), words[at + len(wanted) - 1].end(), closeness))
    return matches


def _find_unspaced(text: str, term: Term, language: str) -> list[TermMatch]:
    if not term.source:
        return []
    wanted, within = fold(term.source, language), fold(text, language)
    if len(within) != len(text):
        within, wanted = text, term.source
    return [
        TermMatch(term, found.start(), found.end(), Closeness.SAME) for found in re.finditer(re.escape(wanted), within)
    ]
