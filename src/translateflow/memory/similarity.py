"""How similar two texts are."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein


def similarity(a: str, b: str) -> int:
    """Give 0..100 by edit distance over the longer text's length; 100 only for identical texts."""
    # The tiny addend undoes what binary fractions lose: 0.29 * 100 is 28.999…
    return int(Levenshtein.normalized_similarity(a, b) * 100 + 1e-9)
