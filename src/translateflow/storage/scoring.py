"""How similar two texts are, letter by letter: the scale of `translateflow.memory.similarity`, as a test ensures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence


def score_texts(text: str, others: Sequence[str], *, minimum: int) -> list[tuple[int, int]]:
    """Give (score, place in `others`) of those at least `minimum` per cent similar, best first, then in their order."""
    scored = process.extract(
        text, others, scorer=Levenshtein.normalized_similarity, score_cutoff=minimum / 100, limit=None
    )
    return [(to_score(similarity), at) for _, similarity, at in scored]


def to_score(similarity: float) -> int:
    """Give per cent; 100 only for 1."""
    # The tiny addend undoes what binary fractions lose: 0.29 * 100 is 28.999…
    return int(similarity * 100 + 1e-9)
