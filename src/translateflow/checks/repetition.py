"""Words that stand twice in a row by mistake."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

# What is said twice on purpose: German relative pronouns, French and Spanish pronouns, Turkish reduplication.
_ON_PURPOSE = frozenset(
    {
        "die",
        "der",
        "das",
        "den",
        "dem",
        "sie",
        "nous",
        "vous",
        "que",
        "had",
        "that",
        "le",
        "la",
        "se",
        "so",
        "bla",
        "wir",
    }
)
_REDUPLICATING = frozenset({"tr", "az", "id", "ms", "ja", "zh", "hi", "vi"})
_SHORTEST = 2


def check_repetition(pair: Pair) -> Iterator[Finding]:
    """Find a word that stands twice in a row where the source has none doubled."""
    if pair.target_profile.language in _REDUPLICATING:
        return
    doubled = _doubled_word(pair.target_plain)
    if doubled and not _doubled_word(pair.source_plain):
        yield Finding(f"“{doubled}” stands twice in a row.", "", f"{doubled} {doubled}")


def _doubled_word(text: str) -> str:
    words = text.split()
    if not any(map(str.startswith, words[1:], words)):
        return ""
    for one, following in pairwise(words):
        if len(one) >= _SHORTEST and one.isalpha() and one == following.rstrip(".,;:!?)") and one not in _ON_PURPOSE:
            return one
    return ""
