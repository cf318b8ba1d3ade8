"""A small newsroom, and an engine on loopback that speaks LibreTranslate's wire format and counts what it is asked."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import Change, update_catalog
from translateflow.workspace import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from translateflow.catalog import Catalog
    from translateflow.model.segment import Key

NOW = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
EDITOR = "Pressestelle <presse@stadt.example>"
TRANSLATOR = "Translation Desk <desk@translators.example>"

RELEASE = """---
title: Neue Brücke öffnet
date: 2026-06-18
---

Die Brücke kostet 12,8 Mio. Euro. Sie ist **186 m** lang.

## Anfahrt

Die Linie 21 fährt alle zehn Minuten.
"""

SETTINGS = """[newsroom]
title = "Stadt Beispiel"
source = "de"
targets = ["en", "ar"]
base_url = "https://presse.stadt.example"
"""


class EngineServer(ThreadingHTTPServer):
    """Answers `text` with `[language] text`; `broken` are words whose texts it refuses, `down` refuses everything."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[str] = Counter()
        self.down = False
        self.answer: Callable[[str, str], str] = lambda text, language: f"{text} [{language}]"
        self.before_answer: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: EngineServer

    def do_GET(self) -> None:
        self._send(200, [{"code": code, "name": code, "targets": ["de", "en", "ar", "es"]} for code in ("de", "en")])

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
        self.server.before_answer()
        if self.server.down:
            self._send(503, {"error": "down"})
            return
        self.server.asked.update(texts)
        answers = [self.server.answer(text, body["target"]) for text in texts]
        self._send(200, {"translatedText": answers if isinstance(body["q"], list) else answers[0]})

    def _send(self, status: int, document: object) -> None:
        data = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def engine() -> Iterator[EngineServer]:
    """Run an engine on loopback."""
    server = EngineServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class House:
    """A newsroom under test, with the verbs its people use between commands."""

    def __init__(self, root: Path, settings: str) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.configure(settings)
        self.write_release("bruecke", RELEASE)

    def configure(self, settings: str) -> None:
        """Write `translateflow.toml` and open the newsroom anew."""
        (self.root / "translateflow.toml").write_text(settings, encoding="utf-8")
        self.newsroom = open_newsroom(self.root, {})

    def write_release(self, slug: str, text: str, suffix: str = "md") -> Path:
        """Write or replace a source."""
        path = self.root / "releases" / f"{slug}.{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def catalog_path(self, language: str, slug: str = "bruecke") -> Path:
        """Say where a catalog lies."""
        return self.newsroom.catalogs.catalog(slug, language)

    def review(self, language: str, slug: str = "bruecke", *, texts: Mapping[str, str] | None = None) -> None:
        """Let a translator confirm every sentence: with these texts, else with the source and a mark."""

        def confirm(catalog: Catalog | None) -> Catalog:
            assert catalog is not None
            changes: dict[Key, Change] = {
                entry.key: Change((texts or {}).get(entry.source, f"{entry.source}"))
                for entry in catalog.entries
                if texts is None or entry.source in texts
            }
            return catalog.with_changes(changes, by=TRANSLATOR, at=NOW)

        update_catalog(self.catalog_path(language, slug), confirm)

    def targets(self, language: str, slug: str = "bruecke") -> dict[str, tuple[str, bool]]:
        """Give target and fuzziness of every entry by its source."""
        from translateflow.catalog import read_catalog

        catalog = read_catalog(self.catalog_path(language, slug), slug=slug, language=language)
        return {entry.source: (entry.target, entry.fuzzy) for entry in catalog.entries}

    def files(self) -> dict[str, bytes]:
        """Give every file outside of the machine's own folder."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".translateflow" not in path.parts
        }


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Give a newsroom with one German release for English and Arabic, and no engine."""
    made = House(tmp_path / "newsroom", SETTINGS + "[engines]\norder = []\n")
    yield made
    close(made.newsroom)


@pytest.fixture
def served_house(tmp_path: Path, engine: EngineServer) -> Iterator[House]:
    """Give the same newsroom with the engine on loopback."""
    engines = f'[engines]\norder = ["libretranslate"]\n[engines.libretranslate]\nurl = "{engine.url}"\ntimeout = 5\n'
    made = House(tmp_path / "newsroom", SETTINGS + engines)
    yield made
    close(made.newsroom)


@pytest.fixture
def never() -> threading.Event:
    """Give a stop signal that nobody sends."""
    return threading.Event()


def close(newsroom: Newsroom) -> None:
    """Close the database, if it was opened."""
    if "database" in newsroom.__dict__:
        newsroom.database.close()
