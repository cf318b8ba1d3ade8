"""Length: a translation far shorter or longer than its kind has lost or gained something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

# Characters that say what 100 of English say; languages not listed need about 110.
_CHARACTERS = {"en": 100, "ja": 50, "zh": 35, "yue": 35, "ko": 55, "ar": 90, "he": 85, "fr": 120, "de": 118, "es": 118}
_OTHERS = 110
_SHORTEST_TOLD = 25
_SHORTEST = 0.4
_LONGEST = 2.5


def check_length(pair: Pair) -> Iterator[Finding]:
    """Ask for a length between two fifths and five halves of what the pair of languages usually needs."""
    length = len(pair.source_plain)
    if length < _SHORTEST_TOLD:
        return
    expected = (
        length
        * _CHARACTERS.get(pair.target_profile.language, _OTHERS)
        / _CHARACTERS.get(pair.source_profile.language, _OTHERS)
    )
    actual = len(pair.target_plain)
    if not expected * _SHORTEST <= actual <= expected * _LONGEST:
        kind = "short" if actual < expected else "long"
        yield Finding(f"The translation is very {kind} for its source.", f"{length} characters", f"{actual} characters")
