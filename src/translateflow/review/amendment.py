"""How far a person's text is from the machine's: chrF and edit distance, over many segments together. Pure.

chrF is the F-score of character n-grams: Maja Popović, “chrF: character n-gram F-score for automatic MT evaluation”,
WMT 2015, with the parameters that its author and SacreBLEU use (n-grams of 1 to 6 characters, recall counts twice,
white space left out, counts summed over the corpus). It is written out here, since SacreBLEU brings a console's
colours, tables and file locks with it for these forty lines; the figures are the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORDER = 6
_BETA = 2


@dataclass(frozen=True, slots=True)
class Amendment:
    """How much people changed. `chrf` is 100 and `edit_distance` 0 where they changed nothing.

    `edit_distance` is the share of characters that had to be inserted, deleted or replaced, 0 to 1.
    """

    chrf: float
    edit_distance: float


def measure_amendment(pairs: Iterable[tuple[str, str]]) -> Amendment:
    """Measure pairs of machine text and final text; long segments weigh more than short ones."""
    matched, proposed, final = [0] * _ORDER, [0] * _ORDER, [0] * _ORDER
    edits = characters = 0
    for machine, person in pairs:
        edits += Levenshtein.distance(machine, person)
        characters += max(len(machine), len(person))
        for order in range(_ORDER):
            ours, theirs = _ngrams(machine, order + 1), _ngrams(person, order + 1)
            matched[order] += (ours & theirs).total()
            # As SacreBLEU: where the final text is too short for an order, the proposal is not asked for it either.
            proposed[order] += ours.total() if theirs else 0
            final[order] += theirs.total()
    return Amendment(_f_score(matched, proposed, final), edits / characters if characters else 0.0)


def _ngrams(text: str, order: int) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[at : at + order] for at in range(len(letters) - order + 1))


def _f_score(matched: list[int], proposed: list[int], final: list[int]) -> float:
    # Orders that no text is long enough for do not count.
    orders = [order for order in range(_ORDER) if proposed[order] and final[order]]
    if not orders:
        return 0.0
    precision = sum(matched[order] / proposed[order] for order in orders) / len(orders)
    recall = sum(matched[order] / final[order] for order in orders) / len(orders)
    if not precision + recall:
        return 0.0
    weight = _BETA**2
    return 100 * (1 + weight) * precision * recall / (weight * precision + recall)
