"""The server as a process: it says where it is, answers, and goes when told to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import textwrap
import threading
import urllib.request
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import PortTakenError
from translateflow.web.server import serve_site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

SERVER = """
    from translateflow.web.server import serve_site

    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"here"]

    serve_site(app, "127.0.0.1", 0, lambda url: print(url, flush=True))
    print("finished", flush=True)
"""


def _app(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"here"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_told_to_stop(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SERVER)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        url = process.stdout.readline().strip()
        assert urllib.request.urlopen(url, timeout=10).read() == b"here"
        process.send_signal(number)
        assert process.stdout.read() == "finished\n"
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""


def test_a_taken_port_is_one_clear_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"Cannot listen on 127.0.0.1:{port}: Address already in use"):
            serve_site(_app, "127.0.0.1", port, lambda _: None)


def test_stopping_leaves_the_signals_as_they_were() -> None:
    before = signal.getsignal(signal.SIGTERM)

    def stop(_: str) -> None:
        signal.raise_signal(signal.SIGTERM)

    serve_site(_app, "127.0.0.1", 0, stop)
    assert signal.getsignal(signal.SIGTERM) is before


def test_an_unknown_host_is_one_clear_error() -> None:
    for host, port in (("256.256.256.256", 0), ("127.0.0.1", 70000)):
        with pytest.raises(PortTakenError, match=f"Cannot listen on {host}:{port}: "):
            serve_site(_app, host, port, lambda _: None)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("0.0.0.0", "http://localhost:"),  # noqa: S104 — for the length of a test
        ("::1", "http://[::1]:"),
        ("localhost", "http://localhost:"),
    ],
)
def test_the_url_it_says_can_be_opened(host: str, shown: str) -> None:
    said: list[str] = []

    def stop(url: str) -> None:
        said.append(url)
        raise SystemExit

    thread = threading.Thread(target=serve_site, args=(_app, host, 0, stop))
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert said[0].startswith(shown)
