"""The units nearest to a text: candidates by signature, the best of them compared letter by letter.

Candidates come with the highest score they can have, best first. So the search ends as soon as what it found cannot be
beaten by what is left. It also ends after a block without any match: true matches stand at the front (in the benchmark
all of them were first), so that what follows such a block is noise.
"""

from __future__ import annotations

import heapq
import threading
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.fuzzy import FuzzyIndex
from translateflow.storage.scoring import score_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

units = schema.memory_units

BLOCK = 100
"""How many candidates are read and compared at once."""


class NearestUnits:
    """The signatures of every language pair that was asked for, in memory. Safe for threads."""

    def __init__(self) -> None:
        self._indexes: dict[int, FuzzyIndex] = {}
        self._indexing = threading.Lock()

    def find(
        self, connection: sa.Connection, pairs: Sequence[int], text: str, *, limit: int, minimum: int
    ) -> list[tuple[int, int]]:
        """Give (score, id) of units, best first, then the newest; enough for `limit` different sources."""
        candidates: list[tuple[int, int]] = []
        for pair in pairs:
            candidates += self._candidates(connection, pair, text, minimum)
        if len(pairs) > 1:
            candidates.sort(key=lambda candidate: -candidate[0])
        found: dict[str, int] = {}
        scored: list[tuple[int, int]] = []
        for start in range(0, len(candidates), BLOCK):
            if _is_settled(found, limit, candidates[start][0]):
                break
            ids = [unit for _, unit in candidates[start : start + BLOCK]]
            rows = connection.execute(sa.select(units.c.id, units.c.source).where(units.c.id.in_(ids))).all()
            sources = [row.source for row in rows]
            matches = score_texts(text, sources, minimum=minimum)
            if not matches:
                break
            for score, at in matches:
                found[sources[at]] = score
                scored.append((score, rows[at].id))
        return sorted(scored, reverse=True)

    def _candidates(self, connection: sa.Connection, pair: int, text: str, minimum: int) -> list[tuple[int, int]]:
        with self._indexing:
            index = self._indexes.setdefault(pair, FuzzyIndex())
            newer = sa.select(units.c.id, sa.func.length(units.c.source), units.c.signature)
            newer = newer.where(units.c.pair == pair, units.c.id > index.last_id).order_by(units.c.id)
            index.extend([(row[0], row[1], row[2]) for row in connection.execute(newer)])
            return index.candidates(text, minimum)


def _is_settled(found: dict[str, int], limit: int, best_to_come: int) -> bool:
    """Whether `limit` sources score at least as high as anything still to come can."""
    return len(found) >= limit and min(heapq.nlargest(limit, found.values())) >= best_to_come
