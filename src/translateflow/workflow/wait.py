"""Wait for workers: look at the ledger until all is done, and notice when nobody is going to do it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.broker import DRAFT_TASK, ping_broker, wake_workers
from translateflow.errors import BrokerError, NoWorkerError
from translateflow.workflow.owner import is_alive
from translateflow.workflow.patience import with_patience
from translateflow.workflow.project import run_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.job import Sums
    from translateflow.workspace import Newsroom

LOOK_EVERY = 0.5  # seconds between two looks at the ledger
BROKER_SECONDS = 2.5  # a broker that comes back within this time is not worth a word
STILL_SECONDS = 10.0  # without any progress, workers are woken again
IDLE_SECONDS = 60.0  # without any progress, and nobody at work


def wait_for_workers(newsroom: Newsroom, look: Callable[[], Sums]) -> None:
    """Wait until `look` finds nothing waiting, and bring drafts into the catalogs meanwhile.

    Raises BrokerError within five seconds when the broker goes away, NoWorkerError when no worker takes the work up,
    DatabaseError. The work stays in the ledger.
    """
    pause = threading.Event()
    watch = _Watch(newsroom)
    while True:
        sums = with_patience(look)
        with_patience(lambda: run_project(newsroom))
        if not sums.waiting:
            return
        watch.see(sums.waiting)
        pause.wait(LOOK_EVERY)


@dataclass(slots=True)
class _Watch:
    """What was seen when: the broker alive, and the last progress."""

    newsroom: Newsroom
    waiting: int = -1
    progress: float = field(default_factory=time.monotonic)
    woken: float = field(default_factory=time.monotonic)
    broker: float = field(default_factory=time.monotonic)
    away: bool = False

    def see(self, waiting: int) -> None:
        """Note how much waits now. Raises BrokerError, NoWorkerError."""
        now = time.monotonic()
        if waiting != self.waiting:
            self.waiting, self.progress = waiting, now
        self._see_broker(now)
        if now - max(self.progress, self.woken) > STILL_SECONDS:
            self._wake(now)
        if now - self.progress > IDLE_SECONDS and not self.newsroom.database.ledger.chunks_in_hand():
            raise NoWorkerError(IDLE_SECONDS)

    def _see_broker(self, now: float) -> None:
        try:
            ping_broker(self.newsroom.settings.broker)
        except BrokerError:
            if now - self.broker > BROKER_SECONDS:
                raise
            self.away = True
            return
        self.broker = time.monotonic()
        if self.away:  # it may have come back empty
            self.away = False
            self._wake(now)

    def _wake(self, now: float) -> None:
        self.woken = now
        with_patience(lambda: self.newsroom.database.ledger.release_leases(is_alive))
        wake_workers(self.newsroom.settings.broker, DRAFT_TASK)
