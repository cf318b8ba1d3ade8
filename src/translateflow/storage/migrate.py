"""Bring a database to the current schema: Alembic, in this process, one process at a time.

Alembic costs a tenth of a second to import, so a database that is already current never loads it.
"""

from __future__ import annotations

import contextlib
from importlib import resources
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.errors import DatabaseError
from translateflow.files import locked
from translateflow.storage.connect import prepare_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.storage.connect import Connector

HEAD = "0001"
"""The newest revision in `migrations/versions/`."""

_VERSIONS = sa.table("alembic_version", sa.column("version_num", sa.Text))
_POSTGRES_LOCK = 7_210_531  # any number; it must only be ours


def bring_up_to_date(connector: Connector) -> None:
    """Migrate where needed; two processes that do so at once both succeed.

    Raises DatabaseError for a damaged file, or a schema that a newer translateflow made; it is then left as it is.
    """
    if not _is_new(connector) and _read_version(connector) == HEAD:
        return
    with _alone(connector):
        version = _read_version(connector)
        if version != HEAD:
            _migrate(connector, version)


def _is_new(connector: Connector) -> bool:
    # A new file must not even be looked into before the lock: a reader would stop the switch to WAL.
    path = connector.path
    return path is not None and not (path.is_file() and path.stat().st_size)


def _read_version(connector: Connector) -> str | None:
    with connector.reading() as connection:
        if not sa.inspect(connection).has_table(_VERSIONS.name):
            return None
        return connection.execute(sa.select(_VERSIONS.c.version_num)).scalar()


@contextlib.contextmanager
def _alone(connector: Connector) -> Iterator[None]:
    if connector.path is not None:
        prepare_folder(connector.path)
        with locked(connector.path.with_name(f"{connector.path.name}.lock")):
            with connector.outside_transactions() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            yield
        return
    with connector.outside_transactions() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_POSTGRES_LOCK)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_POSTGRES_LOCK)))


def _migrate(connector: Connector, version: str | None) -> None:
    from alembic import command  # noqa: PLC0415 — a current database never needs it
    from alembic.config import Config  # noqa: PLC0415 — the same
    from alembic.script import ScriptDirectory  # noqa: PLC0415 — the same

    with resources.as_file(resources.files("translateflow.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if version is not None and version not in known:
            remedy = "Update translateflow on this machine."
            raise DatabaseError(connector.where, f"was made by a newer translateflow (schema {version})", remedy=remedy)
        with connector.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
