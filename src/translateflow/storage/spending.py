"""What was sent, counted before it is sent: so that no number of workers together ever exceeds a budget.

Each request adds itself, in one statement, to its job, to its engine within the job, and to its engine's day; where a
budget would be exceeded, that row stays as it is and the transaction is taken back. In the database and not in Redis,
because the sums must outlive both, and every worker reaches it anyway. A worker that dies between counting and sending
leaves a little too much counted, never too little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translateflow.model.cost import Budget, Shortage, Spent
from translateflow.storage import schema

if TYPE_CHECKING:
    from translateflow.storage.connect import Connector

spending = schema.spending

_ALL_ENGINES = ""

# As text, because SQLAlchemy builds an INSERT of several rows anew each time, which takes longer than running it. Both
# databases read it the same. The rows always come in this order, so that two writers of PostgreSQL cannot wait for each
# other.
_COUNT = sa.text("""
    INSERT INTO spending (scope, engine, characters, calls, most) VALUES
        (:of_job, '', CAST(:more AS BIGINT), CAST(:calls AS BIGINT), CAST(:job_limit AS BIGINT)),
        (:of_job, :of_engine, CAST(:more AS BIGINT), CAST(:calls AS BIGINT), NULL),
        (:of_day, :of_engine, CAST(:more AS BIGINT), CAST(:calls AS BIGINT), CAST(:day_limit AS BIGINT))
    ON CONFLICT (scope, engine) DO UPDATE SET
        characters = spending.characters + excluded.characters,
        calls = spending.calls + excluded.calls,
        most = excluded.most
    WHERE excluded.most IS NULL OR spending.characters + excluded.characters <= excluded.most
    RETURNING scope
""")
_ROWS = 3


class _NoRoomError(Exception):
    """Takes the transaction back; stays in this file."""


@dataclass(frozen=True, slots=True)
class Purse:
    """Whose characters they are: a job's, and a day's (`2026-11-22`). Limits in characters, None for no limit."""

    job: int
    day: str
    job_limit: int | None = None
    day_limit: int | None = None


class Spending:
    """Each method is one transaction and may raise DatabaseError."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def spend(self, purse: Purse, engine: str, characters: int) -> Shortage | None:
        """Count one request that is about to be sent; a Shortage, and nothing counted, where a budget has no room."""
        values = {**_names(purse, engine), "more": characters, "calls": 1}
        values |= {"job_limit": purse.job_limit, "day_limit": purse.day_limit}
        # A row that is not there yet is inserted without its condition being asked, so ask it here.
        too_much = any(limit is not None and characters > limit for limit in (purse.job_limit, purse.day_limit))
        try:
            self._count_all(values, refused=too_much)
        except _NoRoomError:
            return self._find_shortage(purse, engine, characters)
        return None

    def _count_all(self, values: dict[str, Any], *, refused: bool) -> None:
        with self._connector.writing() as connection:
            if refused or len(connection.execute(_COUNT, values).all()) < _ROWS:
                raise _NoRoomError

    def take_back(self, purse: Purse, engine: str, characters: int) -> None:
        """Count off one request that could not be sent after all."""
        with self._connector.writing() as connection:
            values = {**_names(purse, engine), "more": -characters, "calls": -1, "job_limit": None, "day_limit": None}
            connection.execute(_COUNT, values)

    def _find_shortage(self, purse: Purse, engine: str, characters: int) -> Shortage:
        rows = (
            (Budget.JOB, purse.job_limit, _job_scope(purse.job), _ALL_ENGINES),
            (Budget.DAY, purse.day_limit, _day_scope(purse.day), engine),
        )
        shortages = []
        with self._connector.reading() as connection:
            for budget, limit, scope, name in rows:
                used = sa.select(spending.c.characters).where(spending.c.scope == scope, spending.c.engine == name)
                left = 0 if limit is None else limit - (connection.execute(used).scalar() or 0)
                if limit is not None:
                    shortages.append(Shortage(budget, limit, max(0, left)))
        # Should another worker have made room meanwhile, the tighter budget is still the one to name.
        return next((each for each in shortages if characters > each.left), min(shortages, key=lambda each: each.left))

    def of_job(self, job: int) -> tuple[Spent, ...]:
        """Give what a job has sent to each engine."""
        return self._of(_job_scope(job))

    def of_day(self, day: str) -> tuple[Spent, ...]:
        """Give what all jobs have sent to each engine on a day."""
        return self._of(_day_scope(day))

    def _of(self, scope: str) -> tuple[Spent, ...]:
        wanted = sa.select(spending).where(spending.c.scope == scope, spending.c.engine != _ALL_ENGINES)
        with self._connector.reading() as connection:
            rows = connection.execute(wanted.order_by(spending.c.engine))
            return tuple(Spent(row.engine, row.characters, row.calls) for row in rows)


def _job_scope(job: int) -> str:
    return f"job {job}"


def _day_scope(day: str) -> str:
    return f"day {day}"


def _names(purse: Purse, engine: str) -> dict[str, str]:
    return {"of_job": _job_scope(purse.job), "of_day": _day_scope(purse.day), "of_engine": engine}
