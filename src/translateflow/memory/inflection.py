"""When a word of a text is a form of a word of the glossary: a few rules a language, on stems, no dictionaries.

The rules are generous in endings and strict in stems: the stem must be at least three letters long and stand at the
start of the word (after a prefix in Arabic and Hebrew), and what follows must be an ending of the list. So
“Ministeriums” is a form of “Ministerium”, “Ministrant” is not one of “Minister”. Compounds are told apart from forms,
because a compound has a translation of its own. Languages without rules match the word itself only.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from translateflow.memory.inflection_rules import RULES, Rules
from translateflow.model.language import base_language


class Closeness(IntEnum):
    """How a word of the text relates to the word that was looked for."""

    NONE = 0
    COMPOUND = 1
    INFLECTED = 2
    SAME = 3


if TYPE_CHECKING:
    from collections.abc import Iterator

_MIN_STEM = 3
_MIN_COMPOUND_PART = 4
_NO_RULES = Rules()

# Vowel signs and the filler of Arabic script, Hebrew points: written or not, the word is the same.
_POINTS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u0591-\u05c7]")
_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ي": "ي", "ی": "ی", "ک": "ک"})
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})


@cache
def fold(word: str, language: str) -> str:
    """Give a word as it is compared: without regard to case and to signs that may be left out."""
    base = base_language(language)
    if base in {"tr", "az"}:
        word = word.replace("I", "ı").replace("İ", "i")
    folded = unicodedata.normalize("NFC", word).casefold()
    return _POINTS.sub("", folded).translate(_ALEF) if base in {"ar", "he", "fa"} else folded


def compare_words(word: str, wanted: str, language: str) -> Closeness:
    """Say how a word of a text relates to a word of the glossary."""
    found, term = fold(word, language), fold(wanted, language)
    if found == term:
        return Closeness.SAME
    rules = RULES.get(base_language(language), _NO_RULES)
    if _is_form(found, term, rules) or any(
        found.startswith(prefix) and (found[len(prefix) :] == term or _is_form(found[len(prefix) :], term, rules))
        for prefix in rules.prefixes
    ):
        return Closeness.INFLECTED
    return Closeness.COMPOUND if rules.compounds and _is_compound(found, term, rules) else Closeness.NONE


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
    for hard, soft in rules.softened:
        if term.endswith(hard):
            yield term.removesuffix(hard) + soft, False


def _is_compound(found: str, term: str, rules: Rules) -> bool:
    if len(term) < _MIN_COMPOUND_PART or len(found) < len(term) + _MIN_COMPOUND_PART - 1:
        return False
    if found.startswith(term):
        return True
    at = found.find(term, _MIN_STEM)
    return at > 0 and (found[at:] == term or _is_form(found[at:], term, rules))
