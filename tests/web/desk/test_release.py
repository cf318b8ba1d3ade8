from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House


@pytest.fixture
def editor(house: House) -> Browser:
    run_sync(house.newsroom, [])
    return house.browser("editor")


def test_the_page_says_where_every_language_stands(editor: Browser) -> None:
    page = editor.get("/releases/bruecke").get_data(as_text=True)
    assert "Neue Brücke öffnet" in page
    assert "/releases/bruecke/ar/edit" in page
    assert "/releases/bruecke/en/sign-off" in page
    assert editor.get("/releases/nobody").status_code == 404


def test_the_original_is_signed_published_and_withdrawn(editor: Browser, house: House) -> None:
    assert editor.post("/releases/bruecke/sign-original").status_code == 303
    page = editor.get("/releases/bruecke").get_data(as_text=True)
    assert "signed off" in page
    assert "Signed off." in page
    editor.post("/releases/bruecke/publish", {"language": "de"})
    assert "Live in: de" in editor.get("/releases/bruecke").get_data(as_text=True)
    assert (house.root / "public" / "de" / "bruecke" / "index.html").is_file()
    assert editor.post("/releases/bruecke/withdraw", {"reason": " "}).status_code == 422
    editor.post("/releases/bruecke/withdraw", {"reason": "Falsch"})
    assert "withdrawn" in editor.get("/releases/bruecke").get_data(as_text=True)
    done = [(record.action, record.target) for record in house.newsroom.database.audit.records()]
    assert done == [("withdraw", "bruecke"), ("publish", "bruecke"), ("sign original", "bruecke")]


def test_the_evidence_can_be_read_and_taken_away(editor: Browser) -> None:
    assert editor.get("/releases/bruecke/de/evidence").status_code == 404
    editor.post("/releases/bruecke/sign-original")
    page = editor.get("/releases/bruecke/de/evidence").get_data(as_text=True)
    assert "Editor &lt;editor@desk.example&gt;" in page
    assert editor.get("/releases/bruecke/de/evidence?as=json").get_json()["slug"] == "bruecke"


def test_a_new_source_shows_what_changed_since_the_sign_off(editor: Browser, house: House) -> None:
    editor.post("/releases/bruecke/sign-original")
    source = house.root / "releases" / "bruecke.md"
    source.write_text(source.read_text().replace("alle zehn Minuten", "alle fünf Minuten"))
    page = editor.get("/releases/bruecke/history").get_data(as_text=True)
    assert "<del>zehn</del><ins>fünf</ins>" in page
    assert "as before" in page
    assert editor.get("/releases/bruecke/history?old=0000").status_code == 422


def test_the_original_can_be_previewed_in_a_frame_without_scripts(editor: Browser) -> None:
    answer = editor.get("/releases/bruecke/preview/de/bruecke/index.html")
    assert "<strong>186 m</strong>" in answer.get_data(as_text=True)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert editor.get("/releases/bruecke/preview/../translateflow.toml").status_code == 404


def test_a_minor_edit_outdates_nothing(editor: Browser, house: House) -> None:
    assert editor.post("/releases/bruecke/sync", {"minor": "1"}).status_code == 303
    assert "up to date" in editor.get("/releases/bruecke").get_data(as_text=True)
    house.write_release("bruecke", "---\ntitle: [\n---\n")
    editor.post("/releases/bruecke/sync")
    assert "bruecke.md" in editor.get("/releases/bruecke").get_data(as_text=True)
