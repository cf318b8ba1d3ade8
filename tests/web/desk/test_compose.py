"""New releases typed, dropped, fetched and pasted; corrections; and what hostile files and addresses get."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from translateflow.web.desk.app import MAX_REQUEST_BYTES

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House

TYPED = {
    "title": "Stadtfest im Juli",
    "date": "2026-07-01",
    "language": "de",
    "body": "Alle sind eingeladen.\r\n\r\n## Programm\r\n\r\nMusik.",
}


@pytest.fixture
def editor(house: House) -> Browser:
    return house.browser("editor")


def source(house: House, name: str) -> str:
    return (house.root / "releases" / name).read_text(encoding="utf-8")


def test_a_typed_release_becomes_a_source_with_a_catalog_for_each_language(editor: Browser, house: House) -> None:
    answer = editor.post(
        "/new", {**TYPED, "summary": "Kurz: ein Fest.", "embargo": "2026-07-01T09:00", "targets": "en"}
    )
    assert answer.headers["Location"] == "/releases/stadtfest-im-juli"
    written = source(house, "stadtfest-im-juli.md")
    assert 'summary: "Kurz: ein Fest."' in written
    assert written.endswith("\n---\n\nAlle sind eingeladen.\n\n## Programm\n\nMusik.\n")
    assert (house.root / "locales" / "en" / "LC_MESSAGES" / "stadtfest-im-juli.po").is_file()
    assert not (house.root / "locales" / "ar" / "LC_MESSAGES" / "stadtfest-im-juli.po").is_file()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"embargo": "tomorrow"}, "is not a date and time"),
        ({"slug": "../../etc"}, "has signs that addresses and file names do not take"),
        ({"slug": "bruecke"}, "bruecke"),
        ({"slug": "translateflow"}, "is reserved"),
        ({"language": "xx-nonsense"}, "is not a language we know"),
        ({"image": "../../secret.png"}, "is not a file beside the release"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(
    editor: Browser, house: House, wrong: dict[str, str], said: str
) -> None:
    answer = editor.post("/new", {**TYPED, **wrong})
    assert answer.status_code in {409, 422}
    page = answer.get_data(as_text=True)
    assert said in page
    assert "Alle sind eingeladen." in page
    assert "Stadtfest im Juli" in page
    assert sorted(path.name for path in (house.root / "releases").iterdir()) == ["bruecke.md"]


def test_a_line_of_the_form_cannot_write_another_key(editor: Browser, house: House) -> None:
    editor.post("/new", {**TYPED, "title": 'Fest"\nembargo: 2030-01-01T00:00\nx: "'})
    (name,) = {path.name for path in (house.root / "releases").iterdir()} - {"bruecke.md"}
    assert house.newsroom.read_release(name.removesuffix(".md")).front.embargo is None


def test_a_correction_changes_its_lines_and_keeps_the_version_before(editor: Browser, house: House) -> None:
    house.write_release("fest", "---\n# checked by the mayor\ntitle: Fest\ndate: 2026-07-01\n---\n\nAlt.\n")
    form = editor.get("/releases/fest/source").get_data(as_text=True)
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', form)
    assert ">Alt.\n<" in form
    answer = editor.post("/releases/fest/source", {"title": "Fest", "date": "2026-07-02", "body": "Neu.", "seen": seen})
    assert answer.status_code == 303
    assert source(house, "fest.md") == "---\n# checked by the mayor\ntitle: Fest\ndate: 2026-07-02\n---\n\nNeu.\n"
    history = editor.get("/releases/fest/history").get_data(as_text=True)
    assert "<del>Alt</del><ins>Neu</ins>." in history
    assert "Editor" in editor.get("/releases/fest").get_data(as_text=True)


def test_two_who_correct_at_once_both_keep_their_text(editor: Browser, house: House) -> None:
    form = editor.get("/releases/bruecke/source").get_data(as_text=True)
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', form)
    house.write_release("bruecke", "---\ntitle: Neue Brücke öffnet\n---\n\nVon jemand anderem.\n")
    answer = editor.post("/releases/bruecke/source", {"title": "T", "body": "Von mir.", "seen": seen})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Von mir." in page
    assert "Von jemand anderem." in page
    assert "Von jemand anderem." in source(house, "bruecke.md")


def test_files_that_are_dropped_become_releases(editor: Browser, house: House) -> None:
    files = [
        (io.BytesIO(b"# Museum offen\n\nAb morgen.\n"), "..\\..\\Museum offen.md"),
        (io.BytesIO(b"Schwimmbad\n\nEs ist warm.\n"), "/etc/bad.txt"),
    ]
    answer = editor.post("/new/file", {"file": files}, content_type="multipart/form-data")
    assert answer.status_code == 303
    names = {path.name for path in (house.root / "releases").iterdir()}
    assert len(names) == 3
    assert all("/" not in name and ".." not in name for name in names)
    assert editor.post("/new/file").status_code == 303
    assert "No file was chosen." in editor.get("/new").get_data(as_text=True)


@pytest.mark.parametrize("name", ["evil.exe", "page.php", "", ".md", "a" * 5000 + ".md\0"])
def test_files_of_other_kinds_are_refused(editor: Browser, house: House, name: str) -> None:
    answer = editor.post("/new/file", {"file": (io.BytesIO(b"MZ\0\0"), name)}, content_type="multipart/form-data")
    assert answer.status_code in {303, 409, 422}
    assert [path.name for path in (house.root / "releases").iterdir()] == ["bruecke.md"]


def test_a_zip_bomb_that_calls_itself_word_is_refused_before_it_unfolds(editor: Browser, house: House) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (300 * 1024 * 1024))
    bomb.seek(0)
    answer = editor.post("/new/file", {"file": (bomb, "bomb.docx")}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert [path.name for path in (house.root / "releases").iterdir()] == ["bruecke.md"]


def test_an_upload_beyond_the_limit_is_refused_unread(editor: Browser) -> None:
    headers = {"X-CSRF-Token": editor.token(), "Content-Type": "multipart/form-data; boundary=x"}
    answer = editor.client.post("/new/file", headers=headers, data=b"x" * (MAX_REQUEST_BYTES + 1))
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/page",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://0x7f.1:{port}/",
        "http://169.254.169.254/latest",
    ],
)
def test_an_address_of_the_own_network_is_never_asked(editor: Browser, house: House, address: str) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        answer = editor.post("/new/address", {"address": address.format(port=server.server_port)})
        server.shutdown()
        thread.join()
    assert answer.status_code in {409, 503}
    assert asked == []
    assert len(list((house.root / "releases").iterdir())) == 1


def test_a_file_is_no_address(editor: Browser) -> None:
    assert editor.post("/new/address", {"address": "file:///etc/passwd"}).status_code in {409, 422, 503}


def test_what_is_pasted_from_word_becomes_markdown(editor: Browser) -> None:
    html = "<p class=MsoNormal><b>Die Brücke</b><o:p></o:p></p><h2>Anfahrt</h2><script>alert(1)</script>"
    answer = editor.post("/paste", {"html": html})
    assert answer.get_data(as_text=True) == "**Die Brücke**\n\n## Anfahrt"


def test_a_word_file_is_replaced_by_a_file(editor: Browser, house: House) -> None:
    answer = editor.post(
        "/releases/bruecke/source/file",
        {"file": (io.BytesIO("# Neue Brücke\n\nGanz neu.\n".encode()), "neu.md")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    assert "Ganz neu." in source(house, "bruecke.md")
    assert "<del>" in editor.get("/releases/bruecke/history").get_data(as_text=True)
