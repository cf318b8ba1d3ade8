"""The same table of requests before `serve`, nginx and Caddy: the same answers."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.website.press_site import LANGUAGES, SITE, PressSite, publish
from werkzeug.serving import make_server

from translateflow.hosting import HostedSite, plan_snippets
from translateflow.web.site import make_site_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMPARED = (
    "location",
    "content-language",
    "cache-control",
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "content-type",
)
NEGOTIATED = (
    "/",
    "/releases/bridge",
    "/releases/bridge/",
    "/releases/draft",
    "/releases/taken-back",
    "/releases/nothing",
)
WISHES = (
    "",
    "de",
    "en",
    "ar-EG",
    "uk-UA,uk;q=0.9,en;q=0.8",
    "en;q=0.8,uk;q=0.9",
    "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5",
    "en-GB,en-US;q=0.9,en;q=0.8",
    "zh-CN,zh;q=0.9,en;q=0.8",
    "zh-Hant-TW",
    "de-simple, de;q=0.5",
    "de-AT;q=0.55,ar;q=0.56",
    "fr,it;q=0.9",
    "de;q=0, *",
    "de;q=0",
    "de;q=0,en;q=0.0,*;q=0.5",
    "*;q=0",
    "*;q=0, uk",
    "*",
    "en;q=0.005",
    "EN",
    "no, tlh;q=0.4",
    "en;q=2, ar;q=1",
    ";;;,,, en ;q=0.3 , ar; q=0.4 ,",
    "gsw, en",
    "be, sr;q=0.8, pl;q=0.5, ar;q=0.1",
)
COOKIES = ("", "ar", "en-US", "xx", "de-simple")
ADDRESSES = (
    "/de/",
    "/ar/bridge/",
    "/zh-Hans/bridge/",
    "/de/bridge",
    "/de",
    "/DE/bridge/",
    "/ZH-hans/bridge",
    "/en/taken-back/",
    "/en/taken-back",
    "/ar/taken-back/",
    "/de/nothing/",
    "/de/nothing",
    "/en/nothing.txt",
    "/nothing",
    "/de/search/",
    "/de/search/2026-06.json",
    "/de/feed.xml",
    "/de/bridge/release.json",
    "/de/archive/2026/2/",
    "/uk/topics/transport/",
    "/assets/logo.svg",
    "/sitemap.xml",
    "/robots.txt",
    "/index.html",
    "/de/footbridge/",
    "/releases/footbridge",
    "/de/.hidden",
    "/.git/config",
    "/?language=ar",
    "/?language=xx",
    "/releases/bridge?language=uk",
)


class Answer(NamedTuple):
    """What is compared of an answer; the body where it is a page of ours."""

    status: int
    headers: dict[str, str]
    cookie: str
    vary: frozenset[str]
    body: bytes


def ask(port: int, method: str, path: str, headers: dict[str, str]) -> Answer:
    """Send one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    found = {name: value for name in COMPARED if (value := response.getheader(name)) is not None}
    page = response.status in {200, 410}
    if not page:
        found.pop("content-type", None)
    if response.status == 308:  # the address is the answer
        found = {"location": found["location"]}
    if response.status == 405:
        found = {}
    location = found.get("location", "")
    found["location"] = "/" + location.split("/", 3)[3] if "://" in location else location
    cookie = (response.getheader("set-cookie") or "").partition(";")[0]
    negotiated = frozenset(
        word.strip() for word in (response.getheader("vary") or "").split(",") if word.strip() != "Accept-Encoding"
    )
    return Answer(response.status, found, cookie, negotiated - {""}, body if page else b"")


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> PressSite:
    """Give a published site."""
    return publish(tmp_path_factory.mktemp("hosted"))


@pytest.fixture(scope="session")
def snippets(hosted: PressSite) -> dict[str, bytes]:
    """Give the settings for its servers."""
    return plan_snippets(
        HostedSite(
            PurePosixPath(hosted.out),
            SITE.languages,
            SITE.default_language,
            {f"{language}/footbridge/": f"{language}/bridge/" for language in LANGUAGES},
            ("ar/taken-back/", "en/taken-back/"),
        )
    )


@pytest.fixture(scope="session")
def reference(hosted: PressSite) -> Iterator[int]:
    """Give the port of `serve`."""
    server = make_server("127.0.0.1", 0, make_site_app(hosted.out, site=SITE), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


def free_port() -> int:
    """Give a port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, home: Path) -> Iterator[int]:
    """Run a server until it accepts, and end it afterwards."""
    said = home / "said"
    with said.open("wb") as output:
        environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        deadline = time.monotonic() + 30
        while True:
            assert process.poll() is None, said.read_text()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def nginx(snippets: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of an nginx with our settings."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    for name, data in snippets.items():
        (folder / name).write_bytes(data)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;\n"
        "events { worker_connections 64; }\n"
        f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; "
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        f"include {folder}/nginx-http.conf;\n"
        f"server {{ listen 127.0.0.1:{port}; include {folder}/nginx-server.conf; }} }}\n"
    )
    with running(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], port, folder):
        yield port


@pytest.fixture(scope="session")
def caddy(snippets: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of a Caddy with our settings."""
    folder, port = tmp_path_factory.mktemp("caddy"), free_port()
    (folder / "translateflow").write_bytes(snippets["Caddyfile"])
    (folder / "Caddyfile").write_text(
        "{\n\tadmin off\n\tauto_https off\n}\n"
        f"import {folder}/translateflow\nhttp://127.0.0.1:{port} {{\n\timport translateflow\n}}\n"
    )
    with running(["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"], port, folder):
        yield port


@pytest.fixture(params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest) -> int:
    """Give the port of each server in turn."""
    assert shutil.which(request.param), f"apt-get install {request.param}"
    port: int = request.getfixturevalue(request.param)
    return port


def _table() -> Iterator[tuple[str, str, dict[str, str]]]:
    for path in NEGOTIATED:
        for wish in WISHES:
            yield "GET", path, {"Accept-Language": wish} if wish else {}
        for cookie in COOKIES:
            yield "GET", path, {"Cookie": f"language={cookie}", "Accept-Language": "uk"}
    for path in ADDRESSES:
        yield "GET", path, {"Accept-Language": "en"}
    yield "HEAD", "/de/bridge/", {}
    yield "POST", "/de/", {}


def test_a_web_server_answers_as_serve_does(reference: int, server: int) -> None:
    wrong = [
        f"{method} {path} {headers}\n  serve:  {_shown(expected)}\n  server: {_shown(found)}"
        for method, path, headers in _table()
        if (found := ask(server, method, path, headers)) != (expected := ask(reference, method, path, headers))
    ]
    assert not wrong, f"{len(wrong)} answers differ:\n" + "\n".join(wrong[:12])


def _shown(answer: Answer) -> str:
    policy = answer.headers.get("content-security-policy", "none")
    headers = {**answer.headers, "content-security-policy": f"{len(policy)} characters"}
    return f"{answer.status} {headers} {answer.cookie} {sorted(answer.vary)} {len(answer.body)} bytes"
