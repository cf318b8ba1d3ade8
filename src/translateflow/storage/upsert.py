"""Insert or replace, insert or leave, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]], *, key: Sequence[str]) -> None:
    """Insert rows; one whose `key` exists gets the new values instead. The last of several with one key counts."""
    if not rows:
        return
    insert = _dialect(connection).insert(table)
    replaced = {name: insert.excluded[name] for name in rows[0] if name not in key}
    connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=replaced), list(rows))


def insert_new(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
    """Insert a row, unless one with its key exists; say whether it is ours."""
    inserted = connection.execute(_dialect(connection).insert(table).values(row).on_conflict_do_nothing())
    return inserted.rowcount > 0


def insert_numbered(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> int | None:
    """Insert a row into a table with an `id`, unless one with its key exists; give its id, None where it does."""
    insert = _dialect(connection).insert(table).values(row).on_conflict_do_nothing().returning(table.c.id)
    number: int | None = connection.execute(insert).scalar_one_or_none()
    return number


def _dialect(connection: sa.Connection) -> Any:
    return postgresql if connection.dialect.name == "postgresql" else sqlite
