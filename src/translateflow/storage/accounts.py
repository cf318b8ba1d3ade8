"""Accounts of the desk. A token is shown once and stored as a digest.

Tokens are 256 random bits, so a plain SHA-256 protects them as well as a slow hash would: there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from translateflow.errors import AccountError
from translateflow.storage import schema
from translateflow.storage.rows import to_account

if TYPE_CHECKING:
    from collections.abc import Collection

    from translateflow.model.account import Account, Grant
    from translateflow.storage.connect import Connector

accounts, grants = schema.accounts, schema.grants


class Accounts:
    """People of the desk, known by their mail address (compared without regard to case)."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def add(self, name: str, mail: str, given: Collection[Grant] = ()) -> Account:
        """Make an account. Raises AccountError when the address has one."""
        values = {"name": name.strip(), "mail": _canonical(mail)}
        with self._connector.writing() as connection:
            try:
                number = connection.execute(sa.insert(accounts).values(values).returning(accounts.c.id)).scalar_one()
            except IntegrityError as error:
                raise AccountError(mail, "has an account already") from error
            _insert_grants(connection, number, given)
            return _read(connection, accounts.c.id == number)[0]

    def all(self) -> list[Account]:
        """Give all accounts by name."""
        with self._connector.reading() as connection:
            return _read(connection, sa.true())

    def find(self, mail: str) -> Account | None:
        """Give the account of an address."""
        with self._connector.reading() as connection:
            return next(iter(_read(connection, accounts.c.mail == _canonical(mail))), None)

    def grant(self, mail: str, given: Collection[Grant]) -> Account:
        """Replace what an account may do. Raises AccountError for an unknown address."""
        with self._connector.writing() as connection:
            number = _number(connection, mail)
            connection.execute(sa.delete(grants).where(grants.c.account == number))
            _insert_grants(connection, number, given)
            return _read(connection, accounts.c.id == number)[0]

    def remove(self, mail: str) -> None:
        """Remove an account, its token and its roles; the audit log keeps the name. Raises AccountError."""
        with self._connector.writing() as connection:
            connection.execute(sa.delete(accounts).where(accounts.c.id == _number(connection, mail)))

    def issue_token(self, mail: str) -> str:
        """Give an account a new token, which ends the former one; it cannot be read again. Raises AccountError."""
        token = secrets.token_urlsafe(32)
        with self._connector.writing() as connection:
            of_account = accounts.c.id == _number(connection, mail)
            connection.execute(sa.update(accounts).where(of_account).values(token_digest=_digest(token)))
        return token

    def by_token(self, token: str) -> Account | None:
        """Give the account a token belongs to."""
        with self._connector.reading() as connection:
            return next(iter(_read(connection, accounts.c.token_digest == _digest(token))), None)


def _canonical(mail: str) -> str:
    return mail.strip().casefold()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _number(connection: sa.Connection, mail: str) -> int:
    of_mail = sa.select(accounts.c.id).where(accounts.c.mail == _canonical(mail))
    number = connection.execute(of_mail).scalar_one_or_none()
    if number is None:
        raise AccountError(mail, "has no account")
    return int(number)


def _insert_grants(connection: sa.Connection, number: int, given: Collection[Grant]) -> None:
    rows = [{"account": number, "role": grant.role.value, "language": grant.language} for grant in dict.fromkeys(given)]
    if rows:
        connection.execute(sa.insert(grants), rows)


def _read(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Account]:
    people = connection.execute(sa.select(accounts).where(condition).order_by(accounts.c.name, accounts.c.id)).all()
    of_people = sa.select(grants).where(grants.c.account.in_([person.id for person in people]))
    given = connection.execute(of_people.order_by(grants.c.role, grants.c.language)).all()
    return [to_account(person, [row for row in given if row.account == person.id]) for person in people]
