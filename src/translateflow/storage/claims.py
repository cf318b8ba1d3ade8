"""Chunks: claimed under a lease, answered, given back. Statements inside a transaction that `ledger.py` opens.

An owner holds a chunk by its name and the number of the attempt: whoever was given the same chunk later has a higher
number, so that a late answer of the former changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translateflow.model.job import Chunk, Outcome
from translateflow.storage import schema
from translateflow.storage.jobs import AT_ONCE, finish_job, lock_job
from translateflow.storage.rows import from_result, to_item
from translateflow.storage.states import CHUNK_STEPS, ITEM_STEPS, ChunkState, check_step, states_before

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sqlalchemy.sql.dml import ReturningUpdate

    from translateflow.model.job import ItemResult

jobs, chunks, items = schema.jobs, schema.chunks, schema.items

# The statements of the hot path are made once: building them takes longer than running them.

_CLAIMABLE = sa.literal_column(schema.OPEN_CHUNK, sa.Boolean)

_FREE = sa.select(chunks.c.id).where(_CLAIMABLE, chunks.c.available <= sa.bindparam("at"))


def _make_claim(free: sa.Select[tuple[int]]) -> ReturningUpdate[Any]:
    first = free.order_by(chunks.c.rank, chunks.c.deadline, chunks.c.id).limit(1).with_for_update(skip_locked=True)
    taken = sa.update(chunks).where(chunks.c.id == first.correlate(None).scalar_subquery())
    claimed = taken.values(
        state=ChunkState.CLAIMED,
        owner=sa.bindparam("by"),
        available=sa.bindparam("until"),
        attempts=chunks.c.attempts + 1,
    )
    return claimed.returning(chunks)


_CLAIM = _make_claim(_FREE)
_CLAIM_OF_JOB = _make_claim(_FREE.where(chunks.c.job == sa.bindparam("of_job")))

_TERMS_OF_JOB = sa.select(jobs.c.engines, jobs.c.max_characters).where(jobs.c.id == sa.bindparam("of_job"))

_WAITING = sa.select(items).where(items.c.chunk == sa.bindparam("of_chunk"), items.c.outcome == Outcome.WAITING)

_WAITING_IN_ORDER = _WAITING.order_by(items.c.id)

_HELD = (
    chunks.c.id == sa.bindparam("of_chunk"),
    chunks.c.state == ChunkState.CLAIMED,
    chunks.c.owner == sa.bindparam("by"),
    chunks.c.attempts == sa.bindparam("attempt"),
)

_LOCK_HELD = sa.select(chunks.c.id).where(*_HELD).with_for_update()

_STORE = (
    sa.update(items)
    .where(
        items.c.id == sa.bindparam("of_item"),
        items.c.chunk == sa.bindparam("of_chunk"),
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

_COUNT_CALLS = (
    sa.update(jobs)
    .where(jobs.c.id == sa.bindparam("of_job"))
    .values(engine_calls=jobs.c.engine_calls + sa.bindparam("more_calls"))
)

_STILL_WAITING = sa.select(sa.exists(_WAITING.with_only_columns(items.c.id)))

_CLOSE = (
    sa.update(chunks)
    .where(chunks.c.id == sa.bindparam("of_chunk"), chunks.c.state.in_(states_before(CHUNK_STEPS, ChunkState.CLOSED)))
    .values(state=ChunkState.CLOSED, owner=None)
)


def claim(
    connection: sa.Connection, owner: str, *, now: float, lease_seconds: float, job: int | None = None
) -> Chunk | None:
    """Take the first chunk that nobody holds; None when there is none. Two claimers never get the same."""
    values = {"at": now, "until": now + lease_seconds, "by": owner}
    if job is None:
        row = connection.execute(_CLAIM, values).one_or_none()
    else:
        row = connection.execute(_CLAIM_OF_JOB, {**values, "of_job": job}).one_or_none()
    if row is None:
        return None
    engines, max_characters = connection.execute(_TERMS_OF_JOB, {"of_job": row.job}).one()
    waiting = connection.execute(_WAITING_IN_ORDER, {"of_chunk": row.id})
    return Chunk(
        id=row.id,
        job=row.job,
        source_language=row.source_language,
        language=row.language,
        engines=tuple(engines.get(row.language, ())),
        items=tuple(to_item(item) for item in waiting),
        attempt=row.attempts,
        owner=owner,
        max_characters=max_characters,
    )


def _holding(chunk: Chunk) -> dict[str, Any]:
    return {"of_chunk": chunk.id, "by": chunk.owner, "attempt": chunk.attempt}


def extend(connection: sa.Connection, held: Collection[Chunk], until: float) -> int:
    """Move the end of the leases of these chunks; gives how many are still their owner's."""
    extended = sa.update(chunks).where(*_HELD).values(available=sa.bindparam("until"))
    return sum(connection.execute(extended, {**_holding(chunk), "until": until}).rowcount for chunk in held)


def give_back(connection: sa.Connection, chunk: Chunk, available: float) -> bool:
    """Let a chunk wait again, as if this claim had not been; False when the owner has lost it."""
    check_step(CHUNK_STEPS, ChunkState.CLAIMED, ChunkState.WAITING)
    returned = (
        sa.update(chunks)
        .where(*_HELD)
        .values(
            state=ChunkState.WAITING,
            owner=None,
            available=sa.bindparam("until"),
            attempts=chunks.c.attempts - 1,
        )
    )
    return bool(connection.execute(returned, {**_holding(chunk), "until": available}).rowcount)


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
    if connection.execute(_LOCK_HELD, _holding(chunk)).one_or_none() is None:
        return False
    of_chunk = {"of_chunk": chunk.id}
    if results:
        connection.execute(_STORE, [{**from_result(result), **of_chunk} for result in results])
    if calls:
        connection.execute(_COUNT_CALLS, {"of_job": chunk.job, "more_calls": calls})
    if not connection.execute(_STILL_WAITING, of_chunk).scalar_one():
        connection.execute(_CLOSE, of_chunk)
        finish_job(connection, chunk.job, now)
    return True
