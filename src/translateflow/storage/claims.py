"""Chunks: claimed under a lease, answered, given back. Statements inside a transaction that `ledger.py` opens.

An owner holds a chunk by its name and the number of the attempt: whoever was given the same chunk later has a higher
number, so that a late answer of the former changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.model.job import Chunk, Outcome
from translateflow.storage import schema
from translateflow.storage.jobs import AT_ONCE, finish_job, lock_job
from translateflow.storage.rows import from_result, to_item
from translateflow.storage.states import CHUNK_STEPS, ITEM_STEPS, ChunkState, check_step, states_before

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.model.job import ItemResult

jobs, chunks, items = schema.jobs, schema.chunks, schema.items

_CLAIMABLE = sa.literal_column(schema.OPEN_CHUNK, sa.Boolean)


def claim(
    connection: sa.Connection, owner: str, *, now: float, lease_seconds: float, job: int | None = None
) -> Chunk | None:
    """Take the first chunk that nobody holds; None when there is none. Two claimers never get the same."""
    free = sa.select(chunks.c.id).where(_CLAIMABLE, chunks.c.available <= now)
    if job is not None:
        free = free.where(chunks.c.job == job)
    first = free.order_by(chunks.c.rank, chunks.c.deadline, chunks.c.id).limit(1).with_for_update(skip_locked=True)
    taken = (
        sa.update(chunks)
        .where(chunks.c.id == first.correlate(None).scalar_subquery())
        .values(state=ChunkState.CLAIMED, owner=owner, available=now + lease_seconds, attempts=chunks.c.attempts + 1)
        .returning(chunks)
    )
    row = connection.execute(taken).one_or_none()
    if row is None:
        return None
    engines = connection.execute(sa.select(jobs.c.engines).where(jobs.c.id == row.job)).scalar_one()
    waiting = sa.select(items).where(items.c.chunk == row.id, items.c.outcome == Outcome.WAITING).order_by(items.c.id)
    return Chunk(
        id=row.id,
        job=row.job,
        source_language=row.source_language,
        language=row.language,
        engines=tuple(engines.get(row.language, ())),
        items=tuple(to_item(item) for item in connection.execute(waiting)),
        attempt=row.attempts,
        owner=owner,
    )


def _held_by(chunk: Chunk) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        chunks.c.id == chunk.id,
        chunks.c.state == ChunkState.CLAIMED,
        chunks.c.owner == chunk.owner,
        chunks.c.attempts == chunk.attempt,
    )


def extend(connection: sa.Connection, chunk: Chunk, until: float) -> bool:
    """Move the end of a lease; False when the owner has lost the chunk."""
    extended = connection.execute(sa.update(chunks).where(*_held_by(chunk)).values(available=until))
    return bool(extended.rowcount)


def extend_all(connection: sa.Connection, owner: str, until: float) -> int:
    """Move the end of every lease of an owner. Gives how many it holds."""
    held = (chunks.c.state == ChunkState.CLAIMED, chunks.c.owner == owner, _CLAIMABLE)
    return int(connection.execute(sa.update(chunks).where(*held).values(available=until)).rowcount)


def give_back(connection: sa.Connection, chunk: Chunk, available: float) -> bool:
    """Let a chunk wait again, as if this claim had not been; False when the owner has lost it."""
    check_step(CHUNK_STEPS, ChunkState.CLAIMED, ChunkState.WAITING)
    returned = (
        sa.update(chunks)
        .where(*_held_by(chunk))
        .values(state=ChunkState.WAITING, owner=None, available=available, attempts=chunks.c.attempts - 1)
    )
    return bool(connection.execute(returned).rowcount)


def release(connection: sa.Connection, is_alive: Callable[[str], bool]) -> int:
    """Let chunks of dead owners wait again; the attempt counts. Gives how many."""
    claimed = (chunks.c.state == ChunkState.CLAIMED, _CLAIMABLE)
    owners = connection.execute(sa.select(chunks.c.owner).where(*claimed).distinct()).scalars().all()
    dead = [owner for owner in owners if owner is not None and not is_alive(owner)]
    if not dead:
        return 0
    freed = sa.update(chunks).where(*claimed, chunks.c.owner.in_(dead))
    return int(connection.execute(freed.values(state=ChunkState.WAITING, owner=None, available=AT_ONCE)).rowcount)


def record(connection: sa.Connection, chunk: Chunk, results: Sequence[ItemResult], *, calls: int, now: float) -> bool:
    """Store results of a chunk's waiting items if its owner still holds it; False, and nothing stored, otherwise.

    The chunk closes with its last item, and the job with its last chunk.
    """
    for result in results:
        check_step(ITEM_STEPS, Outcome.WAITING, result.outcome)
    lock_job(connection, chunk.job)
    if connection.execute(sa.select(chunks.c.id).where(*_held_by(chunk)).with_for_update()).one_or_none() is None:
        return False
    _store(connection, chunk, results)
    if calls:
        counted = sa.update(jobs).where(jobs.c.id == chunk.job).values(engine_calls=jobs.c.engine_calls + calls)
        connection.execute(counted)
    if not _waits(connection, chunk):
        close = sa.update(chunks).where(
            chunks.c.id == chunk.id, chunks.c.state.in_(states_before(CHUNK_STEPS, ChunkState.CLOSED))
        )
        connection.execute(close.values(state=ChunkState.CLOSED, owner=None))
        finish_job(connection, chunk.job, now)
    return True


def _store(connection: sa.Connection, chunk: Chunk, results: Sequence[ItemResult]) -> None:
    if not results:
        return
    stored = (
        sa.update(items)
        .where(
            items.c.id == sa.bindparam("of_item"),
            items.c.chunk == chunk.id,
            items.c.outcome == Outcome.WAITING,
        )
        .values(
            outcome=sa.bindparam("to_outcome"),
            text=sa.bindparam("to_text"),
            origin=sa.bindparam("to_origin"),
            reason=sa.bindparam("to_reason"),
            warnings=sa.bindparam("to_warnings"),
            characters=items.c.characters + sa.bindparam("more_characters"),
        )
    )
    connection.execute(stored, [from_result(result) for result in results])


def _waits(connection: sa.Connection, chunk: Chunk) -> bool:
    waiting = sa.select(items.c.id).where(items.c.chunk == chunk.id, items.c.outcome == Outcome.WAITING).limit(1)
    return connection.execute(waiting).one_or_none() is not None
