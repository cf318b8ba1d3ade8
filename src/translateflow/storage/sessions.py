"""Who is signed in where. A session can be ended from anywhere at once: the browser holds a secret and nothing else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.accounts import read_accounts
from translateflow.storage.rows import to_session
from translateflow.storage.secrets import digest_secret, make_secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.account import Account, Session
    from translateflow.storage.connect import Connector

sessions = schema.sessions

LONGEST: Final = 14 * 24 * 3600.0
"""Seconds after which everybody signs in again."""
IDLE: Final = 3 * 24 * 3600.0
"""Seconds without a request that end a session: from Friday evening to Monday morning."""
_NOTE_EVERY: Final = 60.0


class Sessions:
    """Sessions of the desk."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def open(self, account: int, *, address: str = "", agent: str = "") -> str:
        """Sign an account in and give the secret its browser is to show; what has run out is cleared away."""
        secret, now = make_secret(), self._clock()
        row = {"account": account, "digest": digest_secret(secret), "created": now, "seen": now}
        with self._connector.writing() as connection:
            connection.execute(sa.delete(sessions).where(sa.not_(_alive(now))))
            connection.execute(sa.insert(sessions).values(**row, address=address[:100], agent=agent[:300]))
        return secret

    def find(self, secret: str) -> tuple[Session, Account] | None:
        """Give session and account of a secret, None when it has ended or never was."""
        now = self._clock()
        with self._connector.reading() as connection:
            wanted = sa.select(sessions).where(sessions.c.digest == digest_secret(secret), _alive(now))
            row = connection.execute(wanted).one_or_none()
            account = row and next(iter(read_accounts(connection, schema.accounts.c.id == row.account)), None)
        if row is None or not account:
            return None
        if now - row.seen > _NOTE_EVERY:
            with self._connector.writing() as connection:
                connection.execute(sa.update(sessions).where(sessions.c.id == row.id).values(seen=now))
        return to_session(row), account

    def of(self, account: int) -> list[Session]:
        """Give an account's sessions, the one used last first."""
        wanted = sa.select(sessions).where(sessions.c.account == account, _alive(self._clock()))
        with self._connector.reading() as connection:
            return [to_session(row) for row in connection.execute(wanted.order_by(sessions.c.seen.desc()))]

    def end(self, account: int, session: int) -> bool:
        """End one session of an account; say whether it was there."""
        of_account = (sessions.c.account == account) & (sessions.c.id == session)
        return self._delete(of_account) > 0

    def end_all(self, account: int, *, but: int | None = None) -> int:
        """End every session of an account, save perhaps one; give how many."""
        condition = sessions.c.account == account
        return self._delete(condition if but is None else condition & (sessions.c.id != but))

    def _delete(self, condition: sa.ColumnElement[bool]) -> int:
        with self._connector.writing() as connection:
            return connection.execute(sa.delete(sessions).where(condition)).rowcount


def _alive(now: float) -> sa.ColumnElement[bool]:
    return (sessions.c.created > now - LONGEST) & (sessions.c.seen > now - IDLE)
