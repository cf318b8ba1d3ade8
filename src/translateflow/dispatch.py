"""Work done side by side in this process: a pool of threads that claim and work until nothing is left.

Generic: knows neither storage nor engines. The same functions run in it that Celery workers run.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_log = logging.getLogger(__name__)

T = TypeVar("T")

_LAST_BEAT_SECONDS = 5.0
_TRY_EVERY = 0.5  # seconds

GRACE_SECONDS = 30.0
"""How long an interrupted pool waits for what is in flight."""


def run_pool(  # noqa: PLR0913 — what to do, how wide, until when
    claim: Callable[[], T | None],
    work: Callable[[T], None],
    *,
    threads: int,
    stop: threading.Event,
    on_idle: Callable[[], bool] | None = None,
    grace_seconds: float = GRACE_SECONDS,
) -> None:
    """Claim and work in `threads` threads until a claim gives None, or `stop` is set.

    Whatever was claimed is worked on to its end. `on_idle` is called when a claim gave None and says whether to claim
    again; it may wait. The first exception of `claim`, `work` or `on_idle` sets `stop` and is raised here when the
    others have ended. An interrupt (Ctrl-C, or what a signal handler raises) sets `stop`, waits `grace_seconds` at most
    for what is in flight, and goes on its way.
    """
    # Threads tell of their end through a queue: unlike joining, waiting on it is safe to interrupt at any moment.
    ended: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()

    def run() -> None:
        try:
            _work_until_idle(claim, work, stop, on_idle)
        except BaseException as error:  # noqa: BLE001 — it is raised in the caller's thread
            stop.set()
            ended.put(error)
        else:
            ended.put(None)

    # Daemons, so that an engine that never answers cannot keep an interrupted program alive.
    pool = [threading.Thread(target=run, name=f"pool-{number + 1}", daemon=True) for number in range(threads)]
    try:
        for thread in pool:
            thread.start()
        errors = [ended.get() for _ in range(threads)]
    except BaseException:  # Ctrl-C, or what a signal handler raises
        stop.set()
        _join(pool, grace_seconds)
        raise
    first = next((error for error in errors if error is not None), None)
    if first is not None:
        raise first


def _work_until_idle(
    claim: Callable[[], T | None],
    work: Callable[[T], None],
    stop: threading.Event,
    on_idle: Callable[[], bool] | None,
) -> None:
    while not stop.is_set():
        task = claim()
        if task is not None:
            work(task)
        elif on_idle is None or not on_idle():
            return


def _join(pool: Sequence[threading.Thread], seconds: float) -> None:
    until = time.monotonic() + seconds
    for thread in pool:
        if thread.is_alive():  # the interrupt may have come before all were started
            thread.join(timeout=max(0.0, until - time.monotonic()))


@contextlib.contextmanager
def heartbeat(beat: Callable[[], object], *, every_seconds: float) -> Iterator[None]:
    """Call `beat` at intervals, from a thread of its own, while the block runs.

    A beat that fails is logged and the next one tried: what it keeps alive has a limit of its own.
    """
    over = threading.Event()

    def run() -> None:
        while not over.wait(every_seconds):
            try:
                beat()
            except Exception as error:  # noqa: BLE001 — see the docstring
                _log.warning("heartbeat failed: %s", error)

    thread = threading.Thread(target=run, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=_LAST_BEAT_SECONDS)


def patiently(use: Callable[[], T], *, passing: Callable[[Exception], bool], seconds: float) -> T:
    """Use what may be away for a moment: try again for so many seconds while it fails in a way that passes.

    Whatever fails otherwise, and the last failure, is raised as it is.
    """
    until = time.monotonic() + seconds
    pause = threading.Event()
    while True:
        try:
            return use()
        except Exception as error:
            if not passing(error) or time.monotonic() > until:
                raise
        pause.wait(_TRY_EVERY)


class Throttle:
    """Says when it is time again, at most once in so many seconds. Thread-safe; the first time is at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = float("-inf")
        self._lock = threading.Lock()

    def is_time(self) -> bool:
        """Whether it is; then not again for a while."""
        now = time.monotonic()
        with self._lock:
            if now < self._next:
                return False
            self._next = now + self._seconds
            return True
