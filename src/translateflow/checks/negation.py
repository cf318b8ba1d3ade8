"""Negation: a “not” of the source that the translation does not seem to have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.checks.facts.numerals import fold_letters
from translateflow.checks.facts.spelled import find_words
from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.facts.profile import Profile
    from translateflow.checks.pair import Pair

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# A plain “not”, the word whose loss turns a statement round; softer negations come and go in good translations.
_PLAIN_NOT = {
    "de": frozenset({"nicht", "kein", "keine", "keinen", "keinem", "keiner"}),
    "en": frozenset({"not", "never", "cannot"}),
    "fr": frozenset({"pas", "jamais", "aucun", "aucune"}),
    "es": frozenset({"no", "nunca"}),
    "it": frozenset({"non", "mai"}),
    "ca": frozenset({"no", "mai"}),
    "pl": frozenset({"nie", "nigdy"}),
    "uk": frozenset({"не", "ніколи"}),
    "tr": frozenset({"değil", "değildir"}),
    "ar": frozenset({"لا", "لم", "لن", "ليس", "ليست"}),
}


def check_negation(pair: Pair) -> Iterator[Finding]:
    """Hint at a plain “not” of the source when the translation has no negation of any kind."""
    plain = _PLAIN_NOT.get(pair.source_profile.language)
    if not plain or not pair.target_profile.negation:
        return
    found = plain & find_words(pair.source_plain)
    if found and not _is_negated(fold_letters(pair.target_plain), pair.target_profile):
        word = min(found)
        yield Finding(f"The source says “{word}”; the translation seems to have no negation.", word)


def _is_negated(text: str, profile: Profile) -> bool:
    if not profile.spaced:
        return any(word in text for word in profile.negation)
    for word in _WORD.findall(text):
        if word in profile.negation or word.endswith(("n't", "n’t")) or word.startswith(("n'", "n’")):
            return True
        for affix in profile.negation_affixes:
            bare = affix.strip("-")
            if len(word) > len(bare) and (
                word.startswith(bare)
                if affix.endswith("-")
                else (bare in word[1:] if profile.endings else word.endswith(bare))
            ):
                return True
    return False
