"""A table of signatures as a file beside the database, mapped into memory: nothing to load, shared by all processes.

The file is only a copy of what the database holds. It is believed when it names this pair's mark and its newest unit
is still what it was; else, as when it is missing, cut short or of another version, it is made again. Its numbers are in
the byte order of the machine.
"""

from __future__ import annotations

import mmap
import struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from translateflow.errors import FileAccessError
from translateflow.files import write_atomically
from translateflow.storage.fuzzy import WORDS, FuzzyTable

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = b"TFSIGN01"
_HEADER = struct.Struct("=8s16s16sqq8x")  # magic, mark, digest of the newest source, its id, units; 64 bytes
_UNIT_BYTES = 8 * WORDS + 8 + 4 + 1


class MappedTable(NamedTuple):
    """A table from a file, and the digest of the source of its newest unit."""

    table: FuzzyTable
    newest: bytes


def write_table(path: Path, mark: bytes, newest: bytes, table: FuzzyTable) -> bool:
    """Replace the file in one step; False where it cannot be written, which costs time and nothing else."""
    header = _HEADER.pack(_MAGIC, mark, newest, table.last_id, len(table))
    words = [word.tobytes() for word in table.words]
    parts = [header, *words, table.ids.tobytes(), table.lengths.tobytes(), table.bits.tobytes()]
    try:
        write_atomically(path, b"".join(parts))
    except FileAccessError:
        return False
    return True


def map_table(path: Path, mark: bytes) -> MappedTable | None:
    """Map the file of a pair; None when there is none that can be believed."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
    if len(data) < _HEADER.size:
        return None
    magic, its_mark, newest, last_id, count = _HEADER.unpack_from(data)
    if (magic, its_mark) != (_MAGIC, mark) or len(data) != _HEADER.size + count * _UNIT_BYTES:
        return None
    return MappedTable(_read_arrays(data, last_id, count), newest)


def _read_arrays(data: mmap.mmap, last_id: int, count: int) -> FuzzyTable:
    def wide(at: int) -> NDArray[np.uint64]:
        return np.frombuffer(data, np.uint64, count, _HEADER.size + 8 * count * at)

    lengths_at = _HEADER.size + 8 * count * (WORDS + 1)
    return FuzzyTable(
        last_id,
        wide(WORDS).view(np.int64),
        np.frombuffer(data, np.float32, count, lengths_at),
        np.frombuffer(data, np.uint8, count, lengths_at + 4 * count),
        tuple(wide(at) for at in range(WORDS)),
    )
