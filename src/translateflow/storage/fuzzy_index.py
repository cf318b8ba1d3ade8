"""The signatures of one language pair, kept up to date with the database: a large table, and what came since.

Where the database is a file, the large table is a file beside it. It is made again when what came since has grown to a
share of it, so that its cost is spread over many additions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.fuzzy import FuzzyTable
from translateflow.storage.fuzzy_file import map_table, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.storage.pairs import Pair

units = schema.memory_units

ROWS_AT_ONCE = 50_000
LEAST_FOR_FILE = 5_000
"""Below this a file saves less time than it costs to look for it."""
_SHARE = 16

_NEWER = (
    sa.select(units.c.id, sa.func.length(units.c.source), units.c.signature)
    .where(units.c.pair == sa.bindparam("of_pair"), units.c.id > sa.bindparam("last_id"))
    .order_by(units.c.id)
    .limit(ROWS_AT_ONCE)
)


class FuzzyIndex:
    """Not safe for threads by itself; the tables it gives are."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._mark: bytes | None = None
        self._large = FuzzyTable.empty()
        self._recent = FuzzyTable.empty()

    def refresh(self, connection: sa.Connection, pair: Pair) -> tuple[FuzzyTable, FuzzyTable]:
        """Read what the database has added; give the tables of all units of the pair."""
        if self._mark != pair.mark:
            self._mark = pair.mark
            self._recent = FuzzyTable.empty()
            self._large = self._map(connection, pair)
        newer = _read_newer(connection, pair, max(self._large.last_id, self._recent.last_id))
        if newer:
            self._recent = FuzzyTable.joined([self._recent, *newer])
        if len(self._recent) > max(LEAST_FOR_FILE, len(self._large) // _SHARE):
            self._merge(connection, pair)
        return self._large, self._recent

    def _map(self, connection: sa.Connection, pair: Pair) -> FuzzyTable:
        mapped = map_table(self._path, pair.mark) if self._path else None
        # A database that was put back to an older state gives the same ids to other texts.
        if mapped is None or _read_digest(connection, mapped.table.last_id) != mapped.newest:
            return FuzzyTable.empty()
        return mapped.table

    def _merge(self, connection: sa.Connection, pair: Pair) -> None:
        self._large, self._recent = FuzzyTable.joined([self._large, self._recent]), FuzzyTable.empty()
        newest = _read_digest(connection, self._large.last_id)
        if self._path and newest and write_table(self._path, pair.mark, newest, self._large):
            mapped = map_table(self._path, pair.mark)
            # Another process may have written its own meanwhile; ours is as good, only not shared.
            if mapped is not None and mapped.table.last_id == self._large.last_id:
                self._large = mapped.table


def _read_newer(connection: sa.Connection, pair: Pair, last_id: int) -> list[FuzzyTable]:
    tables: list[FuzzyTable] = []
    while True:
        found = connection.execute(_NEWER, {"of_pair": pair.id, "last_id": last_id}).all()
        rows = [(row[0], row[1], row[2]) for row in found]
        if rows:
            last_id = rows[-1][0]
            tables.append(FuzzyTable.of_rows(rows))
        if len(rows) < ROWS_AT_ONCE:
            return tables


def _read_digest(connection: sa.Connection, unit: int) -> bytes | None:
    found: bytes | None = connection.execute(sa.select(units.c.source_digest).where(units.c.id == unit)).scalar()
    return found
