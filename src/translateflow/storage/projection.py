"""Which results still have to be written into catalogs. Statements inside a transaction that `ledger.py` opens.

A result is marked after its catalog was written. A crash between the two has the same text written once more,
which changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.model.job import Outcome
from translateflow.storage import schema
from translateflow.storage.rows import to_item
from translateflow.storage.states import ITEM_STEPS, PROJECTABLE, states_before

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from translateflow.model.job import Item
    from translateflow.model.segment import Key

items = schema.items

_UNPROJECTED = sa.literal_column(schema.UNPROJECTED_ITEM, sa.Boolean)
_IDS_AT_ONCE = 5_000  # SQLite takes 32,766 parameters, PostgreSQL 65,535


def read_unprojected(connection: sa.Connection, job: int | None = None) -> list[tuple[str, str]]:
    """Give the (slug, language) of catalogs that results wait for, in order."""
    wanted = sa.select(items.c.slug, items.c.language).where(_UNPROJECTED).distinct()
    if job is not None:
        wanted = wanted.where(items.c.job == job)
    rows = connection.execute(wanted.order_by(items.c.slug, items.c.language))
    return [(row.slug, row.language) for row in rows]


def read_results(connection: sa.Connection, slug: str, language: str) -> list[Item]:
    """Give the results one catalog waits for, oldest first: a later one of the same key replaces it."""
    of_catalog = (_UNPROJECTED, items.c.slug == slug, items.c.language == language)
    return [to_item(row) for row in connection.execute(sa.select(items).where(*of_catalog).order_by(items.c.id))]


def mark_projected(connection: sa.Connection, ids: Collection[int], kept: Mapping[int, str]) -> None:
    """Note that results stand in their catalog, or (`kept`, with the reason) that they must not."""
    settled = [{"of_item": item, "to_reason": reason} for item, reason in kept.items()]
    if settled:
        before = [state for state in states_before(ITEM_STEPS, Outcome.KEPT) if state in PROJECTABLE]
        # No IN: its list expands, which SQLAlchemy refuses where a statement runs for several rows.
        of_state = sa.or_(*(items.c.outcome == state for state in before))
        of_item = (items.c.id == sa.bindparam("of_item"), of_state, ~items.c.projected)
        keep = sa.update(items).where(*of_item)
        connection.execute(keep.values(outcome=Outcome.KEPT, reason=sa.bindparam("to_reason"), projected=True), settled)
    written = [item for item in ids if item not in kept]
    for start in range(0, len(written), _IDS_AT_ONCE):
        some = items.c.id.in_(written[start : start + _IDS_AT_ONCE])
        connection.execute(sa.update(items).where(some, _UNPROJECTED).values(projected=True))


def read_last_drafts(connection: sa.Connection, slug: str, language: str) -> dict[Key, Item]:
    """Give the newest text that a machine or the memory had for each segment of a catalog."""
    drafted = sa.select(items).where(
        items.c.slug == slug, items.c.language == language, items.c.outcome.in_(PROJECTABLE)
    )
    found = (to_item(row) for row in connection.execute(drafted.order_by(items.c.id)))
    return {item.key: item for item in found}
