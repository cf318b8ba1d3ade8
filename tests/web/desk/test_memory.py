from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from translateflow.model.memory import MemoryUnit

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House

UNIT = MemoryUnit("de", "en", "Die Brücke öffnet.", "The bridge opens.", "text", "bruecke", "Ada <ada@desk.example>")
FORM = {"source_language": "de", "source": UNIT.source, "context": "text", "slug": "bruecke"}
TMX = """<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence"
 o-tmf="x" adminlang="en" srclang="de" datatype="plaintext"/><body><tu><tuv xml:lang="de"><seg>Guten Tag.</seg></tuv>
<tuv xml:lang="en"><seg>Good day.</seg></tuv></tu></body></tmx>"""


@pytest.fixture
def reviewer(house: House) -> Browser:
    """Give a reviewer of English, and a memory that knows one sentence."""
    house.newsroom.database.memory.add([UNIT])
    return house.browser("reviewer")


def test_a_sentence_is_found_by_a_word_and_by_its_like(reviewer: Browser) -> None:
    for question in ("bridge", "Brücke", "Die Brücke öffnet heute."):
        page = reviewer.get("/memory", query_string={"q": question, "language": "en"}).get_data(as_text=True)
        assert "The bridge opens." in page, question
    assert "knows nothing like that" in reviewer.get("/memory?q=museum&language=en").get_data(as_text=True)
    assert "%_" not in reviewer.get("/memory?q=%25_&language=en").get_data(as_text=True).partition("<ul class")[2]


def test_a_reviewer_mends_and_forgets_in_their_language(reviewer: Browser, house: House) -> None:
    assert reviewer.post("/memory/en/change", {**FORM, "target": "The bridge is opening."}).status_code == 303
    assert [unit.target for unit in house.newsroom.database.memory.units()] == ["The bridge is opening."]
    assert reviewer.post("/memory/ar/change", {**FORM, "target": "x"}).status_code == 403
    assert house.browser("translator").post("/memory/en/change", {**FORM, "target": "x"}).status_code == 403
    reviewer.post("/memory/en/change", {**FORM, "target": "x", "remove": "1"})
    assert list(house.newsroom.database.memory.units()) == []


def test_the_memory_learns_from_a_file_and_is_taken_away(reviewer: Browser, house: House) -> None:
    def file() -> dict[str, object]:
        return {"file": (io.BytesIO(TMX.encode()), "../../old.tmx")}

    assert reviewer.post("/memory/import", file()).status_code == 403
    editor = house.browser("editor")
    assert editor.post("/memory/import", file()).status_code == 303
    assert "1 sentence learned." in editor.get("/memory").get_data(as_text=True)
    assert "Good day." in editor.get("/memory/export?source=de&language=en").get_data(as_text=True)
    bad = {"file": (io.BytesIO(b"<!DOCTYPE x [<!ENTITY a 'b'>]><tmx>&a;</tmx>"), "bomb.tmx")}
    editor.post("/memory/import", bad)
    assert len(list(house.newsroom.database.memory.units())) == 2
    assert editor.post("/memory/import").status_code == 303
