"""Connections to PostgreSQL that wait for no answer without a limit. Loaded only where PostgreSQL is used.

The server's own `statement_timeout` ends what takes too long; a server that is frozen, or a host that is gone behind
a firewall that drops packets, ends nothing. libpq has no limit of its own for an answer.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg

if TYPE_CHECKING:
    from collections.abc import Generator

    from psycopg.abc import PQGen

Answer = TypeVar("Answer")

ANSWER_SECONDS = 130.0
"""Ten more than the server's own limit of a statement: longer, and nobody is there."""


class TimedConnection(psycopg.Connection[Any]):
    """A connection that gives the server up when it does not answer."""

    def wait(self, gen: PQGen[Answer], interval: float = 1.0, timeout: float | None = None) -> Answer:
        """Run a dialogue with the server. Raises psycopg.OperationalError when it takes too long."""
        seconds = ANSWER_SECONDS if timeout is None else min(timeout, ANSWER_SECONDS)
        return super().wait(self._timed(gen, time.monotonic() + seconds), interval=min(interval, 1.0))

    def _timed(self, dialogue: PQGen[Answer], until: float) -> Generator[Any, Any, Answer]:
        """Hand a dialogue on; each time it waits in vain for a moment, see whether its time is over."""
        try:
            wanted = next(dialogue)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() > until:
                    self.pgconn.finish()  # nothing more is said on it, no ROLLBACK either
                    message = "the server does not answer"
                    raise psycopg.OperationalError(message)
                wanted = dialogue.send(ready)
        except StopIteration as end:
            answer: Answer = end.value
            return answer
