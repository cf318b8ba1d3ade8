"""What stands around every request of `serve`: an id for the logs, its time for the metrics, the page of metrics."""

from __future__ import annotations

import hmac
import ipaddress
import logging
import re
import secrets
import time
from typing import TYPE_CHECKING, Any, Final

from werkzeug.wrappers import Request, Response

from translateflow.logs import log_context
from translateflow.settings.operation import MetricsAccess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from translateflow.settings.operation import MetricsOptions

    Count = Callable[[str, str, float], None]

_log = logging.getLogger(__name__)

SLOW_SECONDS: Final = 2.0
"""A request that takes longer until its answer begins is logged as a warning."""

_ID = re.compile(r"[\w.:-]{8,64}")
_PARTS: Final = ("desk", "api")
_SERVER_ERRORS: Final = 500
_PROXY_HEADERS: Final = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")


class Observed:
    """A WSGI application around another. `count` gets part, status (`2xx`) and seconds of each request."""

    def __init__(
        self, app: WSGIApplication, *, count: Count | None = None, metrics: WSGIApplication | None = None
    ) -> None:
        self._app = app
        self._count = count
        self._metrics = metrics

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hand a request on, or answer with the metrics."""
        path = environ.get("PATH_INFO", "")
        if path == "/metrics" and self._metrics is not None:
            return self._metrics(environ, start_response)
        started = time.perf_counter()
        number = request_id(environ.get("HTTP_X_REQUEST_ID", ""))
        said = ""

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            nonlocal said
            said = status[:3]
            return start_response(status, [*headers, ("X-Request-ID", number)], *rest)

        with log_context(request_id=number):
            try:
                return self._app(environ, start)
            finally:
                self._note(environ, path, said, time.perf_counter() - started)

    def _note(self, environ: WSGIEnvironment, path: str, status: str, seconds: float) -> None:
        if self._count is not None:
            part = path[1:].partition("/")[0]
            self._count(part if part in _PARTS else "site", f"{status[:1] or '5'}xx", seconds)
        level = logging.WARNING if seconds > SLOW_SECONDS or int(status or _SERVER_ERRORS) >= _SERVER_ERRORS else 0
        if level or _log.isEnabledFor(logging.DEBUG):
            # Never the query: it may hold what opens a door.
            method = environ.get("REQUEST_METHOD", "")
            _log.log(level or logging.DEBUG, "%s %s %s in %.0f ms", method, path, status or "broke", 1000 * seconds)


def request_id(given: str) -> str:
    """Give the id that a proxy has given the request, where it looks like one, or a new one."""
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


class MetricsPage:
    """The page Prometheus reads, for whom the settings let in; for everybody else there is no such page."""

    def __init__(self, options: MetricsOptions, render: Callable[[], bytes], content_type: str) -> None:
        self._options = options
        self._render = render
        self._content_type = content_type

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(Request(environ))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        if not may_read_metrics(self._options, request.environ):
            return Response("Not found.\n", 404, headers, content_type="text/plain; charset=utf-8")
        if request.method not in {"GET", "HEAD"}:
            return Response("Only GET and HEAD.\n", 405, {**headers, "Allow": "GET, HEAD"}, content_type="text/plain")
        return Response(self._render(), headers=headers, content_type=self._content_type)


def may_read_metrics(options: MetricsOptions, environ: WSGIEnvironment) -> bool:
    """Decide who may read the metrics. What came through a proxy is never loopback, whatever machine that runs on."""
    if options.access is MetricsAccess.TOKEN:
        given = environ.get("HTTP_AUTHORIZATION", "").encode("latin-1", "replace")
        wanted = f"Bearer {options.token}".encode()
        return bool(options.token) and hmac.compare_digest(given, wanted)
    if options.access is MetricsAccess.LOOPBACK:
        return _is_loopback(environ.get("REMOTE_ADDR", "")) and not any(name in environ for name in _PROXY_HEADERS)
    return False


def _is_loopback(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_loopback
