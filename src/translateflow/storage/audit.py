"""The audit log: who did what. It is only ever added to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.rows import to_audit_record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from translateflow.model.account import AuditRecord
    from translateflow.storage.connect import Connector

audit = schema.audit


class AuditLog:
    """Offers no way to change or remove a record."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def record(self, who: str, action: str, target: str, detail: Mapping[str, Any] | None = None) -> None:
        """Note that `who` did `action` to `target`; `detail` is JSON and holds no secret. Raises DatabaseError."""
        values = {"at": self._clock(), "who": who, "action": action, "target": target, "detail": dict(detail or {})}
        with self._connector.writing() as connection:
            connection.execute(sa.insert(audit).values(values))

    def records(
        self,
        *,
        target: str | None = None,
        who: str | None = None,
        since: dt.datetime | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[AuditRecord]:
        """Give records, newest first: of one target, of somebody, since a moment (aware), before another record."""
        wanted = sa.select(audit).order_by(audit.c.id.desc()).limit(limit)
        if target is not None:
            wanted = wanted.where(audit.c.target == target)
        if who is not None:
            wanted = wanted.where(audit.c.who == who)
        if since is not None:
            wanted = wanted.where(audit.c.at >= since.timestamp())
        if before is not None:
            wanted = wanted.where(audit.c.id < before)
        with self._connector.reading() as connection:
            return [to_audit_record(row) for row in connection.execute(wanted)]
