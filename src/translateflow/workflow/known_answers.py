"""What engines have answered before, whichever release, job or worker asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.model.engine import Draft, DraftRequest
    from translateflow.model.job import Chunk
    from translateflow.storage import Database
    from translateflow.workflow.questions import Questions

Pair = tuple[str, str]
"""Source language and target language."""


class KnownAnswers:
    """The draft cache, asked in the words of a chunk. Each method may raise DatabaseError."""

    def __init__(self, database: Database, questions: Questions) -> None:
        self._drafts = database.drafts
        self._questions = questions

    def find(self, engines: Sequence[str], pair: Pair, requests: Sequence[DraftRequest]) -> dict[DraftRequest, Draft]:
        """Give what one of these engines has said to these requests, an earlier engine's word before a later one's."""
        known: dict[DraftRequest, Draft] = {}
        for name in engines:
            left = [request for request in requests if request not in known]
            known |= self._drafts.cached(name, self._questions.digest(name, *pair), *pair, left)
        return known

    def ask(self, chunk: Chunk, requests: Sequence[DraftRequest]) -> set[DraftRequest]:
        """Reserve questions for a chunk; gives those that no other worker is asking right now.

        Look for answers afterwards: one that came in before is found then, and no other can come in between.
        """
        engine = chunk.engines[0] if chunk.engines else ""
        digest = self._questions.digest(engine, chunk.source_language, chunk.language)
        return self._drafts.ask(chunk, engine, digest, requests)

    def let_go(self, chunk: Chunk) -> None:
        """Let others ask what a chunk had reserved and got no answer to."""
        self._drafts.asked_no_more(chunk)

    def remember(self, pair: Pair, answers: Mapping[DraftRequest, Draft]) -> None:
        """Keep what engines have said."""
        by_engine: dict[str, dict[DraftRequest, Draft]] = {}
        for request, draft in answers.items():
            by_engine.setdefault(draft.engine, {})[request] = draft
        for name, drafts in by_engine.items():
            self._drafts.remember(name, self._questions.digest(name, *pair), *pair, drafts)
