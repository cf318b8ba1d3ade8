"""What the ledger says: sums, jobs, items, failures. Reads only, inside a transaction that `ledger.py` opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.errors import UnknownJobError
from translateflow.model.job import FailureGroup, Outcome, Sums
from translateflow.storage import schema
from translateflow.storage.rows import AnyRow, to_item, to_job
from translateflow.storage.states import ChunkState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.job import Item, Job, JobState

jobs, chunks, items = schema.jobs, schema.chunks, schema.items


def read_jobs(connection: sa.Connection, *, state: JobState | None, limit: int | None) -> list[Job]:
    """Give the newest jobs, newest first."""
    wanted = sa.select(jobs).order_by(jobs.c.id.desc()).limit(limit)
    if state is not None:
        wanted = wanted.where(jobs.c.state == state)
    rows = connection.execute(wanted).all()
    sums = _sums_of(connection, rows)
    return [to_job(row, sums[row.id]) for row in rows]


def read_job(connection: sa.Connection, job: int) -> Job:
    """Give one job. Raises UnknownJobError."""
    row = connection.execute(sa.select(jobs).where(jobs.c.id == job)).one_or_none()
    if row is None:
        raise UnknownJobError(job)
    return to_job(row, _sums_of(connection, [row])[job])


def _sums_of(connection: sa.Connection, rows: Sequence[AnyRow]) -> dict[int, Sums]:
    # Counted from the items themselves, never kept beside them, so that they cannot disagree.
    counted = (
        sa.select(
            items.c.job, items.c.outcome, sa.func.count().label("items"), sa.func.sum(items.c.characters).label("sent")
        )
        .where(items.c.job.in_([row.id for row in rows]))
        .group_by(items.c.job, items.c.outcome)
    )
    by_job: dict[int, dict[str, int]] = {row.id: {"items": 0, "characters": 0} for row in rows}
    for job, outcome, count, sent in connection.execute(counted):
        by_job[job][Outcome(outcome).value] = count
        by_job[job]["items"] += count
        by_job[job]["characters"] += sent
    return {row.id: Sums(engine_calls=row.engine_calls, **by_job[row.id]) for row in rows}


def read_items(connection: sa.Connection, job: int, outcome: Outcome | None = None) -> list[Item]:
    """Give a job's items in the order they were planned, of one outcome or of all."""
    wanted = sa.select(items).where(items.c.job == job).order_by(items.c.id)
    if outcome is not None:
        wanted = wanted.where(items.c.outcome == outcome)
    return [to_item(row) for row in connection.execute(wanted)]


def read_failures(connection: sa.Connection, job: int) -> list[FailureGroup]:
    """Give a job's failed items by reason, the most frequent reason first."""
    by_reason: dict[str, list[Item]] = {}
    for item in read_items(connection, job, Outcome.FAILED):
        by_reason.setdefault(item.reason, []).append(item)
    groups = [FailureGroup(reason, tuple(failed)) for reason, failed in by_reason.items()]
    return sorted(groups, key=lambda group: -len(group.items))


def count_open_chunks(connection: sa.Connection, job: int | None = None) -> int:
    """Count chunks that wait or are claimed."""
    wanted = sa.select(sa.func.count()).select_from(chunks).where(sa.literal_column(schema.OPEN_CHUNK, sa.Boolean))
    if job is not None:
        wanted = wanted.where(chunks.c.job == job)
    return int(connection.execute(wanted).scalar_one())


def count_chunks_in_hand(connection: sa.Connection, now: float, job: int | None = None) -> int:
    """Count claimed chunks whose lease has not ended, of one job or of all."""
    of_job = () if job is None else (chunks.c.job == job,)
    held = (
        *of_job,
        sa.literal_column(schema.OPEN_CHUNK, sa.Boolean),
        chunks.c.state == ChunkState.CLAIMED,
        chunks.c.available > now,
    )
    return int(connection.execute(sa.select(sa.func.count()).select_from(chunks).where(*held)).scalar_one())
