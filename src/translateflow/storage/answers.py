"""Answers to requests that come with an idempotency key: the same request gets the same answer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from translateflow.storage import schema
from translateflow.storage.secrets import digest_secret
from translateflow.storage.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.storage.connect import Connector

answers = schema.answers

KEEP_SECONDS: Final = 24 * 3600.0
"""How long an answer is kept; as the field does."""
STALE_SECONDS: Final = 15 * 60.0
"""After so long a request without an answer died with its process, and its key is free again."""


class AnswerState(StrEnum):
    """What is known of a key: nothing (it is ours now), at work, done, or used for another request."""

    NEW = "new"
    RUNNING = "running"
    DONE = "done"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A key's state, with its answer when it is DONE."""

    state: AnswerState
    status: int = 0
    content_type: str = ""
    body: bytes = b""


class Answers:
    """Keys hold for one token each. A key itself is not kept, only its digest."""

    def __init__(self, connector: Connector, *, clock: Callable[[], float] = time.time) -> None:
        self._connector = connector
        self._clock = clock

    def reserve(self, token: int, key: str, fingerprint: bytes) -> KeptAnswer:
        """Take a key for a request, or say what became of it; what has run out is cleared away."""
        now = self._clock()
        row = {
            "token": token,
            "digest": digest_secret(key),
            "fingerprint": fingerprint,
            "created": now,
            "status": 0,
            "content_type": "",
            "body": b"",
        }
        old = answers.c.created < now - KEEP_SECONDS
        died = (answers.c.status == 0) & (answers.c.created < now - STALE_SECONDS)
        with self._connector.writing() as connection:
            connection.execute(sa.delete(answers).where(old | died))
            if insert_new(connection, answers, row):
                return KeptAnswer(AnswerState.NEW)
            found = connection.execute(sa.select(answers).where(_of(token, key))).one()
        if found.fingerprint != fingerprint:
            return KeptAnswer(AnswerState.OTHER)
        if found.status == 0:
            return KeptAnswer(AnswerState.RUNNING)
        return KeptAnswer(AnswerState.DONE, found.status, found.content_type, found.body)

    def keep(self, token: int, key: str, status: int, content_type: str, body: bytes) -> None:
        """Keep the answer for who asks again."""
        values = {"status": status, "content_type": content_type, "body": body}
        with self._connector.writing() as connection:
            connection.execute(sa.update(answers).where(_of(token, key)).values(values))

    def forget(self, token: int, key: str) -> None:
        """Give a key free again: nothing was done."""
        with self._connector.writing() as connection:
            connection.execute(sa.delete(answers).where(_of(token, key)))


def _of(token: int, key: str) -> sa.ColumnElement[bool]:
    return (answers.c.token == token) & (answers.c.digest == digest_secret(key))
