from __future__ import annotations

import io
from typing import TYPE_CHECKING

from translateflow.model.memory import TermStatus

if TYPE_CHECKING:
    from tests.web.desk.conftest import House

TERM = {"source_language": "de", "source": "Brücke", "target": "bridge", "status": "preferred"}


def test_a_reviewer_decides_on_words_of_their_language(house: House) -> None:
    reviewer = house.browser("reviewer")
    assert reviewer.post("/glossary/en/add", TERM).status_code == 303
    assert reviewer.post("/glossary/ar/add", TERM).status_code == 403
    assert reviewer.post("/glossary/new", {**TERM, "language": "ar"}).status_code == 403
    assert reviewer.post("/glossary/en/add", {**TERM, "target": ""}).status_code == 422
    assert (
        reviewer.post("/glossary/en/add", {**TERM, "source": "IntMK", "target": "", "status": "keep as is"}).status_code
        == 303
    )
    page = reviewer.get("/glossary?q=BRÜCKE").get_data(as_text=True)
    assert "bridge" in page
    assert "to be used" in page
    assert "IntMK" not in page
    reviewer.post("/glossary/en/remove", TERM)
    assert [term.status for term in house.newsroom.database.terms.all()] == [TermStatus.KEEP]


def test_the_glossary_is_taken_in_and_away(house: House) -> None:
    editor = house.browser("editor")
    editor.post("/glossary/new", {**TERM, "language": "en"})
    csv = editor.get("/glossary/export.csv").data
    editor.post("/glossary/en/remove", TERM)
    assert editor.post("/glossary/import", {"file": (io.BytesIO(csv), "terms.csv")}).status_code == 303
    assert "1 term taken in." in editor.get("/glossary").get_data(as_text=True)
    assert b"bridge" in editor.get("/glossary/export.tbx").data
    assert editor.get("/glossary/export.exe").status_code == 404
    assert editor.post("/glossary/import", {"file": (io.BytesIO(csv), "terms.xls")}).status_code == 422


def test_a_word_on_the_glossary_is_seen_by_the_board(house: House) -> None:
    before = house.app.board.sweep()["bruecke"]
    house.browser("editor").post("/glossary/new", {**TERM, "language": "en"})
    assert house.app.board.sweep()["bruecke"] is not before
