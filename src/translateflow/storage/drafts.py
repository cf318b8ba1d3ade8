"""The draft cache: what an engine has already answered is never paid for twice."""

from __future__ import annotations

import hashlib
import json
import time
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.model.engine import Draft
from translateflow.storage import schema
from translateflow.storage.rows import pack_shapes
from translateflow.storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.model.engine import DraftRequest
    from translateflow.model.job import Chunk
    from translateflow.storage.connect import Connector

drafts, asked = schema.drafts, schema.asked

_IDS_AT_ONCE = 5_000

# As text, and a row at a time: SQLAlchemy builds an INSERT of several rows anew each time.
_RESERVE = sa.text("""
    INSERT INTO asked (id, chunk, owner) VALUES (:id, :chunk, :owner)
    ON CONFLICT (id) DO UPDATE SET chunk = excluded.chunk, owner = excluded.owner
    WHERE asked.chunk = excluded.chunk OR NOT EXISTS (
        SELECT 1 FROM chunks
        WHERE chunks.id = asked.chunk AND chunks.owner = asked.owner AND chunks.state = 'claimed'
            AND chunks.available > :now
    )
""")

_MINE = sa.select(asked.c.id).where(
    asked.c.chunk == sa.bindparam("of_chunk"),
    asked.c.owner == sa.bindparam("of_owner"),
    asked.c.id.in_(sa.bindparam("ids", expanding=True)),
)


class DraftCache:
    """Drafts by engine, the digest of its settings (glossary included), language pair and request."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def cached(
        self, engine: str, settings_digest: str, source_language: str, language: str, requests: Sequence[DraftRequest]
    ) -> dict[DraftRequest, Draft]:
        """Give what is known of these requests. Raises DatabaseError."""
        by_id = {_digest(engine, settings_digest, source_language, language, request): request for request in requests}
        ids = list(by_id)
        found: dict[DraftRequest, Draft] = {}
        with self._connector.reading() as connection:
            for start in range(0, len(ids), _IDS_AT_ONCE):
                known = sa.select(drafts).where(drafts.c.id.in_(ids[start : start + _IDS_AT_ONCE]))
                for row in connection.execute(known):
                    found[by_id[row.id]] = Draft(row.text, row.engine, tuple(row.warnings))
        return found

    def ask(
        self, chunk: Chunk, engine: str, settings_digest: str, requests: Sequence[DraftRequest]
    ) -> set[DraftRequest]:
        """Reserve questions for a claimed chunk; gives those that nobody else is asking right now.

        A reservation lasts as long as its chunk's claim, so that a dead worker's is void when its lease is. Look for
        answers after it, not before: only then can no answer have come in between. Raises DatabaseError.
        """
        pair = (chunk.source_language, chunk.language)
        by_id = {_digest(engine, settings_digest, *pair, request): request for request in requests}
        # Sorted, so that two writers of PostgreSQL cannot wait for each other.
        rows = [{"id": each, "chunk": chunk.id, "owner": chunk.owner} for each in sorted(by_id)]
        if not rows:
            return set()
        with self._connector.writing() as connection:
            connection.execute(_RESERVE, [{**row, "now": self._clock()} for row in rows])
            mine = _MINE.params(of_chunk=chunk.id, of_owner=chunk.owner, ids=list(by_id))
            return {by_id[row.id] for row in connection.execute(mine)}

    def asked_no_more(self, chunk: Chunk) -> None:
        """Let go of what a chunk had reserved. Raises DatabaseError."""
        with self._connector.writing() as connection:
            connection.execute(sa.delete(asked).where(asked.c.chunk == chunk.id, asked.c.owner == chunk.owner))

    def remember(
        self,
        engine: str,
        settings_digest: str,
        source_language: str,
        language: str,
        answers: Mapping[DraftRequest, Draft],
    ) -> None:
        """Keep answers; a newer one of the same request replaces the older. Raises DatabaseError."""
        rows = [
            {
                "id": _digest(engine, settings_digest, source_language, language, request),
                "engine": engine,
                "source_language": source_language,
                "language": language,
                "text": draft.text,
                "warnings": list(draft.warnings),
                "created": self._clock(),
            }
            for request, draft in answers.items()
        ]
        with self._connector.writing() as connection:
            upsert(connection, drafts, rows, key=("id",))


def _digest(engine: str, settings_digest: str, source_language: str, language: str, request: DraftRequest) -> bytes:
    # JSON, because joining by a separator would let two different questions meet.
    parts = [engine, settings_digest, source_language, language, request.text, pack_shapes(request.shapes)]
    asked = json.dumps([*parts, request.protected, request.terms], ensure_ascii=False)
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()
