"""Trigram signatures: 256 bits that say roughly what a text is made of, so that similar texts are found by counting.

Each trigram of characters sets one bit; two similar texts share most of theirs. Pure, and in bulk: a Python loop over
characters would take a hundred times as long. The numbers below are part of what is stored: a change needs a migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SIGNATURE_BYTES = 32

_BITS = SIGNATURE_BYTES * 8
_TEXTS_AT_ONCE = 2_000  # bounds memory to some tens of megabytes
_MIX = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))


def sign_texts(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Give one signature a row, `SIGNATURE_BYTES` wide, in the order of the texts."""
    parts = [_sign(texts[start : start + _TEXTS_AT_ONCE]) for start in range(0, len(texts), _TEXTS_AT_ONCE)]
    return np.concatenate(parts) if parts else np.zeros((0, SIGNATURE_BYTES), np.uint8)


def _sign(texts: Sequence[str]) -> NDArray[np.uint8]:
    # Marks at both ends make the first and the last letters count, and give even "" a trigram.
    framed = [f"\x02\x02{text}\x03" for text in texts]
    letters = np.frombuffer("".join(framed).encode("utf-32-le", "surrogatepass"), np.uint32)
    owner = np.repeat(np.arange(len(framed)), [len(text) for text in framed])
    mixed = letters[:-2] * _MIX[0] + letters[1:-1] * _MIX[1] + letters[2:] * _MIX[2]
    mixed ^= mixed >> np.uint32(15)
    mixed *= _MIX[0]
    within = owner[:-2] == owner[2:]
    bits = np.zeros((len(framed), _BITS), np.bool_)
    bits[owner[:-2][within], mixed[within] >> np.uint32(24)] = True
    return np.packbits(bits, axis=1)
