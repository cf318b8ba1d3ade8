"""Links that work once and for a while: to set up the first account, to accept an invitation, to set a new password."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.model.account import LinkPurpose
from translateflow.storage import schema
from translateflow.storage.secrets import digest_secret, make_secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.storage.connect import Connector

links = schema.links


class Links:
    """What is mailed or printed is a secret; what is kept is its digest."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def make(self, purpose: LinkPurpose, account: int | None, seconds: float) -> str:
        """Give the secret of a new link; an earlier one of the same account and purpose stops working."""
        secret, now = make_secret(), self._clock()
        row = {"account": account, "digest": digest_secret(secret), "purpose": purpose.value}
        same = links.c.account.is_(None) if account is None else links.c.account == account
        with self._connector.writing() as connection:
            stale = (same & (links.c.purpose == purpose.value)) | (links.c.expires < now)
            connection.execute(sa.delete(links).where(stale))
            connection.execute(sa.insert(links).values(**row, expires=now + seconds))
        return secret

    def look(self, secret: str) -> tuple[LinkPurpose, int | None] | None:
        """Say what a link is for and whose it is, without using it up; None when it does not work (any more)."""
        with self._connector.reading() as connection:
            row = connection.execute(sa.select(links).where(self._works(secret))).one_or_none()
        return row and (LinkPurpose(row.purpose), row.account)

    def use(self, secret: str) -> tuple[LinkPurpose, int | None] | None:
        """Say the same, and use it up: of two who try at once one succeeds."""
        with self._connector.writing() as connection:
            taken = sa.delete(links).where(self._works(secret)).returning(links.c.purpose, links.c.account)
            row = connection.execute(taken).one_or_none()
        return row and (LinkPurpose(row.purpose), row.account)

    def _works(self, secret: str) -> sa.ColumnElement[bool]:
        return (links.c.digest == digest_secret(secret)) & (links.c.expires >= self._clock())
