"""The index of one language pair's signatures, in memory: which units are worth comparing letter by letter.

A scan over contiguous arrays of one word each is faster than any tree at this size (about 6 ms for a million units) and
costs 46 bytes a unit. Units are sorted by length, so that a length window is a slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from translateflow.storage.signatures import SIGNATURE_BYTES, sign_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CANDIDATES = 600
"""How many of the most alike signatures are compared letter by letter at most."""

_WORDS = SIGNATURE_BYTES // 8


class FuzzyIndex:
    """Grows by `extend`, never shrinks: ids of removed units stay candidates. Not safe for threads by itself."""

    def __init__(self) -> None:
        self.last_id = 0
        self._ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._lengths: NDArray[np.float32] = np.zeros(0, np.float32)
        self._bits: NDArray[np.uint16] = np.zeros(0, np.uint16)
        self._words: list[NDArray[np.uint64]] = [np.zeros(0, np.uint64) for _ in range(_WORDS)]

    def extend(self, rows: Sequence[tuple[int, int, bytes]]) -> None:
        """Add (id, length of the source, signature) of units whose ids are above `last_id`, in order of id."""
        if not rows:
            return
        ids, lengths, signatures = zip(*rows, strict=True)
        self.last_id = ids[-1]
        table = np.frombuffer(b"".join(signatures), np.uint64).reshape(-1, _WORDS)
        self._lengths = np.concatenate([self._lengths, np.array(lengths, np.float32)])
        order = np.argsort(self._lengths, kind="stable")
        self._lengths = self._lengths[order]
        self._ids = np.concatenate([self._ids, np.array(ids, np.int64)])[order]
        self._words = [np.concatenate([word, table[:, at]])[order] for at, word in enumerate(self._words)]
        self._bits = _count_bits(self._words)

    def candidates(self, text: str, minimum: int, *, count: int = CANDIDATES) -> list[tuple[int, int]]:
        """Give (highest possible score, id) of at most `count` units that may reach `minimum` per cent, best first."""
        # A text that is shorter than this share of the other cannot be that similar.
        low = int(np.searchsorted(self._lengths, len(text) * minimum / 100, side="left"))
        high = int(np.searchsorted(self._lengths, len(text) * 100 / max(minimum, 1), side="right"))
        scores = self._highest_scores(text, low, high)
        best = np.flatnonzero(scores >= minimum)
        if len(best) > count:
            best = best[np.argpartition(scores[best], len(best) - count)[-count:]]
        best = best[np.argsort(-scores[best], kind="stable")]
        return list(zip(scores[best].astype(np.int64).tolist(), self._ids[low:high][best].tolist(), strict=True))

    def _highest_scores(self, text: str, low: int, high: int) -> NDArray[np.float32]:
        """Bound the similarity of each unit from above.

        One edit changes at most three trigrams on either side, so that each missing bit stands for at least a third of
        an edit; two trigrams that share a bit only make the bound looser.
        """
        asked = np.frombuffer(sign_texts([text]).tobytes(), np.uint64)
        missing = np.maximum(self._bits[low:high], np.uint16(np.bitwise_count(asked).sum()))
        missing -= _count_bits([word[low:high] & part for word, part in zip(self._words, asked, strict=True)])
        longer = np.maximum(self._lengths[low:high], np.float32(max(len(text), 1)))
        # In place: at a million units each further array costs as much as the arithmetic.
        np.divide(missing, longer, out=longer, dtype=np.float32)
        longer *= np.float32(-100 / 3)
        longer += np.float32(100.001)
        return longer


def _count_bits(words: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint16]:
    total = np.bitwise_count(words[0]).astype(np.uint16)
    for word in words[1:]:
        total += np.bitwise_count(word)
    return total
