"""Which sentence of the old text became which of the new one. Pure: sequences of keys in, pairs of keys out.

Both sequences are in reading order, which is what makes this better than a search for similar texts: an edited
sentence is looked for where it stood. Only sentences that vanished can have become another one, so a translation never
lands on a sentence that it does not belong to while its own still exists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog.similar import Likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translateflow.model.segment import Key

# Measured on published texts in French, Japanese, Turkish and Ukrainian: of 4,000 pairs of unrelated sentences a
# language, 999 in 1,000 are less than 0.43 alike; with every fourth word exchanged, 997 in 1,000 stay above 0.5
# (French, Turkish, Ukrainian).
IN_PLACE = 0.5
"""How alike two sentences must be that stand between the same neighbours."""
ALONE_IN_PLACE = 0.4
"""The same, when one sentence vanished there and one is new: the place itself says much."""
ELSEWHERE = 0.75
"""How alike they must be when the sentence was moved and edited at once."""

_ALL_PAIRS = 2500
"""Up to so many pairs every one is compared; beyond, only those that share rare words or the relative place."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """`predecessors` maps a new sentence to the vanished one it was made from; `moved` are unchanged ones elsewhere.

    A predecessor with the same text has another role: a paragraph became a heading.
    """

    predecessors: Mapping[Key, Key]
    moved: frozenset[Key]


@dataclass(frozen=True, slots=True)
class _Region:
    """What vanished and what is new between two sentences that stayed."""

    vanished: list[Key]
    added: list[Key]


def align(old: Sequence[Key], new: Sequence[Key]) -> Alignment:
    """Pair the sentences of two texts; each sequence names a key once. 10,000 sentences take well under a second."""
    stayed = _stayed(old, new)
    kept = set(old) & set(new)
    predecessors = _same_text(old, new)
    taken = set(predecessors.values())
    likeness = Likeness()
    regions = _regions(old, new, stayed, without=kept | taken | set(predecessors))
    for region in regions:
        predecessors.update(_align_region(region, likeness))
    taken = set(predecessors.values())
    vanished = [key for region in regions for key in region.vanished if key not in taken]
    added = [key for region in regions for key in region.added if key not in predecessors]
    predecessors.update(_align_elsewhere(vanished, added, likeness))
    return Alignment(predecessors, frozenset(kept - stayed))


def _stayed(old: Sequence[Key], new: Sequence[Key]) -> set[Key]:
    """Give the largest set of sentences that stand in the same order in both texts."""
    at = {key: index for index, key in enumerate(new)}
    common = [key for key in old if key in at]
    return {common[index] for index in longest_increasing([at[key] for key in common])}


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Give the indices of a longest increasing subsequence (patience sorting, n log n)."""
    tops: list[int] = []
    top_indices: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(top_indices[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(number)
            top_indices.append(index)
        else:
            tops[pile], top_indices[pile] = number, index
    chain = []
    index = top_indices[-1] if top_indices else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _same_text(old: Sequence[Key], new: Sequence[Key]) -> dict[Key, Key]:
    """Pair sentences that changed their role only. Both heading and table cell may come of one vanished sentence."""
    known, asked = set(old), set(new)
    vanished = {key.text: key for key in old if key not in asked}
    return {key: vanished[key.text] for key in new if key not in known and key.text in vanished}


def _regions(old: Sequence[Key], new: Sequence[Key], stayed: set[Key], *, without: set[Key]) -> list[_Region]:
    """Cut both texts at the sentences that stayed; give what is left in each gap, empty gaps left out."""
    gaps_of_old = _gaps(old, stayed, without)
    gaps_of_new = _gaps(new, stayed, without)
    return [_Region(a, b) for a, b in zip(gaps_of_old, gaps_of_new, strict=True) if a or b]


def _gaps(keys: Sequence[Key], stayed: set[Key], without: set[Key]) -> list[list[Key]]:
    gaps: list[list[Key]] = [[]]
    for key in keys:
        if key in stayed:
            gaps.append([])
        elif key not in without:
            gaps[-1].append(key)
    return gaps


def _align_region(region: _Region, likeness: Likeness) -> dict[Key, Key]:
    vanished, added = region.vanished, region.added
    if not vanished or not added:
        return {}
    enough = ALONE_IN_PLACE if len(vanished) == len(added) == 1 else IN_PLACE
    pairs = []
    for i, j in _candidates(vanished, added, likeness):
        score = likeness(vanished[i], added[j])
        if score >= enough:
            pairs.append((i, j, score))
    return {added[j]: vanished[i] for i, j in heaviest_chain(pairs, len(added))}


def _candidates(vanished: Sequence[Key], added: Sequence[Key], likeness: Likeness) -> Iterable[tuple[int, int]]:
    if len(vanished) * len(added) <= _ALL_PAIRS:
        return ((i, j) for i in range(len(vanished)) for j in range(len(added)))
    return likeness.candidates(vanished, added)


def heaviest_chain(pairs: Iterable[tuple[int, int, float]], width: int) -> list[tuple[int, int]]:
    """Choose pairs that keep the order on both sides and are together most alike.

    Weights are cubed, so that one pair that is nearly the same beats two that are half alike. A Fenwick tree over
    the right side makes it n log n.
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    tree: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
    before: list[int] = []
    best = (0.0, -1)
    for number, (_, j, score) in enumerate(ordered):
        total, last = _prefix_best(tree, j)
        before.append(last)
        here = (total + score**3, number)
        best = max(best, here)
        at = j + 1
        while at <= width:
            tree[at] = max(tree[at], here)
            at += at & -at
    chain = []
    number = best[1]
    while number >= 0:
        chain.append((ordered[number][0], ordered[number][1]))
        number = before[number]
    return chain[::-1]


def _prefix_best(tree: list[tuple[float, int]], at: int) -> tuple[float, int]:
    best = (0.0, -1)
    while at > 0:
        best = max(best, tree[at])
        at -= at & -at
    return best


def _align_elsewhere(vanished: Sequence[Key], added: Sequence[Key], likeness: Likeness) -> dict[Key, Key]:
    """Pair sentences that were moved and edited: very alike, the same role, and each the other's best."""
    if not vanished or not added:
        return {}
    best_of_old: dict[int, tuple[float, int]] = defaultdict(lambda: (0.0, -1))
    best_of_new: dict[int, tuple[float, int]] = defaultdict(lambda: (0.0, -1))
    for i, j in _candidates(vanished, added, likeness):
        score = likeness(vanished[i], added[j]) if vanished[i].role is added[j].role else 0.0
        if score >= ELSEWHERE:
            best_of_old[i] = max(best_of_old[i], (score, -j))
            best_of_new[j] = max(best_of_new[j], (score, -i))
    return {added[-minus_j]: vanished[i] for i, (_, minus_j) in best_of_old.items() if best_of_new[-minus_j][1] == -i}
