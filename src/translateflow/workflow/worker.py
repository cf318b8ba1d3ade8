"""Start a Celery worker for a newsroom, in place of this process."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from translateflow.broker import DRAFT_QUEUE
from translateflow.errors import NoNewsroomError

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


def plan_worker(*, queues: str, concurrency: int, beat: bool, loglevel: str) -> list[str]:
    """Give the command line of the worker.

    Threads rather than processes: drafting waits for the network, and a thread costs a tenth of a process's memory.
    """
    command = [sys.executable, "-m", "celery", "-A", "translateflow_worker", "worker"]
    command += ["-Q", queues, "-P", "threads", "-c", str(concurrency), "--loglevel", loglevel, "--without-mingle"]
    return [*command, "--beat"] if beat else command


def run_worker(  # noqa: PLR0913 — the options of the command
    newsroom: Newsroom, *, queues: str, concurrency: int, beat: bool, loglevel: str, metrics_port: int | None = None
) -> None:
    """Become the worker; this process is replaced, so that signals reach Celery itself.

    Raises NoNewsroomError where there are no files and a queue is wanted that works on them.
    """
    if newsroom.is_bare and set(queues.split(",")) - {DRAFT_QUEUE}:
        raise NoNewsroomError(newsroom.root)
    command = plan_worker(queues=queues, concurrency=concurrency, beat=beat, loglevel=loglevel)
    named = {} if newsroom.is_bare else {"TRANSLATEFLOW_NEWSROOM": str(newsroom.root.resolve())}
    if metrics_port is not None:
        named["TRANSLATEFLOW_METRICS_WORKER_PORT"] = str(metrics_port)
    os.execve(command[0], command, os.environ | named)  # noqa: S606 — no shell wanted
