"""The leases of the chunks in hand, kept alive while they are worked on: the one heartbeat, in a pool and in Celery."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from translateflow.dispatch import heartbeat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.model.job import Chunk
    from translateflow.storage.ledger import Ledger

BEATS = 4
"""Beats in the time of one lease: three may fail before anyone else may claim the chunk."""


class Leases:
    """Extends what is in hand and nothing else: a chunk that was let go of by an error runs out, and is free again."""

    def __init__(self, ledger: Ledger, *, seconds: float) -> None:
        self.seconds = seconds
        self._ledger = ledger
        self._held: dict[int, Chunk] = {}
        self._beating: contextlib.ExitStack | None = None
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def held(self, chunk: Chunk) -> Iterator[None]:
        """Keep the lease of a chunk alive during the block, however long an engine takes."""
        with self._lock:
            self._held[chunk.id] = chunk
            if self._beating is None:
                self._beating = contextlib.ExitStack()
                self._beating.enter_context(heartbeat(self.beat, every_seconds=self.seconds / BEATS))
        try:
            yield
        finally:
            with self._lock:
                del self._held[chunk.id]

    def beat(self) -> None:
        """Extend what is in hand. Raises DatabaseError."""
        with self._lock:
            held = tuple(self._held.values())
        if held:
            self._ledger.extend_leases(held, lease_seconds=self.seconds)

    def close(self) -> None:
        """End the heartbeat; the next chunk starts it again."""
        with self._lock:
            beating, self._beating = self._beating, None
        if beating is not None:
            beating.close()
