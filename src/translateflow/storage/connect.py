"""Connections: how SQLite and PostgreSQL are opened, what a transaction is, and what their errors mean to a person.

With `upsert.py` the only place that knows which of the two it is. Foreign exceptions end here.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from translateflow.errors import DatabaseError, FileAccessError

if TYPE_CHECKING:
    from collections.abc import Iterator

SQLITE_BUSY_SECONDS = 30.0

# No call waits without a limit (seconds, and milliseconds where PostgreSQL counts in them).
_POSTGRES_CONNECT = {
    "connect_timeout": 5,
    "keepalives_idle": 20,
    "tcp_user_timeout": 30_000,
    "options": "-c statement_timeout=120000 -c lock_timeout=30000 -c timezone=UTC",
}

_DAMAGED = "Move the file away and run the command again: released and reviewed words live in files, not in it."

# What SQLite's messages mean (https://www.sqlite.org/rescode.html); matched in lower case.
_SQLITE_PROBLEMS = (
    ("file is not a database", "is damaged: the file is not a database", _DAMAGED),
    ("malformed", "is damaged", _DAMAGED),
    ("readonly database", "cannot be written", "Give this user the right to write the file and its folder."),
    ("unable to open", "cannot be opened", "See whether its folder exists and this user may write there."),
    ("disk is full", "cannot be written: the disk is full", "Free some space; nothing was changed."),
    (
        "disk i/o error",
        "cannot be read or written: the disk reports an error",
        "See whether the disk is full or failing.",
    ),
    ("locked", "has been in use by another command for too long", "Wait for it to end and try again."),
)

# Classes of SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), longest prefix first.
_POSTGRES_PROBLEMS = (
    ("28", "refuses this user", "See user and password in the [database] url."),
    ("3D", "does not exist", "Create it with `createdb`."),
    ("42501", "forbids this to the user", "Give the user the right to create and change tables."),
    ("53100", "cannot be written: the disk is full", "Free some space; nothing was changed."),
    ("53", "has run out of resources", "Try again later, or allow more connections."),
    ("57P", "is shutting down or starting", "Try again when it runs."),
    ("57014", "took too long to answer", "Try again when it is less busy."),
    ("55P03", "has been locked by another command for too long", "Wait for it to end and try again."),
    ("40", "had two writers in each other's way", "Try again."),
)


_PASSING_STATES = ("40", "53300", "55P03", "57P")
"""SQLSTATEs of what passes by itself: two writers in each other's way, no place left, a lock, a restart."""


class Connector:
    """Opens transactions on one database. `where` names it without a password, for messages."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.path = Path((self.url.database or "").removeprefix("file:")) if self.is_sqlite else None
        self.where = str(self.path) if self.path else self.url.set(query={}).render_as_string(hide_password=True)
        with self._explained():
            self._engine = self._make_engine()
        self._writer = self._engine.execution_options(translateflow_writes=True)

    def _make_engine(self) -> sa.Engine:
        if not self.is_sqlite:
            engine = sa.create_engine(
                self.url, pool_size=8, max_overflow=56, pool_pre_ping=True, connect_args=_POSTGRES_CONNECT
            )
            event.listen(engine, "do_connect", _connect_postgres)
            return engine
        engine = sa.create_engine(
            self.url,
            pool_size=8,
            max_overflow=56,
            connect_args={"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a transaction that only reads and sees one state throughout its statements. Raises DatabaseError."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a transaction that is stored whole at the end, or not at all. Raises DatabaseError.

        On SQLite it holds the write lock from the start (BEGIN IMMEDIATE): it cannot fail half-way for another
        writer. Call no engine and wait for nothing inside.
        """
        with self._explained(), self._writer.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def outside_transactions(self) -> Iterator[sa.Connection]:
        """Give a connection whose statements take effect one by one. Raises DatabaseError."""
        with self._explained(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._explain(error) from error
        except ModuleNotFoundError as error:
            if error.name != "psycopg":
                raise
            remedy = "Install it with `pip install translateflow[postgres]`."
            raise DatabaseError(self.where, f"needs the Python package {error.name}", remedy=remedy) from error
        except SQLAlchemyError as error:
            raise DatabaseError(self.where, f"cannot be used ({type(error).__name__})") from error

    def _explain(self, error: DBAPIError) -> DatabaseError:
        if self.is_sqlite:
            message = str(error.orig).lower()
            found = (row for row in _SQLITE_PROBLEMS if row[0] in message)
            passing = "locked" in message
        else:
            state = getattr(error.orig, "sqlstate", None) or ""
            found = (row for row in _POSTGRES_PROBLEMS if state.startswith(row[0]))
            # Without a state the server could not say anything any more: it is away, or the connection was cut.
            passing = state.startswith(_PASSING_STATES) if state else isinstance(error, OperationalError)
        _, problem, remedy = next(found, ("", *self._unknown_problem(error)))
        return DatabaseError(self.where, problem, remedy=remedy, passing=passing)

    def _unknown_problem(self, error: DBAPIError) -> tuple[str, str]:
        # Messages of a driver repeat values and connection strings; its class says enough.
        if not self.is_sqlite and not getattr(error.orig, "sqlstate", None):
            return "cannot be reached", "See whether the server runs and the [database] url is right."
        return f"reports an error ({type(error.orig).__name__})", "Run the command with --debug to see it."


def parse_url(url: str) -> sa.URL:
    """Read a database URL; PostgreSQL always by psycopg 3. Raises DatabaseError for what we cannot use."""
    remedy = "Use sqlite:///path/to/state.db or postgresql+psycopg://user@host/name."
    shown = "“" + re.sub(r"//[^/]*@", "//***@", url).partition("?")[0] + "”"
    try:
        parsed = sa.make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseError(shown, "has no address that can be read", remedy=remedy) from error
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or parsed.database in {None, "", ":memory:"}:
        raise DatabaseError(shown, "is neither a SQLite file nor PostgreSQL", remedy=remedy)
    return parsed.set(drivername="sqlite+pysqlite")


def prepare_folder(path: Path) -> None:
    """Make the folder a SQLite file lives in. Raises FileAccessError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(path.parent, error) from error


def _connect_postgres(_dialect: object, _record: object, arguments: Any, options: Any) -> Any:
    from translateflow.storage.postgres import TimedConnection  # noqa: PLC0415 — needs the driver, which is an extra

    return TimedConnection.connect(*arguments, **options)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself, or BEGIN IMMEDIATE below comes too late.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # A killed process loses nothing; a power cut may lose the last drafts, which are then asked for again.
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("translateflow_writes") else "BEGIN")


def take_turns(connection: sa.Connection, number: int) -> None:
    """Let transactions that take the same turn run one after the other. SQLite's writers do anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
