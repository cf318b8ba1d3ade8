"""Near matches by PostgreSQL's own trigrams (pg_trgm): no file and no memory in any process, but slow look-ups.

Its `%` operator merges the list of every trigram of a sentence, which takes seconds among a million. So candidates are
what shares one of the text's longest words with it, and a table of their signatures says which of them to compare: the
same signatures and the same scores as anywhere else. A text with none of these words in common is not found.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from translateflow.errors import DatabaseError
from translateflow.storage import schema
from translateflow.storage.connect import take_turns
from translateflow.storage.fuzzy import FuzzyTable
from translateflow.storage.nearest import Search, run_searches
from translateflow.storage.signatures import sign_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.storage.connect import Connector
    from translateflow.storage.pairs import Pair

units = schema.memory_units

PIECES = 3
"""How many words must all have been edited for a match to be missed."""

MOST_ROWS = 20_000
"""Candidates that are looked at; beyond, a word is in so many texts that it says nothing."""

_PIECE = 12  # letters; where words are not set apart, and of very long words
_LEAST = 3  # letters: shorter pieces have no trigram

_TURN = 7_210_533  # any number of our own
_HAS_EXTENSION = "SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'"
# Trigrams, not texts, are what a GIN index holds: a text of any length fits.
_INDEX = "CREATE INDEX IF NOT EXISTS ix_memory_units_trigrams ON memory_units USING gin (source gin_trgm_ops)"

_CANDIDATES = (
    sa.select(units.c.id, sa.func.length(units.c.source), units.c.signature)
    .where(
        units.c.pair.in_(sa.bindparam("pairs", expanding=True)),
        units.c.source.like(sa.func.any(sa.bindparam("pieces"))),
        sa.func.length(units.c.source).between(sa.bindparam("low"), sa.bindparam("high")),
    )
    .limit(MOST_ROWS)
)


class TrigramUnits:
    """The same promises as `NearestUnits`, in a database where the extension is or may be made."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._ready = False
        self._preparing = threading.Lock()

    def find(
        self, connection: sa.Connection, pairs: Sequence[Pair], texts: Sequence[str], *, limit: int, minimum: int
    ) -> list[list[tuple[int, int]]]:
        """Give for each text (score, id) of units, best first, then the newest; enough for `limit` sources.

        Raises DatabaseError where this user may not make the extension.
        """
        self._prepare()
        signatures = np.frombuffer(sign_texts(texts).tobytes(), np.uint64).reshape(len(texts), -1)
        ids = [pair.id for pair in pairs]
        searches: list[Search] = []
        for text, signature in zip(texts, signatures, strict=True):
            own = _read_table(connection, ids, text, minimum).candidates(len(text), signature, minimum)
            searches.append(Search(text, own, limit=limit, minimum=minimum))
        run_searches(connection, searches)
        return [sorted(search.scored, reverse=True) for search in searches]

    def _prepare(self) -> None:
        with self._preparing:
            if self._ready:
                return
            with self._connector.writing() as connection:
                take_turns(connection, _TURN)
                if not connection.exec_driver_sql(_HAS_EXTENSION).first():
                    self._make_extension(connection)
                # Half a minute for a million units, once; adding units waits meanwhile.
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql(_INDEX)
            self._ready = True

    def _make_extension(self, connection: sa.Connection) -> None:
        try:
            connection.exec_driver_sql("CREATE EXTENSION pg_trgm")
        except DBAPIError as error:
            problem = "has no extension pg_trgm, which [database] trigrams asks for"
            remedy = "Install the package postgresql-contrib and run `CREATE EXTENSION pg_trgm` as its superuser."
            raise DatabaseError(self._connector.where, problem, remedy=remedy) from error


def _read_table(connection: sa.Connection, pairs: Sequence[int], text: str, minimum: int) -> FuzzyTable:
    pieces = choose_pieces(text)
    if not pieces:
        return FuzzyTable.empty()
    asked = {
        "pairs": pairs,
        "pieces": [f"%{_escape(piece)}%" for piece in pieces],
        "low": len(text) * minimum // 100,
        "high": len(text) * 100 // max(minimum, 1) + 1,
    }
    rows = connection.execute(_CANDIDATES, asked).all()
    return FuzzyTable.of_rows(sorted((row[0], row[1], row[2]) for row in rows))


def choose_pieces(text: str) -> list[str]:
    """Give the parts of a text that few others share: its longest words, or even parts where it has no such words."""
    words = sorted({word.strip(".,;:!?„“”«»()") for word in text.split()}, key=lambda word: (-len(word), word))
    longest = [word[:_PIECE] for word in words[:PIECES] if len(word) >= _LEAST]
    if len(longest) == PIECES or len(text) <= _PIECE:
        return longest or ([text] if len(text) >= _LEAST else [])
    step = max((len(text) - _PIECE) // (PIECES + 1), 1)
    return [*longest, *(text[at : at + _PIECE] for at in range(0, len(text) - _PIECE + 1, step))][: 2 * PIECES]


def _escape(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
