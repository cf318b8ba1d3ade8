"""Which terms of the glossary stand in a text.

A text is taken as its words. Tags, URLs, mail addresses, handles and placeholders are no words, though tags may stand
between the words of a term. Where a text is searched for what to translate, compounds do not count (a “Landtag” is
no “Land”); where a translation is asked whether it has the wanted word, they do (“Nachtragshaushalt” has “Haushalt”).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.language import base_language
from translateflow.model.markup import TAG_LIKE
from translateflow.terms.inflection import Closeness, beginning, beginnings, compare_words, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.memory import Term

# Combining signs (accents, Hebrew points, Arabic vowels) belong to the word; `\w` alone would end it there.
_WORD = re.compile(r"\w[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]*")
_APOSTROPHE_INSIDE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_LETTER_APOSTROPHE = frozenset({"uk", "be"})
_NO_WORDS = re.compile(
    r"(?:https?|ftp)://[^\s<>«»“”]+|www\.[^\s<>«»“”]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w&/])[#@]\w+|\{\w*\}|%\(\w+\)\w",
)

# Written without spaces between words (or, Thai and its neighbours, only between phrases).
_UNSPACED = frozenset({"zh", "ja", "yue", "th", "lo", "km", "my"})


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found at `text[start:end]`. Of several words the one least close to the glossary's counts."""

    term: Term
    start: int
    end: int
    closeness: Closeness


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


class Glossary:
    """Terms of one source language, sorted by how their words begin, so that a large glossary costs no more."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self.language = language
        self._unspaced = base_language(language) in _UNSPACED
        self._sorted: dict[str, list[tuple[Term, tuple[str, ...]]]] = {}
        for term in terms:
            words = tuple(word.text for word in _words_of(term.source, language))
            if self._unspaced and term.source:
                self._sorted.setdefault(fold(term.source, language)[:1], []).append((term, words))
            elif words and not self._unspaced:
                self._sorted.setdefault(beginning(words[0], language), []).append((term, words))

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Give the terms whose source stands in a text, in the order of the text, the longer ones first.

        A shorter term inside a longer one that matched is left out. Compounds do not count.
        """
        if not self._sorted:
            return ()
        found = self._find_letters(text) if self._unspaced else self._find_words(text)
        found.sort(key=lambda match: (match.start, -match.end, -match.closeness))
        return tuple(match for match in found if not any(_covers(other, match) for other in found))

    def _find_letters(self, text: str) -> list[TermMatch]:
        signs = sorted(set(fold(text, self.language)) & self._sorted.keys())
        terms = [term for sign in signs for term, _ in self._sorted[sign]]
        return [
            TermMatch(term, start, end, Closeness.SAME)
            for term in terms
            for start, end in _places(text, term.source, self.language)
        ]

    def _find_words(self, text: str) -> list[TermMatch]:
        words = _words_of(text, self.language)
        matches: list[TermMatch] = []
        for at, word in enumerate(words):
            for start in beginnings(word.text, self.language):
                for term, wanted in self._sorted.get(start, ()):
                    closeness = _compare(words[at : at + len(wanted)], wanted, self.language)
                    if closeness >= Closeness.INFLECTED:
                        match = TermMatch(term, word.start, words[at + len(wanted) - 1].end, closeness)
                        matches += [] if match in matches else [match]
        return matches


def find_terms(text: str, terms: Iterable[Term], language: str) -> tuple[TermMatch, ...]:
    """Give the terms whose source stands in a text of this language; for many texts keep a `Glossary`."""
    return Glossary(terms, language).find(text)


def stands_in(wording: str, text: str, language: str, *, least: Closeness = Closeness.COMPOUND) -> bool:
    """Whether a wording stands in a text of this language, in a form that is at least so close."""
    if base_language(language) in _UNSPACED:
        return bool(wording) and bool(_places(text, wording, language))
    wanted = tuple(word.text for word in _words_of(wording, language))
    if not wanted:
        return False
    words = _words_of(text, language)
    places = range(len(words) - len(wanted) + 1)
    return any(_compare(words[at : at + len(wanted)], wanted, language) >= least for at in places)


def _words_of(text: str, language: str) -> list[_Word]:
    # Blanked, not removed: places in the text stay what they are.
    bare = TAG_LIKE.sub(_blank, text) if "<" in text else text
    bare = _NO_WORDS.sub(_blank, bare)
    if base_language(language) in _LETTER_APOSTROPHE:
        bare = _APOSTROPHE_INSIDE.sub("ʼ", bare)  # a letter for Unicode, hence for `\w`; `fold` leaves it out
    return [_Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(bare)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _compare(words: list[_Word], wanted: tuple[str, ...], language: str) -> Closeness:
    if len(words) < len(wanted):
        return Closeness.NONE
    closest = Closeness.SAME
    for word, part in zip(words, wanted, strict=True):
        closest = min(closest, compare_words(word.text, part, language))
        if not closest:
            break
    return closest


def _places(text: str, wording: str, language: str) -> list[tuple[int, int]]:
    wanted, within = fold(wording, language), fold(text, language)
    if len(within) != len(text):  # a letter that grows when folded would shift the places
        within, wanted = text, wording
    return [found.span() for found in re.finditer(re.escape(wanted), within)]


def _covers(other: TermMatch, match: TermMatch) -> bool:
    longer = other.end - other.start > match.end - match.start
    return longer and other.start <= match.start and match.end <= other.end
