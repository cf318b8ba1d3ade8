"""How engines stand, kept where every worker looks. A change is one transaction that no other worker's crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from translateflow.model.standing import Standing
from translateflow.storage import schema
from translateflow.storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.storage.connect import Connector
    from translateflow.storage.rows import AnyRow

standings = schema.standings


class Standings:
    """By engine and a digest of its key, never the key. Times are seconds since the epoch. May raise DatabaseError."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def read(self, engine: str, key: str) -> Standing:
        """Give how an engine stands; one that never failed stands well."""
        with self._connector.reading() as connection:
            return _to_standing(connection.execute(_select(engine, key)).one_or_none())

    def change(self, engine: str, key: str, step: Callable[[Standing], Standing]) -> Standing:
        """Apply a step to how an engine stands and give the result; no other change comes between."""
        with self._connector.writing() as connection:
            # PostgreSQL locks rows only: without one, the first two failures at once would count as one.
            _make_row(connection, engine, key)
            before = _to_standing(connection.execute(_select(engine, key).with_for_update()).one())
            after = step(before)
            if after != before:
                upsert(connection, standings, [_from_standing(engine, key, after)], key=("engine", "key"))
            return after

    def all(self) -> dict[tuple[str, str], Standing]:
        """Give every engine that ever failed, by name and digest of its key."""
        with self._connector.reading() as connection:
            rows = connection.execute(sa.select(standings).order_by(standings.c.engine, standings.c.key)).all()
        return {(row.engine, row.key): _to_standing(row) for row in rows}


def _make_row(connection: sa.Connection, engine: str, key: str) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    values = _from_standing(engine, key, Standing())
    connection.execute(dialect.insert(standings).values(values).on_conflict_do_nothing())


def _select(engine: str, key: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(standings).where(standings.c.engine == engine, standings.c.key == key)


def _to_standing(row: AnyRow | None) -> Standing:
    if row is None:
        return Standing()
    return Standing(row.failures, row.openings, row.open_until, row.trial_until, row.resume_at, row.reason)


def _from_standing(engine: str, key: str, standing: Standing) -> dict[str, object]:
    return {
        "engine": engine,
        "key": key,
        "failures": standing.failures,
        "openings": standing.openings,
        "open_until": standing.open_until,
        "trial_until": standing.trial_until,
        "resume_at": standing.resume_at,
        "reason": standing.reason,
    }
