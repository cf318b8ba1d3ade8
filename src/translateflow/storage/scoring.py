"""How similar two texts are, letter by letter: the scale of `translateflow.memory.similarity`, as a test ensures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translateflow.model.memory import MemoryMatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.memory import MemoryUnit


def score_units(text: str, units: Sequence[MemoryUnit], *, limit: int, minimum: int) -> list[MemoryMatch]:
    """Give the best units of at least `minimum` per cent, best first, the earlier one first where they tie."""
    scored = process.extract(
        text,
        [unit.source for unit in units],
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=minimum / 100,
        limit=None,
    )
    matches: dict[tuple[str, str], MemoryMatch] = {}
    for _, similarity, at in scored:
        unit = units[at]
        matches.setdefault((unit.source, unit.target), MemoryMatch(unit, int(similarity * 100 + 1e-9)))
    return list(matches.values())[:limit]
