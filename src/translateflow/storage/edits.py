"""The history of segments: every change made at the desk, with what stood there before. It is only ever added to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.model.edit import segment_id
from translateflow.storage import schema
from translateflow.storage.rows import from_edit, to_edit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from translateflow.model.edit import Edit, NewEdit
    from translateflow.storage.connect import Connector

edits, audit = schema.edits, schema.audit


class EditHistory:
    """Every method may raise DatabaseError."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def note(self, new: Sequence[NewEdit]) -> None:
        """Note changes, and in the same transaction who made them in the audit log."""
        if not new:
            return
        at = self._clock()
        rows = [{"at": at, **from_edit(edit)} for edit in new]
        records = [
            {
                "at": at,
                "who": edit.who,
                "action": f"segment {edit.act.value}",
                "target": f"{edit.place.slug}/{edit.place.language}",
                "detail": {"segment": segment_id(edit.place.key)},
            }
            for edit in new
        ]
        with self._connector.writing() as connection:
            connection.execute(sa.insert(edits), rows)
            connection.execute(sa.insert(audit), records)

    def of_segment(self, slug: str, language: str, segments: Collection[str], limit: int = 50) -> list[Edit]:
        """Give what was done to a segment, newest first; several ids where its source was edited."""
        wanted = (
            sa.select(edits)
            .where(edits.c.slug == slug, edits.c.language == language, edits.c.segment.in_(list(segments)))
            .order_by(edits.c.id.desc())
            .limit(limit)
        )
        with self._connector.reading() as connection:
            return [to_edit(row) for row in connection.execute(wanted)]

    def get(self, number: int) -> Edit | None:
        """Give one change by its number."""
        with self._connector.reading() as connection:
            row = connection.execute(sa.select(edits).where(edits.c.id == number)).one_or_none()
        return None if row is None else to_edit(row)

    def seconds(self, slug: str, language: str) -> Mapping[str, int]:
        """Give for each segment id how many seconds people had it open in all."""
        total = sa.func.sum(edits.c.seconds)
        wanted = (
            sa.select(edits.c.segment, total)
            .where(edits.c.slug == slug, edits.c.language == language)
            .group_by(edits.c.segment)
        )
        with self._connector.reading() as connection:
            return {row[0]: int(row[1]) for row in connection.execute(wanted)}
