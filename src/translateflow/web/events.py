"""A job's progress as server-sent events, for whoever mounts it: the desk, the API.

Each event carries the figures of `workflow.watch` as JSON, and their mark as its id. A browser that comes back with
Last-Event-ID gets only what is new to it. The server has few threads, so streams are bounded in number and length: over
the bound a client gets one event and is asked to come back in two seconds, which is polling by the same means.
"""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Response

from translateflow.workflow.watch import look_at_job, to_json, watch_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translateflow.workflow.watch import JobProgress
    from translateflow.workspace import Newsroom

MAX_STREAMS: Final = 3
"""Open streams of one process: `serve` has eight threads, and most of them belong to readers."""

MAX_SECONDS: Final = 60.0
HEARTBEAT_SECONDS: Final = 10.0

_RETRY_OPEN = "retry: 500\n\n"
_RETRY_CROWDED = "retry: 2000\n\n"

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # nginx would keep events back until its buffer is full.
    "X-Accel-Buffering": "no",
}


class EventStreams:
    """The open streams of a process. Each takes a place and gives it back, however it ends."""

    def __init__(
        self,
        places: int = MAX_STREAMS,
        *,
        longest: float = MAX_SECONDS,
        heartbeat: float = HEARTBEAT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.longest = longest
        self.heartbeat = heartbeat
        self.clock = clock
        self.stop = threading.Event()
        self._places = threading.BoundedSemaphore(places)

    def take(self) -> bool:
        """Take a place; False when all are taken, or the process is about to end."""
        return not self.stop.is_set() and self._places.acquire(blocking=False)

    def give_back(self) -> None:
        """Leave a place to the next."""
        self._places.release()

    def close(self) -> None:
        """End all streams within a moment."""
        self.stop.set()


def job_events(newsroom: Newsroom, number: int, streams: EventStreams, *, last_event_id: str = "") -> Response:
    """Answer with a job's progress as `text/event-stream`. Raises UnknownJobError, DatabaseError.

    Events are `progress`, and `over` as the last one of a job. A client that has seen the last one gets 204, which
    tells EventSource to stop asking.
    """
    now = look_at_job(newsroom, number)
    if now.is_over and last_event_id == now.mark:
        return Response(status=204, headers=_HEADERS)
    if not now.is_over and streams.take():
        body: Iterator[str] = _Stream(streams, _follow(newsroom, number, streams, last_event_id))
    else:
        body = iter((_RETRY_CROWDED, "" if now.mark == last_event_id else _event(now)))
    return Response(body, headers=_HEADERS, content_type="text/event-stream; charset=utf-8")


class _Stream:
    """Gives its place back when it ends, also where the client left before the first event was asked for."""

    def __init__(self, streams: EventStreams, events: Iterator[str]) -> None:
        self._streams = streams
        self._events = events
        self._closed = False

    def __iter__(self) -> _Stream:
        return self

    def __next__(self) -> str:
        return next(self._events)

    def close(self) -> None:
        """End; the server calls it when the answer is done or the client gone."""
        if not self._closed:
            self._closed = True
            self._streams.give_back()


def _follow(newsroom: Newsroom, number: int, streams: EventStreams, last_event_id: str) -> Iterator[str]:
    yield _RETRY_OPEN
    ends = streams.clock() + streams.longest
    seen = last_event_id
    for progress in watch_job(newsroom, number, streams.stop, repeat_after=streams.heartbeat):
        yield ": still here\n\n" if progress.mark == seen else _event(progress)
        seen = progress.mark
        if streams.clock() >= ends:
            return


def _event(progress: JobProgress) -> str:
    kind = "over" if progress.is_over else "progress"
    data = json.dumps(to_json(progress), ensure_ascii=False)
    return f"id: {progress.mark}\nevent: {kind}\ndata: {data}\n\n"
