from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.errors import FetchError, FetchRefusedError
from translateflow.fetch import Fetched, fetch_url, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "<html><body>Die Brücke ist offen.</body></html>".encode()


@dataclass
class Site:
    """A site on loopback with pages of every bad habit."""

    url: str = ""
    seen: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        self.site.seen.append(self.path)
        self.site.headers.append(dict(self.headers))
        name = self.path.strip("/").partition("?")[0].partition("/")[0] or "page"
        answer = getattr(self, f"_{name}".replace("-", "_"), None)
        if answer is None:
            self._send(404, b"no")
        else:
            answer()

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for header, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}.items():
            self.send_header(header, value)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self) -> None:
        self._send(200, PAGE)

    def _gzip(self) -> None:
        self._send(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def _deflate(self) -> None:
        self._send(200, zlib.compress(PAGE), Content_Encoding="deflate")

    def _half_gzip(self) -> None:
        self._send(200, gzip.compress(PAGE)[:-12], Content_Encoding="gzip")

    def _damaged(self) -> None:
        self._send(200, b"no gzip at all", Content_Encoding="gzip")

    def _brotli(self) -> None:
        self._send(200, PAGE, Content_Encoding="br")

    def _bomb(self) -> None:
        self._send(200, gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")

    def _large(self) -> None:
        self._send(200, bytes(3_000_000))

    def _moved(self) -> None:
        self._send(302, b"", Location="/page?moved=1")

    def _loop(self) -> None:
        self._send(301, b"", Location="/loop")

    def _to_file(self) -> None:
        self._send(302, b"", Location="file:///etc/passwd")

    def _to_inside(self) -> None:
        self._send(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def _nowhere(self) -> None:
        self._send(302, b"")

    def _hang(self) -> None:
        self.site.over.wait(20)
        self.close_connection = True

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        while not self.site.over.wait(0.05):
            try:
                self.wfile.write(b".")
            except OSError:
                return

    def _cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def _garbage(self) -> None:
        self.wfile.write(b"this is no HTTP\r\n\r\n")
        self.close_connection = True


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing about clients that hang up: they are what is tested."""


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = _QuietServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    site.over.set()
    server.shutdown()
    server.server_close()


def fetch(url: str, **options: Any) -> Fetched:
    return fetch_url(url, **{"allow_private": True, "timeout": 2.0, "max_bytes": 1_000_000} | options)


@pytest.mark.parametrize("path", ["", "/page", "/gzip", "/deflate"])
def test_a_page_is_fetched_and_decompressed(site: Site, path: str) -> None:
    assert fetch(site.url + path) == Fetched(site.url + path, "text/html; charset=utf-8", PAGE)


def test_redirects_are_followed_and_the_last_address_is_given(site: Site) -> None:
    assert fetch(f"{site.url}/moved").url == f"{site.url}/page?moved=1"


def test_an_address_may_hold_any_letters(site: Site) -> None:
    fetch(f"{site.url}/page/Brücke offen?q=ä b&c=%20#part")
    assert site.seen == ["/page/Br%C3%BCcke%20offen?q=%C3%A4%20b&c=%20"]


def test_the_host_is_named_by_its_name_while_the_address_is_pinned(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    assert fetch(f"http://localhost:{port}/page").data == PAGE
    assert site.headers[0]["Host"] == f"localhost:{port}"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "it answers with status 404"),
        ("/nowhere", "it answers with status 302"),
        ("/loop", "it redirects more than 5 times"),
        ("/large", "it is larger than 1 MB"),
        ("/bomb", "it is larger than 1 MB"),
        ("/damaged", "its compressed answer is damaged"),
        ("/half-gzip", "its answer is broken off"),
        ("/brotli", "an encoding we did not ask for (br)"),
        ("/cut", "its answer is broken off"),
        ("/garbage", "its answer is broken off, or no HTTP"),
    ],
)
def test_what_goes_wrong_is_said_in_one_sentence(site: Site, path: str, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(site.url + path, max_bytes=1_048_576)
    assert reason in str(caught.value)
    assert path in str(caught.value)


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_everything_together_ends_in_time(site: Site, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError, match="longer than"):
        fetch(site.url + path, timeout=0.4)
    assert time.monotonic() - started < 3


def test_a_closed_port_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="no connection could be made"):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(FetchError, match=r"the name nowhere\.invalid is not known"):
        fetch("http://nowhere.invalid/")


def test_https_to_a_server_that_speaks_http_is_no_connection(site: Site) -> None:
    with pytest.raises(FetchError, match="secure connection"):
        fetch(site.url.replace("http:", "https:"))


@pytest.mark.parametrize("path", ["/to-file", "/to-inside"])
def test_a_redirect_passes_the_same_guard(site: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first hop counts as public, so that the second one can be judged.
    monkeypatch.setattr("translateflow.fetch.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(FetchRefusedError):
        fetch(site.url + path, allow_private=False)
    assert site.seen == [path]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.7/", "http://192.168.1.1/", "http://172.20.0.1/",
        "http://169.254.169.254/", "http://[::1]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://127.1/", "http://[64:ff9b::7f00:1]/",
        "http://100.64.0.1/", "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    with pytest.raises(FetchRefusedError, match="private network"):
        fetch_url(url, timeout=2.0)


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (address, 80)) for address in ("198.51.100.7", "8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchRefusedError, match="private network"):
        fetch_url("http://two-faced.example/")


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "2002:808:808::", "64:ff9b::808:808"])
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["2002:7f00:1::", "2001:0:7f00:1::", "ff02::1", "fe80::1%eth0"])
def test_addresses_that_wrap_private_ones_are_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://town.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://", "no web address"),
        ("http://town.example:99999/", "no web address"),
        ("http://town.example:0/", "no web address"),
        ("http://[::1/", "no web address"),
        ("http://editor:sekret@town.example/?token=sekret", "user name or password"),
    ],
)
def test_what_is_no_plain_web_address_is_refused_without_repeating_secrets(url: str, reason: str) -> None:
    with pytest.raises(FetchRefusedError, match=reason) as caught:
        fetch_url(url)
    assert "sekret" not in str(caught.value)


def test_a_query_is_in_no_message(site: Site) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"{site.url}/missing?token=sekret#sekret")
    assert "sekret" not in f"{caught.value!r} {caught.value.address}"
