"""Taking releases in."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import DuplicateSlugError, FetchRefusedError, NotFoundError, SourceError, UsageError
from translateflow.workflow.add import AddReport, AddRequest, run_add

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.workflow.conftest import House

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Stadt</title><id>urn:x</id><updated>2026-05-01T00:00:00Z</updated>
<entry>
<title>Freibad öffnet</title><id>urn:1</id><link href="https://stadt.example/1"/>
<updated>2026-05-22T08:00:00Z</updated><published>2026-05-22T08:00:00Z</published>
<content type="html">&lt;p&gt;Das Freibad öffnet am Samstag. Der Eintritt ist frei. Alle Becken sind beheizt.&lt;/p&gt;
</content>
</entry>
</feed>"""

PAGE = """<!doctype html><html lang="de"><head><title>Markt zieht um – Stadt</title>
<meta property="article:published_time" content="2026-04-27T09:00:00+02:00"></head>
<body><nav><a href="/">Start</a></nav><main><article><h1>Markt zieht um</h1>
<p>Der Wochenmarkt zieht auf den Hafenplatz um. Er beginnt weiterhin um acht Uhr und endet um vierzehn Uhr.</p>
<p>Die Stände stehen künftig im Halbkreis um den Brunnen, damit alle Wege breit genug für Rollstühle sind.</p>
<script>alert(1)</script></article></main></body></html>"""


def _add(house: House, *origins: object, **wishes: object) -> AddReport:
    request = AddRequest([str(origin) for origin in origins], **wishes)  # type: ignore[arg-type]  # test sugar
    return run_add(house.newsroom, request, lambda _: None)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """Serve a page and a feed on loopback."""
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "markt.html").write_text(PAGE, encoding="utf-8")
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]  # keep quiet
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_text_file_becomes_a_release_with_catalogs(house: House, tmp_path: Path) -> None:
    text = "Neue Linie fährt\n\nDie Linie 22 fährt ab dem 3. Mai 2026. Sie hält am Rathaus.\n"
    (tmp_path / "linie.txt").write_text(text, encoding="utf-8")
    report = _add(house, tmp_path / "linie.txt")
    assert [release.slug for release in report.added] == ["neue-linie-faehrt"]
    assert {guess.field for guess in report.added[0].guesses} >= {"slug", "title", "date"}
    assert house.catalog_path("en", "neue-linie-faehrt").is_file()


def test_a_slug_that_is_taken_is_refused_and_nothing_is_written(house: House, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# Titel\n\nText.\n", encoding="utf-8")
    before = house.files()
    with pytest.raises(DuplicateSlugError, match="--slug"):
        _add(house, tmp_path / "x.md", slug="bruecke")
    assert house.files() == before


def test_one_bad_file_among_several_leaves_the_newsroom_as_it_was(house: House, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Guter Titel\n\nText.\n", encoding="utf-8")
    (tmp_path / "bad.md").write_bytes(b"\x00\x01\x02")
    before = house.files()
    with pytest.raises(SourceError, match=r"bad\.md"):
        _add(house, tmp_path / "good.md", tmp_path / "bad.md")
    assert house.files() == before


def test_what_is_not_there_is_told(house: House) -> None:
    with pytest.raises(NotFoundError, match=r"nowhere\.md"):
        _add(house, "nowhere.md")


def test_a_slug_must_be_one(house: House, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# Titel\n\nText.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="slug"):
        _add(house, tmp_path / "x.md", slug="../etc")


def test_a_web_page_becomes_a_release_without_its_scripts(house: House, web: str) -> None:
    report = _add(house, f"{web}/markt.html", allow_private=True)
    stored = report.added[0].path.read_text(encoding="utf-8")
    assert "Hafenplatz" in stored
    assert "alert" not in stored
    assert 'title: "Markt zieht um"' in stored


def test_the_own_network_is_refused_unless_allowed(house: House, web: str) -> None:
    with pytest.raises(FetchRefusedError):
        _add(house, f"{web}/markt.html")


def test_a_feed_brings_its_items_and_passes_over_what_is_here(house: House, web: str) -> None:
    first = _add(house, f"{web}/feed.xml", allow_private=True)
    assert [release.slug for release in first.added] == ["freibad-oeffnet"]
    assert "date: 2026-05-22" in first.added[0].path.read_text(encoding="utf-8")
    second = _add(house, f"{web}/feed.xml", allow_private=True)
    assert (second.added, second.passed_over) == ((), ("freibad-oeffnet",))


def test_a_feed_may_be_a_file(house: House, tmp_path: Path) -> None:
    (tmp_path / "feed.atom").write_text(FEED, encoding="utf-8")
    assert [release.slug for release in _add(house, tmp_path / "feed.atom").added] == ["freibad-oeffnet"]
