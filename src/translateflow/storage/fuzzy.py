"""The index of one language pair's signatures, in memory: which units are worth comparing letter by letter.

A scan over contiguous arrays of one word each is faster than any tree at this size (about 7 ms for a million units) and
costs 46 bytes a unit. Units are sorted by length, so that a length window is a slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from translateflow.storage.signatures import SIGNATURE_BYTES, sign_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CANDIDATES = 600
"""How many of the most alike signatures are compared letter by letter."""

_WORDS = SIGNATURE_BYTES // 8


class FuzzyIndex:
    """Grows by `extend`, never shrinks: ids of removed units stay candidates. Not safe for threads by itself."""

    def __init__(self) -> None:
        self.last_id = 0
        self._ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._lengths: NDArray[np.int32] = np.zeros(0, np.int32)
        self._bits: NDArray[np.uint16] = np.zeros(0, np.uint16)
        self._words: list[NDArray[np.uint64]] = [np.zeros(0, np.uint64) for _ in range(_WORDS)]

    def extend(self, rows: Sequence[tuple[int, int, bytes]]) -> None:
        """Add (id, length of the source, signature) of units whose ids are above `last_id`, in order of id."""
        if not rows:
            return
        ids, lengths, signatures = zip(*rows, strict=True)
        self.last_id = ids[-1]
        table = np.frombuffer(b"".join(signatures), np.uint64).reshape(-1, _WORDS)
        self._lengths = np.concatenate([self._lengths, np.array(lengths, np.int32)])
        order = np.argsort(self._lengths, kind="stable")
        self._lengths = self._lengths[order]
        self._ids = np.concatenate([self._ids, np.array(ids, np.int64)])[order]
        self._words = [np.concatenate([word, table[:, at]])[order] for at, word in enumerate(self._words)]
        self._bits = _count_bits(self._words)

    def candidates(self, text: str, minimum: int, *, count: int = CANDIDATES) -> list[int]:
        """Give ids of the units most likely to be `minimum` per cent similar, at most `count`."""
        # A text that is shorter than this share of the other cannot be that similar (edit distance).
        low = int(np.searchsorted(self._lengths, len(text) * minimum / 100, side="left"))
        high = int(np.searchsorted(self._lengths, len(text) * 100 / max(minimum, 1), side="right"))
        asked = np.frombuffer(sign_texts([text]).tobytes(), np.uint64)
        shared = _count_bits([word[low:high] & part for word, part in zip(self._words, asked, strict=True)])
        # Dice's coefficient; the constant factor 2 changes no order.
        alike: NDArray[Any] = shared / (self._bits[low:high] + int(np.bitwise_count(asked).sum())).astype(np.float32)
        if len(alike) > count:
            best = np.argpartition(alike, len(alike) - count)[-count:]
            return [int(unit) for unit in self._ids[low:high][best]]
        return [int(unit) for unit in self._ids[low:high]]


def _count_bits(words: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint16]:
    total = np.bitwise_count(words[0]).astype(np.uint16)
    for word in words[1:]:
        total += np.bitwise_count(word)
    return total
