"""What the tasks of one process share: the newsroom, and one drafter, so that rate limits hold for all threads."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from celery.signals import worker_shutdown, worker_shutting_down

from translateflow.broker import PROJECT_TASK
from translateflow.dispatch import Throttle
from translateflow.workflow.draft import Drafter, call_counter
from translateflow.workspace import open_workplace
from translateflow_worker.app import wake

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom

TELL_SECONDS = 2.0
"""How often, at most, a process that drafts wakes the writer of catalogs: each time costs a file per catalog."""

stop = threading.Event()
_told = Throttle(TELL_SECONDS)
_making = threading.Lock()


def newsroom() -> Newsroom:
    """Open the newsroom once for the whole process."""
    with _making:
        return _newsroom()


def drafter() -> Drafter:
    """Make the drafter once for the whole process."""
    opened = newsroom()
    with _making:
        return _drafter(opened)


def tell_catalogs() -> None:
    """Wake the writer of catalogs, but not for every chunk."""
    if _told.is_time():
        wake(PROJECT_TASK)


@cache
def _newsroom() -> Newsroom:
    return open_workplace()


@cache
def _drafter(opened: Newsroom) -> Drafter:
    return Drafter(opened.database, opened.settings, stop, on_call=call_counter(opened.settings))


@worker_shutting_down.connect(weak=False)
def claim_no_more(**_: object) -> None:
    """Let the chunks in hand end, and take no other."""
    stop.set()


@worker_shutdown.connect(weak=False)
def close_engines(**_: object) -> None:
    """End connections and helper processes of the engines."""
    if _drafter.cache_info().currsize:
        drafter().close()
