"""Every page of the desk for everybody: axe-core in three languages, light and dark, on a phone and on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.web.desk.browser.test_editor_access import WIDTHS, faults

from translateflow.model.account import LinkPurpose
from translateflow.model.job import ItemResult, Outcome
from translateflow.model.memory import MemoryUnit, Term
from translateflow.workflow.sign_in import run_make_link

if TYPE_CHECKING:
    from tests.web.desk.browser.conftest import Floor
    from tests.web.desk.conftest import House

PAGES = (
    "/",
    "/?q=nothing",
    "/new",
    "/releases/bruecke",
    "/releases/bruecke/source",
    "/releases/bruecke/history",
    "/releases/bruecke/de/evidence",
    "/draft?slug=bruecke",
    "/jobs",
    "/jobs/1",
    "/memory?language=en",
    "/glossary",
    "/quality",
    "/account",
    "/people",
    "/audit",
    "/nowhere",
)
DOORS = ("/sign-in", "/link/{secret}")


@pytest.fixture
def full(floor: Floor) -> Floor:
    """Give a newsroom in which every page has something to show."""
    house = floor.house
    editor = house.browser("editor")
    editor.post("/releases/bruecke/sign-original")
    editor.post("/draft", {"slug": "bruecke"})
    _fail(house)
    memory = MemoryUnit("de", "en", "Die Brücke öffnet.", "The bridge opens.", "", "bruecke", "Ada <ada@desk.example>")
    house.newsroom.database.memory.add([memory])
    house.newsroom.database.terms.add([Term("de", "en", "Brücke", "bridge", definition="over the Sirle")])
    house.write_release("kaputt", "---\ntitle: [\n---\n")
    source = house.root / "releases" / "bruecke.md"
    source.write_text(source.read_text(encoding="utf-8").replace("zehn", "fünf"), encoding="utf-8")
    house.newsroom.database.tokens.issue(house.account("admin").id, "cms", [])
    house.account("translator")
    house.app.board.sweep()
    return floor


def _fail(house: House) -> None:
    ledger = house.newsroom.database.ledger
    chunk = ledger.claim_chunk("test", lease_seconds=600)
    assert chunk
    ledger.record_results(chunk, [ItemResult(item.id, Outcome.FAILED, reason="engine down") for item in chunk.items])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_everybody_can_use_every_page(full: Floor, language: str, scheme: str) -> None:
    secret = run_make_link(full.house.newsroom, LinkPurpose.INVITE, "translator@desk.example", "test")
    page = full.open("admin", "/account", locale=language, color_scheme=scheme)
    found = {}
    for path in (*PAGES, *(door.format(secret=secret) for door in DOORS)):
        if path in DOORS:
            page.context.clear_cookies()
        page.goto(full.url + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{path} at {width} px"] = faults(page)
    full.complaints = [each for each in full.complaints if "404 (NOT FOUND)" not in each]
    assert {where: faulty for where, faulty in found.items() if faulty} == {}
