"""Many sentences at once, and catalogs as files."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from tests.web.desk.test_editor import COSTS, LONG, SOURCE, TITLE, send, state

from translateflow.catalog import parse_catalog
from translateflow.model.memory import MemoryUnit
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House
    from werkzeug.test import TestResponse

PLACE = "/releases/bruecke/en"


@pytest.fixture
def desk(house: House) -> House:
    house.write_release("bruecke", SOURCE)
    run_sync(house.newsroom, [])
    return house


def ticked(html: str) -> list[str]:
    return re.findall(r'name="chosen" value="([^"]+)" checked', html)


def told(browser: Browser) -> str:
    return browser.get(f"{PLACE}/edit").get_data(as_text=True)


def test_exact_matches_are_shown_and_taken_over(desk: House) -> None:
    desk.newsroom.database.memory.add([MemoryUnit("de", "en", COSTS.text, "It costs EUR 12.8 million.", slug="old")])
    browser = desk.browser("reviewer")

    chosen = ticked(browser.get(f"{PLACE}/memory-matches").get_data(as_text=True))
    assert len(chosen) == 1
    assert browser.post(f"{PLACE}/memory-matches", {"chosen": chosen}).status_code == 303

    assert "1 sentence changed." in told(browser)
    assert state(desk) == ("It costs EUR 12.8 million.", "reviewed")
    assert "has no sentence" in browser.get(f"{PLACE}/memory-matches").get_data(as_text=True)


def test_a_replacement_is_shown_before_it_is_made(desk: House) -> None:
    browser = desk.browser("reviewer")
    send(browser, TITLE, "New brigde opens")
    send(browser, COSTS, "The brigde costs EUR 12.8 million.")
    form = {"find": "brigde", "replacement": "bridge"}

    html = browser.get(f"{PLACE}/replace", query_string=form).get_data(as_text=True)
    assert "2 sentences would change" in html
    assert "<del>brigde</del><ins>bridge</ins>" in html
    send(browser, TITLE, "Somebody was faster with the brigde")
    browser.post(f"{PLACE}/replace", {**form, "chosen": ticked(html)})

    page = told(browser)
    assert "1 sentence changed." in page
    assert "1 sentence was changed by somebody else meanwhile" in page
    assert state(desk) == ("The bridge costs EUR 12.8 million.", "reviewed")
    assert state(desk, TITLE)[0] == "Somebody was faster with the brigde"


@pytest.mark.parametrize("kind", ["po", "xliff", "xliff2", "csv"])
def test_every_format_goes_down(desk: House, kind: str) -> None:
    answer = desk.browser("translator").get(f"{PLACE}/download?format={kind}")

    assert answer.status_code == 200
    assert "Neue Brücke öffnet" in answer.get_data(as_text=True)
    assert re.fullmatch(r'attachment; filename="bruecke\.en\.\w+"', answer.headers["Content-Disposition"])
    assert desk.browser("translator").get(f"{PLACE}/download?format=exe").status_code == 404


def upload(browser: Browser, data: bytes, name: str) -> TestResponse:
    form = {"file": (io.BytesIO(data), name)}
    return browser.post(f"{PLACE}/upload", form, content_type="multipart/form-data")


def test_an_upload_is_merged_and_says_what_became_of_each_sentence(desk: House) -> None:
    browser = desk.browser("reviewer")
    send(browser, LONG, "It is <strong>186 m</strong> long.")
    text = browser.get(f"{PLACE}/download").get_data(as_text=True)
    entries = {COSTS.text: "It costs EUR 12.8 million.", TITLE.text: "New bridge opens"}
    for source, target in entries.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    text = text.replace('msgstr "It is <strong>186 m</strong> long."', 'msgstr "Its length: <strong>186 m</strong>."')
    send(browser, LONG, "Its length is <strong>186 m</strong>.")

    html = upload(browser, text.encode(), "../../translated.po").get_data(as_text=True)

    assert "Taken over: 2" in html
    assert "Changed on both sides: waiting for you: 1" in html
    assert state(desk) == ("It costs EUR 12.8 million.", "reviewed")
    assert "an upload differs" in told(browser)
    catalog = parse_catalog(desk.newsroom.catalogs.catalog("bruecke", "en").read_bytes(), "en.po")
    assert catalog.headers["Last-Translator"] == "Reviewer <reviewer@desk.example>"


def test_what_is_no_catalog_is_refused_in_one_sentence(desk: House) -> None:
    browser = desk.browser("reviewer")

    assert upload(browser, b"\x00\x01", "x.po").status_code == 422
    assert upload(browser, b"", "").status_code == 422
    assert upload(desk.browser("translator"), b"", "x.po").status_code == 403
