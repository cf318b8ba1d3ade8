"""The whole ledger in figures, for monitoring. Reads only, inside a transaction that `ledger.py` opens."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from translateflow.model.job import JobState, LedgerFigures, Outcome
from translateflow.storage import schema
from translateflow.storage.states import ChunkState

jobs, chunks, items = schema.jobs, schema.chunks, schema.items

_BY_OUTCOME = sa.select(
    items.c.outcome,
    items.c.origin,
    sa.func.count().label("number"),
    sa.func.sum(items.c.characters).label("characters"),
).group_by(items.c.outcome, items.c.origin)

_IS_OPEN = sa.literal_column(schema.OPEN_CHUNK, sa.Boolean)

_OPEN_JOBS = sa.select(sa.func.count()).select_from(jobs).where(jobs.c.state == JobState.OPEN)

_LOST = sa.select(sa.func.coalesce(sa.func.sum(chunks.c.attempts - 1), 0)).where(chunks.c.attempts > 1)


def read_figures(connection: sa.Connection, now: float) -> LedgerFigures:
    """Count everything once."""
    numbers: Counter[tuple[str, str]] = Counter()
    characters: Counter[str] = Counter()
    for row in connection.execute(_BY_OUTCOME):
        engine = "memory" if row.origin.startswith("memory ") else row.origin
        numbers[row.outcome, engine] += row.number
        if row.characters:
            characters[engine] += row.characters
    is_held = sa.and_(chunks.c.state == ChunkState.CLAIMED, chunks.c.available > now)
    held = sa.select(sa.func.count()).select_from(chunks).where(_IS_OPEN, is_held)
    waiting = sa.select(sa.func.count()).select_from(chunks).where(_IS_OPEN, ~is_held)
    jobs_waiting = sa.select(chunks.c.job).where(_IS_OPEN, ~is_held)
    since = connection.execute(sa.select(sa.func.min(jobs.c.created)).where(jobs.c.id.in_(jobs_waiting))).scalar_one()
    return LedgerFigures(
        items=dict(numbers),
        characters=dict(characters),
        open_jobs=int(connection.execute(_OPEN_JOBS).scalar_one()),
        waiting_chunks=int(connection.execute(waiting).scalar_one()),
        held_chunks=int(connection.execute(held).scalar_one()),
        oldest_seconds=max(0.0, now - since) if since is not None else 0.0,
        lost_leases=int(connection.execute(_LOST).scalar_one()),
    )


def read_busy(connection: sa.Connection) -> frozenset[tuple[str, str]]:
    """Give the (slug, language) of items that wait in open jobs."""
    open_jobs = sa.select(jobs.c.id).where(jobs.c.state == JobState.OPEN)
    waiting = sa.select(items.c.slug, items.c.language).where(
        items.c.job.in_(open_jobs), items.c.outcome == Outcome.WAITING
    )
    return frozenset((row.slug, row.language) for row in connection.execute(waiting.distinct()))
