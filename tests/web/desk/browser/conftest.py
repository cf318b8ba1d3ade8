"""The desk in Debian's Chromium: a real server on loopback, and people each in a browser of their own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

from translateflow.web.desk.identity import COOKIE
from translateflow.web.mount import Mounted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
    from tests.web.desk.conftest import House

# What Chromium says of an answer that tells of a conflict or of a lost connection: both are tested for.
_EXPECTED = ("409 (CONFLICT)", "net::ERR_INTERNET_DISCONNECTED")


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Keep quiet."""


class Floor:
    """The desk over HTTP, and who sits at it. `complaints` is what browsers wrote to their consoles."""

    def __init__(self, house: House, chromium: Browser, url: str) -> None:
        self.house = house
        self.url = url
        self.complaints: list[str] = []
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []

    def seat(self, name: str, **options: Any) -> BrowserContext:
        """Give somebody a browser, signed in."""
        context = self._chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        secret = self.house.newsroom.database.sessions.open(self.house.account(name).id)
        context.add_cookies([{"name": COOKIE, "value": secret, "url": f"{self.url}/"}])
        context.set_default_timeout(10_000)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context

    def open(self, name: str, path: str, **options: Any) -> Page:
        """Let somebody open a page."""
        page = self.seat(name, **options).new_page()
        page.goto(self.url + path)
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(each in message.text for each in _EXPECTED):
            self.complaints.append(message.text)

    def close(self) -> None:
        """Send everybody home."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def floor(house: House, chromium: Browser) -> Iterator[Floor]:
    """Serve the desk; at the end nobody's console may have complained."""
    app = Mounted(Response(status=404), {"/desk": lambda: house.app})
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    made = Floor(house, chromium, f"http://127.0.0.1:{server.server_port}/desk")
    yield made
    made.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert made.complaints == []
