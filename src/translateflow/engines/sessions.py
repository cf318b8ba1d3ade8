"""Sessions: HTTP to services with every wait and every size bounded, and no key in any trace.

Connections are pooled and lent to one thread at a time. What goes wrong becomes an EngineError with a reason of
our own words: exceptions of `requests` hold whole URLs, so they are never chained.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import requests
import urllib3

from translateflow.errors import EngineError, EngineUnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONNECT_SECONDS = 3.0
USER_AGENT = "Mozilla/5.0 (compatible; translateflow)"
_MOST_BYTES = 8 * 1024 * 1024
_TEMPORARY_STATUS = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529}
_REASONS = {
    400: "it refused the request (400): a language it lacks, or more text than it allows",
    401: "it refused the key (401)",
    403: "it refused the key, or us (403)",
    404: "nothing answers at its address (404)",
    408: "it took too long (408)",
    413: "the text is too long for it (413)",
    429: "it asks us to slow down (429)",
    456: "the quota of this key is used up (456)",
}
_UNREACHABLE: tuple[tuple[type[Exception], str], ...] = (
    (requests.exceptions.ConnectTimeout, f"no connection within {CONNECT_SECONDS:.0f} seconds"),
    (requests.exceptions.ProxyError, "the proxy of this machine does not let us through"),
    (requests.exceptions.SSLError, "its certificate is not valid"),
)
_TIMEOUTS = (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer of a service, status 200 to 299."""

    status: int
    content_type: str
    body: bytes

    def text(self) -> str:
        """Give the body as text; services of ours all write UTF-8."""
        return self.body.decode("utf-8", errors="replace")


class Sessions:
    """A service's pooled connections. Safe to use from many threads; each request borrows a session of its own."""

    def __init__(self, engine: str, *, timeout: float, headers: Mapping[str, str] | None = None) -> None:
        self._engine = engine
        self._timeout = timeout
        self._headers = {"User-Agent": USER_AGENT, **(headers or {})}
        self._idle: queue.LifoQueue[requests.Session] = queue.LifoQueue()

    def get(self, url: str, *, params: Mapping[str, Any] | None = None, timeout: float | None = None) -> Reply:
        """Send a GET request. Raises EngineError."""
        return self.send("GET", url, params=params, timeout=timeout)

    def post_json(self, url: str, payload: object) -> object:
        """Send a JSON document and give the JSON document that comes back. Raises EngineError."""
        return self.read_json(self.send("POST", url, json=payload))

    def read_json(self, reply: Reply) -> object:
        """Read a reply as JSON. Raises EngineError."""
        with contextlib.suppress(ValueError):
            document: object = json.loads(reply.body)
            return document
        kind = "a web page" if "html" in reply.content_type else "something that is no JSON"
        raise EngineError(self._engine, f"it answered with {kind} instead of a translation", permanent=False)

    def send(self, method: str, url: str, *, timeout: float | None = None, **content: Any) -> Reply:
        """Send a request and read the whole answer. Raises EngineError for every status but 2xx, redirects included."""
        seconds = timeout or self._timeout
        with self._borrowed() as session:
            try:
                return self._exchange(session, method, url, seconds, content)
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                failure = self._explain(error, seconds)
        # Outside of the handler: not even the context of this error may hold the URL.
        raise failure

    def _exchange(
        self, session: requests.Session, method: str, url: str, seconds: float, content: Mapping[str, Any]
    ) -> Reply:
        limits = (min(CONNECT_SECONDS, seconds), seconds)
        deadline = time.monotonic() + seconds
        with session.request(method, url, timeout=limits, stream=True, allow_redirects=False, **content) as response:
            self._check_status(response)
            body = bytearray()
            while chunk := response.raw.read1(65536, decode_content=True):
                body += chunk
                if len(body) > _MOST_BYTES:
                    raise EngineError(self._engine, "its answer is too large", permanent=False)
                if time.monotonic() > deadline:
                    raise requests.ReadTimeout
            return Reply(response.status_code, response.headers.get("Content-Type", ""), bytes(body))

    def _check_status(self, response: requests.Response) -> None:
        status = response.status_code
        if 200 <= status < 300:  # noqa: PLR2004 — RFC 9110: 2xx is success
            return
        reason = _REASONS.get(status, f"it failed with status {status}")
        if 300 <= status < 400:  # noqa: PLR2004 — RFC 9110: 3xx is a redirection
            reason = f"it redirects us to another page ({status}); check its url setting"
        retry_after = read_retry_after(response.headers.get("Retry-After", ""), time.time())
        raise EngineError(self._engine, reason, permanent=status not in _TEMPORARY_STATUS, retry_after=retry_after)

    def _explain(self, error: Exception, seconds: float) -> EngineError:
        for kinds, reason in _UNREACHABLE:
            if isinstance(error, kinds):
                return EngineUnreachableError(self._engine, reason)
        if isinstance(error, _TIMEOUTS):
            return EngineError(self._engine, f"no answer within {seconds:g} seconds", permanent=False)
        if isinstance(error, requests.exceptions.ConnectionError) and _never_connected(error):
            return EngineUnreachableError(self._engine, "it cannot be reached (no connection)")
        if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
            return EngineError(self._engine, "its url setting is no web address", permanent=True)
        return EngineError(self._engine, "the connection was cut", permanent=False)

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[requests.Session]:
        try:
            session = self._idle.get_nowait()
        except queue.Empty:
            session = self._new_session()
        try:
            yield session
        finally:
            self._idle.put(session)

    def _new_session(self) -> requests.Session:
        hush_query_strings()
        session = requests.Session()
        session.headers.update(self._headers)
        return session

    def close(self) -> None:
        """Close every idle connection."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()


def _never_connected(error: BaseException) -> bool:
    """Whether no connection was made: urllib3 wraps refused and unresolved addresses in a NewConnectionError."""
    seen: object = error
    for _ in range(4):
        if type(seen).__name__ in {"NewConnectionError", "NameResolutionError", "ConnectionRefusedError"}:
            return True
        arguments = getattr(seen, "args", ())
        seen = getattr(seen, "reason", None) or (arguments[0] if arguments else None)
    return False


def read_retry_after(value: str, now: float) -> float | None:
    """Read a Retry-After header, seconds or a date (RFC 9110, 10.2.3), as seconds from now."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None


class _NoQueryStrings(logging.Filter):
    """Cuts query strings out of urllib3's log lines: they hold texts under embargo, and some services' keys."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                argument.partition("?")[0] if isinstance(argument, str) else argument for argument in record.args
            )
        return True


_FILTER = _NoQueryStrings()


def hush_query_strings() -> None:
    """Keep query strings out of the log, whoever turns urllib3's debug lines on."""
    logger = logging.getLogger("urllib3.connectionpool")
    if _FILTER not in logger.filters:
        logger.addFilter(_FILTER)
