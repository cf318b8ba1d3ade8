"""The web server of `serve`: waitress, started and stopped cleanly."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from translateflow.errors import PortTakenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from wsgiref.types import WSGIApplication

_THREADS = 8


def serve_site(app: WSGIApplication, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, then finish what runs and return. Port 0 takes any free one.

    `on_ready` gets the URL once requests are accepted. Raises PortTakenError.
    """
    try:
        server = create_server(app, host=host, port=port, threads=_THREADS, ident="translateflow")
    except OSError as error:
        raise PortTakenError(host, port, error) from error
    try:
        with contextlib.suppress(SystemExit), _stop_on_terminate():
            on_ready(f"http://{_shown(host)}:{_port_of(server)}/")
            server.run()
    finally:
        server.close()


def _port_of(server: Any) -> int:
    # A host name with several addresses gives a server of servers.
    effective = server.effective_listen[0][1] if hasattr(server, "effective_listen") else server.effective_port
    return int(effective)


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
