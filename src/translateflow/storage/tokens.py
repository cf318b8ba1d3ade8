"""Tokens of programs: each with a name, an account it acts for, and scopes that bound it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.accounts import read_accounts
from translateflow.storage.rows import to_api_token
from translateflow.storage.secrets import digest_secret, make_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from translateflow.model.account import Account, ApiToken, Scope
    from translateflow.storage.connect import Connector

tokens = schema.tokens

PREFIX: Final = "tf_"
"""How every token begins, so that scanners for leaked secrets can know ours."""
_NOTE_EVERY: Final = 60.0


class Tokens:
    """A token is shown once; what is kept is a digest."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def issue(self, account: int, name: str, scopes: Collection[Scope], *, seconds: float | None = None) -> str:
        """Give a new token that works for so long, or until revoked; one of the same name stops working."""
        secret, now = PREFIX + make_secret(), self._clock()
        row = {
            "account": account,
            "name": name.strip(),
            "digest": digest_secret(secret),
            "scopes": [scope.value for scope in dict.fromkeys(scopes)],
            "created": now,
            "expires": None if seconds is None else now + seconds,
        }
        with self._connector.writing() as connection:
            same = (tokens.c.account == account) & (tokens.c.name == name.strip())
            connection.execute(sa.delete(tokens).where(same))
            connection.execute(sa.insert(tokens).values(row))
        return secret

    def find(self, secret: str) -> tuple[ApiToken, Account] | None:
        """Give token and account of a secret, None when it does not work (any more)."""
        now = self._clock()
        works = (tokens.c.digest == digest_secret(secret)) & (tokens.c.expires.is_(None) | (tokens.c.expires >= now))
        with self._connector.reading() as connection:
            row = connection.execute(sa.select(tokens).where(works)).one_or_none()
            account = row and next(iter(read_accounts(connection, schema.accounts.c.id == row.account)), None)
        if row is None or not account:
            return None
        if row.used is None or now - row.used > _NOTE_EVERY:
            with self._connector.writing() as connection:
                connection.execute(sa.update(tokens).where(tokens.c.id == row.id).values(used=now))
        return to_api_token(row), account

    def all(self, account: int | None = None) -> list[ApiToken]:
        """Give the tokens of an account, or of all, by name."""
        wanted = sa.select(tokens).order_by(tokens.c.name, tokens.c.id)
        if account is not None:
            wanted = wanted.where(tokens.c.account == account)
        with self._connector.reading() as connection:
            return [to_api_token(row) for row in connection.execute(wanted)]

    def revoke(self, account: int, token: int) -> bool:
        """End one token of an account; say whether it was there."""
        of_account = (tokens.c.account == account) & (tokens.c.id == token)
        with self._connector.writing() as connection:
            return connection.execute(sa.delete(tokens).where(of_account)).rowcount > 0
