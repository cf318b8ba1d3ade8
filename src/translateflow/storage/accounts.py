"""Accounts of the desk: people, their roles, their passwords' digests."""

from __future__ import annotations

import re
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

# No standard's grammar: enough to know a mistyped field, and to keep line breaks out of mail headers.
_MAIL = re.compile(r"[^\s@<>\"(),:;]+@[^\s@<>\"(),:;]+")
# A name stands before an address in angle brackets: in catalogs, in evidence, in mails.
_NAME = re.compile(r"[^<>\x00-\x1f\x7f]{1,200}")

accounts, grants = schema.accounts, schema.grants


class Accounts:
    """People of the desk, known by their mail address (compared without regard to case)."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def add(self, name: str, mail: str, given: Collection[Grant] = ()) -> Account:
        """Make an account. Raises AccountError when the address has one."""
        if not _MAIL.fullmatch(_canonical(mail)):
            raise AccountError(mail, "is no mail address")
        if not _NAME.fullmatch(name.strip()):
            raise AccountError(name, "is no name")
        values = {"name": name.strip(), "mail": _canonical(mail), "speech": ""}
        with self._connector.writing() as connection:
            try:
                number = connection.execute(sa.insert(accounts).values(values).returning(accounts.c.id)).scalar_one()
            except IntegrityError as error:
                raise AccountError(mail, "has an account already") from error
            _insert_grants(connection, number, given)
            return read_accounts(connection, accounts.c.id == number)[0]

    def all(self) -> list[Account]:
        """Give all accounts by name."""
        with self._connector.reading() as connection:
            return read_accounts(connection, sa.true())

    def find(self, mail: str) -> Account | None:
        """Give the account of an address."""
        with self._connector.reading() as connection:
            return next(iter(read_accounts(connection, accounts.c.mail == _canonical(mail))), None)

    def require(self, mail: str) -> Account:
        """Give the account of an address. Raises AccountError."""
        account = self.find(mail)
        if account is None:
            raise AccountError(mail, "has no account")
        return account

    def grant(self, mail: str, given: Collection[Grant]) -> Account:
        """Replace what an account may do. Raises AccountError for an unknown address."""
        with self._connector.writing() as connection:
            number = _number(connection, mail)
            connection.execute(sa.delete(grants).where(grants.c.account == number))
            _insert_grants(connection, number, given)
            return read_accounts(connection, accounts.c.id == number)[0]

    def remove(self, mail: str) -> None:
        """Remove an account with its roles, sessions and tokens; the audit log keeps the name. Raises AccountError."""
        with self._connector.writing() as connection:
            connection.execute(sa.delete(accounts).where(accounts.c.id == _number(connection, mail)))

    def get(self, number: int) -> Account | None:
        """Give the account with this number."""
        with self._connector.reading() as connection:
            return next(iter(read_accounts(connection, accounts.c.id == number)), None)

    def by_identity(self, identity: str) -> Account | None:
        """Give the account that belongs to somebody at an identity provider."""
        with self._connector.reading() as connection:
            return next(iter(read_accounts(connection, accounts.c.identity == identity)), None)

    def count(self) -> int:
        """Count the accounts."""
        with self._connector.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(accounts)).scalar_one())

    def password_of(self, mail: str) -> str | None:
        """Give the digest of an account's password, None for who has none."""
        with self._connector.reading() as connection:
            found = sa.select(accounts.c.password).where(accounts.c.mail == _canonical(mail))
            return connection.execute(found).scalar_one_or_none()

    def set_password(self, mail: str, digest: str) -> None:
        """Keep the digest of a new password. Raises AccountError."""
        self._update(mail, password=digest)

    def set_speech(self, mail: str, language: str) -> None:
        """Keep the language the desk speaks to somebody. Raises AccountError."""
        self._update(mail, speech=language)

    def set_identity(self, mail: str, identity: str) -> None:
        """Keep who somebody is at an identity provider. Raises AccountError."""
        self._update(mail, identity=identity)

    def rename(self, mail: str, name: str) -> None:
        """Keep how somebody wants to be called. Raises AccountError."""
        if not _NAME.fullmatch(name.strip()):
            raise AccountError(name, "is no name")
        self._update(mail, name=name.strip())

    def _update(self, mail: str, **values: str) -> None:
        with self._connector.writing() as connection:
            of_account = accounts.c.id == _number(connection, mail)
            connection.execute(sa.update(accounts).where(of_account).values(**values))


def _canonical(mail: str) -> str:
    return mail.strip().casefold()


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


def read_accounts(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Account]:
    """Give the accounts of a condition with their roles, by name, inside a transaction that another store opened."""
    people = connection.execute(sa.select(accounts).where(condition).order_by(accounts.c.name, accounts.c.id)).all()
    of_people = sa.select(grants).where(grants.c.account.in_([person.id for person in people]))
    given = connection.execute(of_people.order_by(grants.c.role, grants.c.language)).all()
    return [to_account(person, [row for row in given if row.account == person.id]) for person in people]
