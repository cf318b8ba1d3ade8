"""What a worker tells of itself: its log, as the newsroom has it, and a page of metrics where one is wanted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from celery.signals import setup_logging, worker_ready, worker_shutdown

from translateflow.logs import start_logging
from translateflow.workflow.metrics import make_metrics
from translateflow_worker import process
from translateflow_worker.app import find_settings

if TYPE_CHECKING:
    from threading import Thread
    from wsgiref.simple_server import WSGIServer

_log = logging.getLogger(__name__)
_serving: list[tuple[WSGIServer, Thread]] = []


@setup_logging.connect(weak=False)
def log_as_the_newsroom_does(loglevel: int | str | None = None, **_: object) -> None:
    """Take the place of Celery's own logging; the newsroom's level goes before that of the command line."""
    settings = find_settings()
    level = settings.log.level or loglevel or logging.INFO
    if not isinstance(level, int):
        level = logging.getLevelNamesMapping()[level.upper()]
    start_logging(settings.log.format, level, settings.secrets())


@worker_ready.connect(weak=False)
def show_metrics(**_: object) -> None:
    """Open the page of metrics. A port that is taken costs the metrics, never the drafting."""
    from prometheus_client import start_http_server  # noqa: PLC0415 — most workers show none

    opened = process.newsroom()
    options = opened.settings.metrics
    if not options.worker_port:
        return
    try:
        serving = start_http_server(
            options.worker_port, addr=options.worker_host, registry=make_metrics(opened, pages=False)
        )
    except OSError as error:
        _log.warning(
            "no metrics: cannot listen on %s:%d (%s)", options.worker_host, options.worker_port, error.strerror
        )
        return
    _serving.append(serving)
    _log.info("metrics on http://%s:%d/metrics", options.worker_host, options.worker_port)


@worker_shutdown.connect(weak=False)
def hide_metrics(**_: object) -> None:
    """Close the page of metrics."""
    while _serving:
        server, thread = _serving.pop()
        server.shutdown()
        thread.join()
