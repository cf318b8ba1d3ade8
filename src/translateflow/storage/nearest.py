"""The units nearest to texts: candidates by signature, the best of them compared letter by letter.

Candidates come with the highest score they can have, best first. So a search ends as soon as what it found cannot be
beaten by what is left. It also ends after a block without any match: true matches stand at the front (in the benchmark
all of them were first), so that what follows such a block is noise. Searches of one batch read their blocks together.
"""

from __future__ import annotations

import heapq
import threading
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.fuzzy_index import FuzzyIndex
from translateflow.storage.scoring import score_texts
from translateflow.storage.signatures import sign_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from translateflow.storage.pairs import Pair

units = schema.memory_units

FIRST_BLOCK, BLOCK = 30, 60
"""How many candidates are read and compared at once: a match, where there is one, is mostly among the first."""

_IDS_AT_ONCE = 5_000

# Built once: to build a statement takes longer than SQLite takes to answer it.
_SOURCES = sa.select(units.c.id, units.c.source).where(units.c.id.in_(sa.bindparam("ids", expanding=True)))


class Search:
    """One text's way through its candidates, which are (highest possible score, id), best first."""

    def __init__(self, text: str, candidates: Sequence[tuple[int, int]], *, limit: int, minimum: int) -> None:
        self.scored: list[tuple[int, int]] = []
        self.block: Sequence[tuple[int, int]] = candidates[:FIRST_BLOCK]
        self._text = text
        self._candidates = candidates
        self._next = FIRST_BLOCK
        self._limit = limit
        self._minimum = minimum
        self._found: dict[str, int] = {}

    def take(self, sources: Mapping[int, str]) -> None:
        """Compare the block with its texts, and choose the next block, an empty one at the end."""
        ids = [unit for _, unit in self.block if unit in sources]
        matches = score_texts(self._text, [sources[unit] for unit in ids], minimum=self._floor())
        for score, at in matches:
            self._found[sources[ids[at]]] = score
            self.scored.append((score, ids[at]))
        self.block = self._candidates[self._next : self._next + BLOCK] if matches else ()
        self._next += BLOCK
        if self.block and self.block[0][0] < self._floor():
            self.block = ()

    def _floor(self) -> int:
        """Give the least score that still matters: that of the worst of the best, once there are enough sources."""
        if len(self._found) < self._limit:
            return self._minimum
        return heapq.nlargest(self._limit, self._found.values())[-1]


class NearestUnits:
    """The signatures of every language pair that was asked for. Safe for threads.

    `beside` is the database's own file, or what stands for it: files of signatures are put beside it.
    """

    def __init__(self, beside: Path | None = None) -> None:
        self._beside = beside
        self._indexes: dict[int, FuzzyIndex] = {}
        self._indexing = threading.Lock()

    def find(
        self, connection: sa.Connection, pairs: Sequence[Pair], texts: Sequence[str], *, limit: int, minimum: int
    ) -> list[list[tuple[int, int]]]:
        """Give for each text (score, id) of units, best first, then the newest; enough for `limit` sources."""
        candidates = self._candidates(connection, pairs, texts, minimum)
        searches = [
            Search(text, own, limit=limit, minimum=minimum) for text, own in zip(texts, candidates, strict=True)
        ]
        run_searches(connection, searches)
        return [sorted(search.scored, reverse=True) for search in searches]

    def _candidates(
        self, connection: sa.Connection, pairs: Sequence[Pair], texts: Sequence[str], minimum: int
    ) -> list[list[tuple[int, int]]]:
        with self._indexing:
            tables = [table for pair in pairs for table in self._index(pair).refresh(connection, pair) if len(table)]
        signatures = np.frombuffer(sign_texts(texts).tobytes(), np.uint64).reshape(len(texts), -1)
        found: list[list[tuple[int, int]]] = []
        for text, signature in zip(texts, signatures, strict=True):
            own = [each for table in tables for each in table.candidates(len(text), signature, minimum)]
            if len(tables) > 1:
                own.sort(key=lambda candidate: -candidate[0])
            found.append(own)
        return found

    def _index(self, pair: Pair) -> FuzzyIndex:
        path = self._beside.with_name(f"{self._beside.name}.memory-{pair.id}") if self._beside else None
        return self._indexes.setdefault(pair.id, FuzzyIndex(path))


def run_searches(connection: sa.Connection, searches: Sequence[Search]) -> None:
    """Read and compare, block by block, until every search has ended."""
    going = [search for search in searches if search.block]
    while going:
        sources = _read_sources(connection, {unit for search in going for _, unit in search.block})
        for search in going:
            search.take(sources)
        going = [search for search in going if search.block]


def _read_sources(connection: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    listed = sorted(ids)
    sources: dict[int, str] = {}
    for start in range(0, len(listed), _IDS_AT_ONCE):
        rows = connection.execute(_SOURCES, {"ids": listed[start : start + _IDS_AT_ONCE]})
        sources.update((row[0], row[1]) for row in rows.all())
    return sources
