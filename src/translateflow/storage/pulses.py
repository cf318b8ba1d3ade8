"""Signs of life of what works by itself: `serve`'s housekeeping, beat. And the database's own clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.rows import to_time
from translateflow.storage.upsert import upsert

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from translateflow.storage.connect import Connector

pulses = schema.pulses


class Pulses:
    """Every method may raise DatabaseError."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def beat(self, name: str) -> None:
        """Note that something by this name is alive now."""
        with self._connector.writing() as connection:
            upsert(connection, pulses, [{"name": name, "at": self._clock()}], key=("name",))

    def last(self) -> dict[str, dt.datetime]:
        """Give when each was last alive."""
        with self._connector.reading() as connection:
            return {row.name: to_time(row.at) for row in connection.execute(pulses.select())}

    def skew(self) -> float | None:
        """Give by how many seconds the database's clock is ahead of ours; None for SQLite, which has none."""
        with self._connector.reading() as connection:
            if connection.dialect.name != "postgresql":
                return None
            before = self._clock()
            theirs = float(connection.execute(sa.text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())
            # The answer was made somewhere between question and arrival.
            return theirs - (before + self._clock()) / 2
