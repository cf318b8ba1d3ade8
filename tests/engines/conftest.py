"""Loopback services that speak the engines' real wire formats, and misbehave on demand.

What a service answers is a file in `data/<engine>/`: its first line says where that shape is documented, `{{texts}}` or
`{{text}}` stands for the translation. The fake translation puts everything outside of marks into capitals.
"""

from __future__ import annotations

import html
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs, urlsplit

import pytest

from translateflow.engines import make_engine
from translateflow.errors import EngineError
from translateflow.model.engine import DraftRequest, EngineOptions, NoDraft
from translateflow.model.segment import TagShape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translateflow.engines import Engine
    from translateflow.model.engine import DraftOutcome

DATA = Path(__file__).parent / "data"
KEYS = {
    "deepl": "sekret-deepl-4711:fx",
    "microsoft": "sekret-microsoft-4711:westland",
    "mymemory": "sekret-4711@press.example",
    "baidu": "sekret-app-4711:sekret-key-4711",
    "libretranslate": "sekret-libre-4711",
    "google": "",
}
WEB_ENGINES = tuple(KEYS)
_MARK = re.compile(r"<[^>]*>|⟦\d+⟧|&#?\w+;|\n")


def shout(text: str) -> str:
    """Translate: capitals, and marks as they are."""
    return "".join(part if _MARK.fullmatch(part) else part.upper() for part in re.split(f"({_MARK.pattern})", text))


def read_shape(engine: str, name: str) -> str:
    """Read an answer's shape, without the line that says where it is documented."""
    (found,) = (DATA / engine).glob(f"{name}.*")
    first, _, shape = found.read_text(encoding="utf-8").partition("\n")
    assert "shape:" in first, f"{found} does not say where its shape is documented"
    return shape


@dataclass
class Asked:
    """A request as the service saw it."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    texts: list[str]


@dataclass
class Service:
    """A loopback service. `mode` decides how the next answers go wrong; `asked` is what came in."""

    engine: str
    url: str = ""
    mode: str = "fine"
    fixed_answer: str = ""
    translate: Callable[[str], str] = shout
    asked: list[Asked] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def asked_texts(self) -> list[str]:
        return [text for asked in self.asked for text in asked.texts]

    def read_texts(self, query: dict[str, list[str]], body: bytes) -> list[str]:
        if self.engine in {"google", "mymemory", "baidu"}:
            joined = query.get("q", [""])[0]
            return joined.split("\n") if self.engine != "mymemory" else [joined]
        payload: Any = json.loads(body)
        if self.engine == "microsoft":
            return [item["text"] for item in payload]
        texts: list[str] = payload["text" if self.engine == "deepl" else "q"]
        return texts

    def write_answer(self, texts: list[str | None]) -> tuple[str, str]:
        """Give content type and body for these translations."""
        if self.fixed_answer:
            return "application/json", self.fixed_answer
        shape = read_shape(self.engine, "answer")
        if self.engine == "google":
            lines = "\n".join(html.escape(text) for text in texts if text is not None)
            page = shape if texts != [None] else shape.replace("result-container", "other-container")
            return "text/html; charset=UTF-8", page.replace("{{text}}", lines)
        if self.engine == "deepl":
            return "application/json", shape.replace(
                '"{{texts}}"', ",".join(json.dumps({"detected_source_language": "EN", "text": text}) for text in texts)
            )
        if self.engine == "baidu":
            return "application/json", shape.replace(
                '"{{texts}}"', ",".join(json.dumps({"src": "…", "dst": text}) for text in texts)
            )
        if self.engine == "libretranslate":
            return "application/json", shape.replace('"{{texts}}"', ",".join(json.dumps(text) for text in texts))
        return "application/json", shape.replace('"{{text}}"', json.dumps(texts[0] if texts else None))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Service

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        service = self.service
        if parts.path in {"/v2/usage", "/languages"}:
            self._send(200, "application/json", read_shape(service.engine, "probe").encode())
            return
        query = parse_qs(parts.query)
        texts = service.read_texts(query, body)
        service.asked.append(Asked(parts.path, query, dict(self.headers), body, texts))
        self._misbehave(service.mode, texts)

    def _misbehave(self, mode: str, texts: list[str]) -> None:
        if mode.isdigit():
            self._send(int(mode), "text/html", b"<html><body>No.</body></html>", {"Retry-After": "7"})
        elif mode == "redirect":
            self._send(302, "text/html", b"", {"Location": f"{self.service.url}/sorry"})
        elif mode == "html":
            self._send(200, "text/html", b"<!doctype html><html><body>Error 500 (Server Error)!!1</body></html>")
        elif mode == "hang":
            self.service.release.wait(10)
            self.close_connection = True
        elif mode == "drip":
            self._drip()
        elif mode == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"[" * 100)
            self.close_connection = True
        else:
            content_type, answer = self.service.write_answer(self._translations(mode, texts))
            self._send(200, content_type, answer.encode())

    def _drip(self) -> None:
        """Send a byte now and then: never silent for as long as the time-out, never done."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        while not self.service.release.wait(0.05):
            try:
                self.wfile.write(b" ")
            except OSError:
                break
        self.close_connection = True

    def _translations(self, mode: str, texts: list[str]) -> list[str | None]:
        translated: list[str | None] = [self.service.translate(text) for text in texts]
        if mode == "fewer":
            return translated[:-1]
        if mode == "null":
            return [None] * len(texts)
        if mode == "empty":
            return [""] * len(texts)
        if mode == "source":
            return list(texts)
        if mode == "tags lost":
            return [re.sub(r"<[^>]*>|⟦\d+⟧", "", text or "") for text in translated]
        return translated

    def _send(self, status: int, content_type: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing about clients that hang up: they are what is tested."""


class StartService(Protocol):
    """Start a service that speaks like one of the engines' own."""

    def __call__(self, engine: str) -> Service: ...


@pytest.fixture
def start_service() -> Iterator[StartService]:
    """Give the starter; all services end with the test."""
    running: list[tuple[ThreadingHTTPServer, Service]] = []

    def start(engine: str) -> Service:
        service = Service(engine)
        handler = type("Handler", (_Handler,), {"service": service})
        server = _QuietServer(("127.0.0.1", 0), handler)
        # The default looks for its end twice a second, which a hundred tests would have to wait for.
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        service.url = f"http://127.0.0.1:{server.server_address[1]}"
        running.append((server, service))
        return service

    yield start
    for server, service in running:
        service.release.set()
        server.shutdown()
        server.server_close()


@pytest.fixture(params=WEB_ENGINES)
def service(request: pytest.FixtureRequest, start_service: StartService) -> Service:
    """Give the service of each web engine in turn."""
    return start_service(request.param)


@pytest.fixture
def engine(service: Service) -> Iterator[Engine]:
    """Give the engine that talks to `service`, patient enough for a busy machine."""
    made = make_engine(options_for(service))
    yield made
    made.close()


@pytest.fixture
def impatient_engine(service: Service) -> Iterator[Engine]:
    """Give the engine that talks to `service` and gives up soon."""
    made = make_engine(options_for(service, timeout=0.25))
    yield made
    made.close()


def options_for(service: Service, **changes: Any) -> EngineOptions:
    """Give options that point an engine to its loopback service."""
    fields: dict[str, Any] = {"api_key": KEYS[service.engine], "timeout": 5.0} | changes
    return EngineOptions(service.engine, url=service.url, **fields)


class Ask(Protocol):
    """Draft texts with the engine; a whole call that fails counts as no draft for each, as in the relay."""

    def __call__(self, *texts: str, target: str = "es") -> list[DraftOutcome]: ...


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """Give the function that drafts; a text's own tags are found in it."""

    def draft(*texts: str, target: str = "es") -> list[DraftOutcome]:
        # Each service has English; Spanish is missing in none.
        requests = [request_for(text) for text in texts]
        try:
            return engine.draft(requests, "en", target)
        except EngineError as error:
            return [NoDraft(error.reason, error.engine, error.permanent, error.retry_after) for _ in texts]

    return draft


def request_for(text: str, *protected: str) -> DraftRequest:
    """Make a request whose tags are all that look like tags."""
    found = re.findall(r"<([a-z][a-z0-9]*)(/?)>", text)
    return DraftRequest(text, tuple(TagShape(name, paired=not alone) for name, alone in found), protected)
