"""The web server of `serve`: waitress, started and stopped cleanly."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import threading
from typing import TYPE_CHECKING

from waitress.server import create_server

from translateflow.errors import PortTakenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from wsgiref.types import WSGIApplication

_THREADS = 8
_LAST_PORT = 65535


def serve_site(app: WSGIApplication, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, then finish what runs and return. Port 0 takes any free one.

    `on_ready` gets the URL once requests are accepted. Raises PortTakenError.
    """
    # A request that waits a moment for a free thread is no news; waitress would warn of each.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    sockets = _listen(host, port)
    # Bound by us: waitress leaves half-made sockets behind when it cannot have a port.
    server = create_server(
        app,
        sockets=sockets,
        threads=_THREADS,
        ident="translateflow",
        # Nobody here believes these headers, and /metrics must see that a request came through a proxy.
        clear_untrusted_proxy_headers=False,
    )
    try:
        with contextlib.suppress(SystemExit), _stop_on_terminate():
            on_ready(f"http://{_shown(host)}:{sockets[0].getsockname()[1]}/")
            server.run()
    finally:
        server.close()


def _listen(host: str, port: int) -> list[socket.socket]:
    """Bind every address of a host name to one port."""
    if not 0 <= port <= _LAST_PORT:
        raise PortTakenError(host, port, f"ports end at {_LAST_PORT}")
    bound: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, address in dict.fromkeys((entry[0], entry[4]) for entry in found):
            chosen = bound[0].getsockname()[1] if bound else port
            bound.append(socket.create_server((str(address[0]), chosen), family=family))
    except OSError as error:
        for each in bound:
            each.close()
        raise PortTakenError(host, port, error.strerror or type(error).__name__) from error
    return bound


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 — compared, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host


@contextlib.contextmanager
def _stop_on_terminate() -> Iterator[None]:
    """Make SIGTERM end the server as Ctrl-C does; waitress finishes running requests on both."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(*_: object) -> None:
    raise SystemExit
