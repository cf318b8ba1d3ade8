"""The draft cache: what an engine has already answered is never paid for twice."""

from __future__ import annotations

import hashlib
import json
import time
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from translateflow.model.engine import Draft
from translateflow.storage import schema
from translateflow.storage.rows import pack_shapes
from translateflow.storage.states import ChunkState
from translateflow.storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.model.engine import DraftRequest
    from translateflow.model.job import Chunk
    from translateflow.storage.connect import Connector

drafts, asked, chunks = schema.drafts, schema.asked, schema.chunks

_IDS_AT_ONCE = 5_000


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
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            insert = dialect.insert(asked).values(rows)
            taken = insert.on_conflict_do_update(
                index_elements=["id"],
                set_={"chunk": insert.excluded.chunk, "owner": insert.excluded.owner},
                where=sa.or_(asked.c.chunk == insert.excluded.chunk, ~_HELD),
            ).returning(asked.c.id)
            return {by_id[row.id] for row in connection.execute(taken, {"now": self._clock()})}

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


_HELD = sa.exists().where(
    chunks.c.id == asked.c.chunk,
    chunks.c.owner == asked.c.owner,
    chunks.c.state == ChunkState.CLAIMED,
    chunks.c.available > sa.bindparam("now"),
)


def _digest(engine: str, settings_digest: str, source_language: str, language: str, request: DraftRequest) -> bytes:
    # JSON, because joining by a separator would let two different questions meet.
    parts = [engine, settings_digest, source_language, language, request.text, pack_shapes(request.shapes)]
    asked = json.dumps([*parts, request.protected, request.terms], ensure_ascii=False)
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()
