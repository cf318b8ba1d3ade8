"""What people write about segments: words to colleagues, and problems that readers reported."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.rows import from_place, to_comment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from translateflow.model.edit import Comment, CommentKind, Place
    from translateflow.storage.connect import Connector

comments = schema.comments
_OPEN = comments.c.done_by == ""


class CommentStore:
    """Every method may raise DatabaseError."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def add(self, place: Place, who: str, kind: CommentKind, text: str) -> Comment:
        """Keep something written about a segment."""
        values = {**from_place(place), "at": self._clock(), "who": who, "kind": kind.value, "text": text, "done_by": ""}
        with self._connector.writing() as connection:
            added = connection.execute(sa.insert(comments).values(values).returning(comments))
            return to_comment(added.one())

    def of_segment(self, slug: str, language: str, segments: Collection[str]) -> list[Comment]:
        """Give what was written about a segment, oldest first; several ids where its source was edited."""
        of_segment = (comments.c.slug == slug, comments.c.language == language, comments.c.segment.in_(list(segments)))
        with self._connector.reading() as connection:
            found = connection.execute(sa.select(comments).where(*of_segment).order_by(comments.c.id))
            return [to_comment(row) for row in found]

    def count_open(self, slug: str, language: str) -> Mapping[str, int]:
        """Give for each segment id how many comments and reports wait."""
        wanted = (
            sa.select(comments.c.segment, sa.func.count())
            .where(comments.c.slug == slug, comments.c.language == language, _OPEN)
            .group_by(comments.c.segment)
        )
        with self._connector.reading() as connection:
            return {row[0]: int(row[1]) for row in connection.execute(wanted)}

    def list_open(self, languages: Collection[str] | None = None, limit: int = 200) -> list[Comment]:
        """Give what waits in these languages, in all where None is given, newest first."""
        wanted = sa.select(comments).where(_OPEN).order_by(comments.c.id.desc()).limit(limit)
        if languages is not None:
            wanted = wanted.where(comments.c.language.in_(list(languages)))
        with self._connector.reading() as connection:
            return [to_comment(row) for row in connection.execute(wanted)]

    def settle(self, number: int, slug: str, language: str, who: str) -> bool:
        """Mark as done by a person; False when there is no such open comment there."""
        this = (comments.c.id == number, comments.c.slug == slug, comments.c.language == language, _OPEN)
        with self._connector.writing() as connection:
            return bool(connection.execute(sa.update(comments).where(*this).values(done_by=who)).rowcount)
