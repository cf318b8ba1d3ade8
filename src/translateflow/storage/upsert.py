"""Insert or replace, many rows at once, on both databases."""

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
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table)
    replaced = {name: insert.excluded[name] for name in rows[0] if name not in key}
    connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=replaced), list(rows))
