"""Tables of signatures: which units are worth comparing letter by letter. Pure; a table never changes.

A scan over contiguous arrays of one word each is faster than any tree at this size and costs 45 bytes a unit. Units
are sorted by length, so that a length window is a slice. Of all in the window half the signature is compared, of the
likely ones the whole: what is really similar stands out in either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from translateflow.storage.signatures import SIGNATURE_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CANDIDATES = 600
"""How many of the most alike signatures are compared letter by letter at most."""

WORDS = SIGNATURE_BYTES // 8

_ROUGH_WORDS = WORDS // 2
_ROUGH = 3_000  # units whose whole signature is compared

_SAMPLE_STEP = 97  # a prime: no period of the texts' order can hide from the sample


@dataclass(frozen=True, slots=True)
class FuzzyTable:
    """Units of one language pair, sorted by length. Ids of removed units stay candidates."""

    last_id: int
    ids: NDArray[np.int64]
    lengths: NDArray[np.float32]
    bits: NDArray[np.uint8]
    words: tuple[NDArray[np.uint64], ...]

    @classmethod
    def empty(cls) -> Self:
        """Give a table of nothing."""
        words = tuple(np.zeros(0, np.uint64) for _ in range(WORDS))
        return cls(0, np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.uint8), words)

    @classmethod
    def of_rows(cls, rows: Sequence[tuple[int, int, bytes]]) -> Self:
        """Make one of (id, length of the source, signature), in order of id."""
        if not rows:
            return cls.empty()
        ids, lengths, signatures = zip(*rows, strict=True)
        table = np.frombuffer(b"".join(signatures), np.uint64).reshape(-1, WORDS)
        words = tuple(table[:, at] for at in range(WORDS))
        bits = np.bitwise_count(table[:, :_ROUGH_WORDS]).sum(axis=1, dtype=np.uint8)
        return cls(ids[-1], np.array(ids, np.int64), np.array(lengths, np.float32), bits, words).by_length()

    @classmethod
    def joined(cls, tables: Sequence[FuzzyTable]) -> Self:
        """Put tables together; the last holds the newest units."""
        words = tuple(np.concatenate([each.words[at] for each in tables]) for at in range(WORDS))
        ids = np.concatenate([each.ids for each in tables])
        lengths = np.concatenate([each.lengths for each in tables])
        bits = np.concatenate([each.bits for each in tables])
        return cls(tables[-1].last_id, ids, lengths, bits, words).by_length()

    def by_length(self) -> Self:
        """Give the same units in order of length, as every other method needs them."""
        order = np.argsort(self.lengths, kind="stable")
        words = tuple(word[order] for word in self.words)
        return type(self)(self.last_id, self.ids[order], self.lengths[order], self.bits[order], words)

    def __len__(self) -> int:
        """Count the units."""
        return len(self.ids)

    def candidates(
        self, length: int, signature: NDArray[np.uint64], minimum: int, *, count: int = CANDIDATES
    ) -> list[tuple[int, int]]:
        """Give (highest possible score, id) of at most `count` units that may reach `minimum` per cent, best first."""
        # A text that is shorter than this share of the other cannot be that similar.
        low = int(np.searchsorted(self.lengths, np.float32(length * minimum / 100), side="left"))
        high = int(np.searchsorted(self.lengths, np.float32(length * 100 / max(minimum, 1)), side="right"))
        if low >= high:
            return []
        likely = low + _best(self._rough_scores(length, signature, low, high), minimum, _ROUGH)
        scores = self._highest_scores(length, signature, likely)
        best = _best(scores, minimum, count)
        best = best[np.argsort(-scores[best], kind="stable")]
        return list(zip(scores[best].astype(np.int64).tolist(), self.ids[likely[best]].tolist(), strict=True))

    def _rough_scores(self, length: int, asked: NDArray[np.uint64], low: int, high: int) -> NDArray[np.float32]:
        """Bound the similarity of each unit from above, by the first half of the signatures."""
        missing = np.maximum(self.bits[low:high], _count(asked[:_ROUGH_WORDS]).astype(np.uint8))
        for word, part in zip(self.words[:_ROUGH_WORDS], asked, strict=False):
            missing -= np.bitwise_count(word[low:high] & part)
        return _to_scores(missing, np.maximum(self.lengths[low:high], np.float32(max(length, 1))))

    def _highest_scores(self, length: int, asked: NDArray[np.uint64], places: NDArray[np.intp]) -> NDArray[np.float32]:
        """Bound the similarity of the units at these places from above."""
        words = [word[places] for word in self.words]
        common = sum((np.bitwise_count(word & part).astype(np.int16) for word, part in zip(words, asked, strict=True)))
        own = sum(np.bitwise_count(word).astype(np.int16) for word in words)
        missing = np.maximum(own, _count(asked)) - common
        return _to_scores(missing, np.maximum(self.lengths[places], np.float32(max(length, 1))))


def _count(words: NDArray[np.uint64]) -> np.int16:
    return np.int16(np.bitwise_count(words).sum())


def _to_scores(missing: NDArray[np.integer], longer: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the similarity, in per cent, that so many missing bits still allow; `longer` is used up.

    One edit changes at most three trigrams on either side, so that each missing bit stands for at least a third of an
    edit; two trigrams that share a bit only make the bound looser.
    """
    # In place: at a million units each further array costs as much as the arithmetic.
    np.divide(missing, longer, out=longer, dtype=np.float32)
    longer *= np.float32(-100 / 3)
    longer += np.float32(100.001)
    return longer


def _best(scores: NDArray[np.float32], minimum: int, count: int) -> NDArray[np.intp]:
    """Give the places of the `count` highest scores from `minimum` on, in no order."""
    places = np.flatnonzero(scores >= max(np.float32(minimum), _floor(scores, count)))
    if len(places) > count:
        places = places[np.argpartition(scores[places], len(places) - count)[-count:]]
    return places


def _floor(scores: NDArray[np.float32], count: int) -> np.float32:
    """Give a score that at least `count` surely reach: selecting among few is several times as fast as among all."""
    sample = scores[::_SAMPLE_STEP]
    rank = 3 * count // _SAMPLE_STEP + 8
    if rank >= len(sample):
        return np.float32(-np.inf)
    floor = np.partition(sample, len(sample) - rank)[len(sample) - rank]
    # The sample may mislead, where like texts stand together; then all are looked at.
    return floor if np.count_nonzero(scores >= floor) >= count else np.float32(-np.inf)
