"""Jobs: made, cancelled, tried again. Statements inside a transaction that `ledger.py` opens.

Whoever changes what a job's sums are made of locks the job's row first, then touches chunks and items: on PostgreSQL
two writers that finish the last two chunks at once would otherwise both think that the other's is still open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.errors import UnknownJobError
from translateflow.model.job import JobState, Outcome
from translateflow.storage import schema
from translateflow.storage.cutting import ChunkLimits, plan_chunks
from translateflow.storage.rows import AnyRow, from_new_item, to_item
from translateflow.storage.states import CHUNK_STEPS, ITEM_STEPS, JOB_STEPS, ChunkState, check_step, states_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.model.job import Item, NewItem

jobs, chunks, items = schema.jobs, schema.chunks, schema.items

AT_ONCE = 0.0
"""When a free chunk may be claimed: by anyone, a host whose clock is behind included."""

NO_DEADLINE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC).timestamp()


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What a job is made of besides its items. The higher `priority` goes first, then the earlier deadline.

    `deadline` holds for items that have none of their own.
    """

    title: str
    engines: Mapping[str, Sequence[str]]
    limits: ChunkLimits
    priority: int = 0
    deadline: dt.datetime | None = None
    max_characters: int | None = None


def insert_job(connection: sa.Connection, plan: JobPlan, new_items: Sequence[NewItem], now: float) -> int:
    """Store a job, its items, and chunks of those that wait. Gives its number."""
    waiting = [item for item in new_items if item.outcome is Outcome.WAITING]
    state = JobState.OPEN if waiting else JobState.DONE
    values = {
        "title": plan.title,
        "state": state.value,
        "created": now,
        "finished": None if waiting else now,
        "rank": -plan.priority,
        "deadline": _seconds(plan.deadline),
        "engines": {language: list(names) for language, names in plan.engines.items()},
        "chunk_texts": plan.limits.texts,
        "chunk_characters": plan.limits.characters,
        "chunk_limits": {language: list(limits) for language, limits in plan.limits.of_language.items()},
        "engine_calls": 0,
        "max_characters": plan.max_characters,
    }
    job = int(connection.execute(sa.insert(jobs).values(values).returning(jobs.c.id)).scalar_one())

    def due(item: NewItem) -> float:
        return _seconds(item.deadline or plan.deadline)

    cut = plan_chunks(waiting, plan.limits, due=due)
    chunk_ids = _insert_chunks(connection, lock_job(connection, job), [(each[0], due(each[0])) for each in cut])
    chunk_of = {id(item): chunk for chunk, pieces in zip(chunk_ids, cut, strict=True) for item in pieces}
    rows = [from_new_item(item, job, chunk_of.get(id(item))) for item in new_items]
    if rows:
        connection.execute(sa.insert(items), rows)
    return job


def _seconds(deadline: dt.datetime | None) -> float:
    return deadline.timestamp() if deadline else NO_DEADLINE


def _insert_chunks(
    connection: sa.Connection, job: AnyRow, firsts: Sequence[tuple[NewItem | Item, float]]
) -> Sequence[int]:
    """Store chunks, given the first item of each and when it is due. Gives their numbers."""
    rows = [
        {
            "job": job.id,
            "source_language": first.source_language,
            "language": first.language,
            "state": ChunkState.WAITING.value,
            "rank": job.rank,
            "deadline": due,
            "available": AT_ONCE,
            "owner": None,
            "attempts": 0,
        }
        for first, due in firsts
    ]
    if not rows:
        return []
    stored = sa.insert(chunks).returning(chunks.c.id, sort_by_parameter_order=True)
    return connection.execute(stored, rows).scalars().all()


_LOCK_JOB = sa.select(jobs).where(jobs.c.id == sa.bindparam("of_job")).with_for_update()

_FINISH_JOB = (
    sa.update(jobs)
    .where(
        jobs.c.id == sa.bindparam("of_job"),
        jobs.c.state.in_(states_before(JOB_STEPS, JobState.DONE)),
        ~sa.exists().where(items.c.job == jobs.c.id, items.c.outcome == Outcome.WAITING),
    )
    .values(state=JobState.DONE, finished=sa.bindparam("at"))
)


def lock_job(connection: sa.Connection, job: int) -> AnyRow:
    """Give a job's row, held until the transaction ends. Raises UnknownJobError."""
    row = connection.execute(_LOCK_JOB, {"of_job": job}).one_or_none()
    if row is None:
        raise UnknownJobError(job)
    return row


def finish_job(connection: sa.Connection, job: int, now: float) -> None:
    """Call a locked job done if none of its items waits."""
    connection.execute(_FINISH_JOB, {"of_job": job, "at": now})


def cancel_job(connection: sa.Connection, job: int, now: float) -> int:
    """Cancel what waits and close all chunks, claimed ones included. Gives how many items that were."""
    if JobState(lock_job(connection, job).state) not in states_before(JOB_STEPS, JobState.CANCELLED):
        return 0
    open_chunks = chunks.c.state.in_(states_before(CHUNK_STEPS, ChunkState.CLOSED))
    connection.execute(
        sa.update(chunks).where(chunks.c.job == job, open_chunks).values(state=ChunkState.CLOSED, owner=None)
    )
    waiting = items.c.outcome.in_(states_before(ITEM_STEPS, Outcome.CANCELLED))
    cancelled = connection.execute(
        sa.update(items)
        .where(items.c.job == job, waiting)
        .values(outcome=Outcome.CANCELLED, reason="the job was cancelled")
    )
    connection.execute(sa.update(jobs).where(jobs.c.id == job).values(state=JobState.CANCELLED, finished=now))
    return int(cancelled.rowcount)


def set_budget(connection: sa.Connection, job: int, max_characters: int | None) -> None:
    """Change how many characters a job may send in all. Raises UnknownJobError."""
    lock_job(connection, job)
    connection.execute(sa.update(jobs).where(jobs.c.id == job).values(max_characters=max_characters))


def retry_failed(connection: sa.Connection, job: int) -> int:
    """Let failed items wait again, in new chunks. Gives how many; none of a cancelled job."""
    row = lock_job(connection, job)
    failed = _failed_items(connection, row)
    if JobState(row.state) is JobState.CANCELLED or not failed:
        return 0
    check_step(ITEM_STEPS, Outcome.FAILED, Outcome.WAITING)
    due = {item.id: deadline for item, deadline in failed}
    limits = ChunkLimits(row.chunk_texts, row.chunk_characters, row.chunk_limits)
    cut = plan_chunks([item for item, _ in failed], limits, due=lambda item: due[item.id])
    chunk_ids = _insert_chunks(connection, row, [(pieces[0], due[pieces[0].id]) for pieces in cut])
    again = (
        sa.update(items)
        .where(items.c.id == sa.bindparam("of_item"))
        .values(chunk=sa.bindparam("to_chunk"), outcome=Outcome.WAITING, text="", origin="", reason="", warnings=[])
    )
    moves = zip(chunk_ids, cut, strict=True)
    connection.execute(again, [{"of_item": item.id, "to_chunk": chunk} for chunk, pieces in moves for item in pieces])
    connection.execute(sa.update(jobs).where(jobs.c.id == job).values(state=JobState.OPEN, finished=None))
    return len(failed)


def _failed_items(connection: sa.Connection, job: AnyRow) -> list[tuple[Item, float]]:
    """Give failed items and when each is due: as its last chunk was, or the job where it was in none."""
    wanted = sa.select(items, sa.func.coalesce(chunks.c.deadline, job.deadline).label("due"))
    failed = wanted.outerjoin(chunks, items.c.chunk == chunks.c.id).where(
        items.c.job == job.id, items.c.outcome == Outcome.FAILED
    )
    return [(to_item(row), row.due) for row in connection.execute(failed.order_by(items.c.id))]
