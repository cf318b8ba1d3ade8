"""When a word of a text is a form of a word of the glossary: a few rules a language, on stems, no dictionaries.

The rule, in every language: take the word of the glossary, or one of its stems, and see whether the word of the text
begins with it and goes on with nothing but an ending of the language. A stem is the word itself, the word without a
final letter that may be dropped (рада, рад-и), or with its end changed as before an ending (kitap, kitab-ı; міськ-ий,
міськ-ої); it has at least three letters. Before it a prefix may stand that the language writes together with the
word (Arabic “بـ”, “ال”); an article that the glossary's word has itself may be missing.
So “Ministeriums” is a form of “Ministerium”, “Ministrant” is not one of “Minister”. Compounds are told apart from
forms, because a compound has a translation of its own. German nouns keep their capital: “das land” is not the word
“Land”. A word in capitals (EU) is found in capitals only. Irregular plurals (Arabic broken
ones) need a line of their own in the glossary.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.model.language import base_language
from translateflow.terms.inflection_rules import GENERIC, RULES, Rules

if TYPE_CHECKING:
    from collections.abc import Iterator


class Closeness(IntEnum):
    """How a word of the text relates to the word that was looked for."""

    NONE = 0
    COMPOUND = 1
    INFLECTED = 2
    SAME = 3


_MIN_STEM = 3
_MIN_COMPOUND_PART = 4
_LONG = 7  # no rule changes more than the last four letters of a word

# Vowel signs and the filler of Arabic script, Hebrew points: written or not, the word is the same.
_POINTS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u0591-\u05c7]")
# Letters that are written one for the other: forms of alef; final yeh with and without dots, as in Persian; kaf.
_ARABIC_LETTERS = str.maketrans(
    {"\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627"}
    | {"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643"}
)
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_ARTICLE = "ال"


@lru_cache(maxsize=65536)
def fold(word: str, language: str) -> str:
    """Give a word as it is compared: without regard to case and to signs that may be left out."""
    base = base_language(language)
    if base in {"tr", "az"}:
        word = word.replace("I", "ı").replace("İ", "i")
    folded = unicodedata.normalize("NFC", word).casefold()
    if base in {"uk", "be"}:
        return folded.replace("ʼ", "")
    return _POINTS.sub("", folded).translate(_ARABIC_LETTERS) if base in {"ar", "he", "fa"} else folded


def beginning(term: str, language: str) -> str:
    """Give how every form of a glossary's word begins, once its prefix is off: its first letters, folded.

    Three of them where the word is long, else two, since the third may change already (kap, kab-ı).
    """
    bare = _bare(fold(term, language), language).translate(_UMLAUTS)
    return bare[: _MIN_STEM if len(bare) >= _LONG else _MIN_STEM - 1]


@lru_cache(maxsize=65536)
def beginnings(word: str, language: str) -> tuple[str, ...]:
    """Give the beginnings of all terms that a word of a text may be a form of."""
    found = fold(word, language).translate(_UMLAUTS)
    rules = RULES.get(base_language(language), GENERIC)
    bare = [found, *(found.removeprefix(prefix) for prefix in rules.prefixes if found.startswith(prefix))]
    return tuple(dict.fromkeys(stem[:length] for stem in bare for length in range(_MIN_STEM, 0, -1)))


@lru_cache(maxsize=65536)
def compare_words(word: str, wanted: str, language: str) -> Closeness:
    """Say how a word of a text relates to a word of the glossary."""
    found, term = fold(word, language), fold(wanted, language)
    rules = RULES.get(base_language(language), GENERIC)
    if found == term:
        return Closeness.SAME if _same_case(word, wanted, rules) else Closeness.NONE
    term = _bare(term, language)
    if found == term or _is_form(found, term, rules) or _is_prefixed(found, term, rules):
        return Closeness.INFLECTED if _same_case(word, wanted, rules) else Closeness.NONE
    return Closeness.COMPOUND if rules.compounds and _is_compound(found, term, rules) else Closeness.NONE


def _bare(term: str, language: str) -> str:
    """Take the article off that Arabic writes together with the word, where a stem remains."""
    bare = term.removeprefix(_ARTICLE) if base_language(language) == "ar" else term
    return bare if len(bare) >= _MIN_STEM else term


def _same_case(word: str, wanted: str, rules: Rules) -> bool:
    """Whether the text may write the word so: an abbreviation in capitals, a German noun with one."""
    if len(wanted) > 1 and wanted.isupper():
        return wanted in word
    return not rules.capitals or not wanted[:1].isupper() or word[:1].isupper()


def _is_prefixed(found: str, term: str, rules: Rules) -> bool:
    rests = (found.removeprefix(prefix) for prefix in rules.prefixes if found.startswith(prefix))
    return any(rest == term or _is_form(rest, term, rules) for rest in rests)


def _is_form(found: str, term: str, rules: Rules) -> bool:
    if rules.umlauts and found.translate(_UMLAUTS) != found:
        # Haus, Häuser; an umlaut of the term itself stays one.
        return _ends_well(found.translate(_UMLAUTS), term.translate(_UMLAUTS), rules)
    return _ends_well(found, term, rules)


def _ends_well(found: str, term: str, rules: Rules) -> bool:
    for stem, may_be_bare in _stems(term, rules):
        rest = found.removeprefix(stem)
        if len(stem) < _MIN_STEM or not found.startswith(stem):
            continue
        if rest in rules.endings or (rest.isalpha() and len(rest) <= rules.free_ending) or (may_be_bare and not rest):
            return True
    return False


def _stems(term: str, rules: Rules) -> Iterator[tuple[str, bool]]:
    """Give stems, and whether each is a word without any ending."""
    yield term, True
    if term[-1:] and term[-1] in rules.dropped:
        yield term[:-1], True
    for changes, may_be_bare in ((rules.softened, False), (rules.bare, True)):
        for end, changed in changes:
            if term.endswith(end):
                yield term.removesuffix(end) + changed, may_be_bare


def _is_compound(found: str, term: str, rules: Rules) -> bool:
    if len(term) < _MIN_COMPOUND_PART or len(found) < len(term) + _MIN_COMPOUND_PART - 1:
        return False
    if found.startswith(term):
        return True
    at = found.find(term, _MIN_STEM)
    return at > 0 and (found[at:] == term or _is_form(found[at:], term, rules))
