"""The outbox: what happened, and who is still to be told of it. Every method is one transaction.

An event is stored together with the stage that it follows from and with one notice for each recipient, or not at all;
who sends a notice holds it under a lease. So nothing is lost, and a recipient gets a notice twice only where the sender
died between the other side's answer and noting it down.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.model.notice import Channel, Event, EventKind, Notice, NoticeState
from translateflow.storage import schema
from translateflow.storage.rows import AnyRow, to_time
from translateflow.storage.upsert import insert_numbered, upsert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.storage.connect import Connector

stages, events, notices = schema.stages, schema.events, schema.notices

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a catalog stands, and the stamp of the files that say so."""

    name: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """One recipient of an event, and the target of the settings it belongs to."""

    channel: Channel
    recipient: str
    target: str


class Outbox:
    """Every method may raise DatabaseError."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def stages(self) -> dict[Pair, Stage]:
        """Give the stage of every (slug, language) that was seen."""
        with self._connector.reading() as connection:
            return {
                (row.slug, row.language): Stage(row.stage, row.stamp) for row in connection.execute(stages.select())
            }

    def record(self, seen: Mapping[Pair, Stage], news: Sequence[tuple[Event, Sequence[Addressee]]]) -> int:
        """Store stages, and events with their notices. Gives how many events were new: a known key is none."""
        rows = [
            {"slug": slug, "language": language, "stage": stage.name, "stamp": stage.stamp}
            for (slug, language), stage in seen.items()
        ]
        with self._connector.writing() as connection:
            upsert(connection, stages, rows, key=("slug", "language"))
            return sum(self._store(connection, event, addressees) for event, addressees in news)

    def _store(self, connection: sa.Connection, event: Event, addressees: Sequence[Addressee]) -> bool:
        now = self._clock()
        row = {"key": event.key, "at": now, "kind": event.kind.value, "detail": _detail(event)}
        number = insert_numbered(connection, events, row)
        if number is None:
            return False
        rows = [
            {
                "event": number,
                "channel": each.channel.value,
                "recipient": each.recipient,
                "target": each.target,
                "state": NoticeState.WAITING.value,
                "attempts": 0,
                "due": now,
                "outcome": "",
            }
            for each in dict.fromkeys(addressees)
        ]
        if rows:
            connection.execute(sa.insert(notices), rows)
        return True

    def claim(self, *, lease_seconds: float) -> Notice | None:
        """Take the notice that has been due the longest, until the lease ends; None when none is due."""
        with self._connector.writing() as connection:
            now = self._clock()
            due = (notices.c.state == NoticeState.WAITING, notices.c.due <= now)
            first = sa.select(notices.c.id).where(*due).order_by(notices.c.due, notices.c.id).limit(1)
            chosen = first.with_for_update(skip_locked=True).scalar_subquery()
            taken = sa.update(notices).where(notices.c.id == chosen)
            values = {"due": now + lease_seconds, "tried": now, "attempts": notices.c.attempts + 1}
            number = connection.execute(taken.values(values).returning(notices.c.id)).scalar_one_or_none()
            return None if number is None else _read(connection, notices.c.id == number)[0]

    def note(self, notice: Notice, state: NoticeState, outcome: str, *, again_after: float = 0.0) -> None:
        """Note what became of an attempt; one that waits is due again after so many seconds."""
        values = {"state": state.value, "outcome": outcome, "due": self._clock() + again_after}
        mine = (notices.c.id == notice.id, notices.c.attempts == notice.attempts)
        with self._connector.writing() as connection:
            connection.execute(sa.update(notices).where(*mine).values(values))

    def newest(self, *, state: NoticeState | None = None, limit: int = 100) -> list[Notice]:
        """Give the newest notices, newest first, of one state or of all."""
        with self._connector.reading() as connection:
            return _read(connection, sa.true() if state is None else notices.c.state == state, limit)

    def retry(self, number: int | None = None) -> int:
        """Make failed and waiting notices due at once with fresh attempts: one, or every one. Gives how many."""
        wanted = notices.c.state != NoticeState.SENT
        chosen = wanted if number is None else sa.and_(wanted, notices.c.id == number)
        values = {"state": NoticeState.WAITING.value, "due": self._clock(), "attempts": 0}
        with self._connector.writing() as connection:
            return int(connection.execute(sa.update(notices).where(chosen).values(values)).rowcount)


def _read(connection: sa.Connection, wanted: sa.ColumnElement[bool], limit: int = 1) -> list[Notice]:
    joined = sa.select(notices, events.c.key, events.c.kind, events.c.at, events.c.detail).join(events)
    rows = connection.execute(joined.where(wanted).order_by(notices.c.id.desc()).limit(limit))
    return [_to_notice(row) for row in rows]


def _to_notice(row: AnyRow) -> Notice:
    return Notice(
        id=row.id,
        event=Event(row.key, EventKind(row.kind), **row.detail),
        channel=Channel(row.channel),
        recipient=row.recipient,
        target=row.target,
        state=NoticeState(row.state),
        attempts=row.attempts,
        created=to_time(row.at),
        tried=None if row.tried is None else to_time(row.tried),
        outcome=row.outcome,
    )


def _detail(event: Event) -> dict[str, object]:
    return {name: value for name, value in asdict(event).items() if name not in {"key", "kind"}}
