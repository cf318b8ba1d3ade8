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
    from translateflow.storage.connect import Connector

drafts = schema.drafts

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
