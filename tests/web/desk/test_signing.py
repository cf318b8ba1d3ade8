"""The sign-off at the desk: what blocks, what is let stand, and a signature for exactly what was seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.web.desk.test_editor import COSTS, LONG, SOURCE, TITLE, TRAM, send

from translateflow.model.edit import segment_id
from translateflow.workflow.sync import run_sync
from translateflow.workflow.waive import list_warned

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House
    from werkzeug.test import TestResponse

SIGN = "/releases/bruecke/en/sign-off"
TEXTS = {
    TITLE: "New bridge opens",
    COSTS: "The bridge costs EUR 12.8 million.",
    LONG: "It is <strong>186 m</strong> long.",
    TRAM: "<a1>Line 21</a1> runs.",
}


def ready(house: House) -> None:
    """Translate everything, sign it, and change a word again."""
    house.write_release("bruecke", SOURCE)
    run_sync(house.newsroom, [])
    browser = house.browser("reviewer")
    for key, text in TEXTS.items():
        assert send(browser, key, text).status_code == 200
    sign(browser)
    send(browser, TITLE, "A new bridge opens")


@pytest.fixture
def desk(house: House) -> House:
    house.write_release("bruecke", SOURCE)
    run_sync(house.newsroom, [])
    return house


def translate(desk: House) -> Browser:
    browser = desk.browser("reviewer")
    for key, text in TEXTS.items():
        send(browser, key, text)
    return browser


def shown(browser: Browser) -> str:
    answer = browser.get(SIGN)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def sign(browser: Browser, seen: str = "") -> TestResponse:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', shown(browser))
    assert found
    return browser.post(SIGN, {"seen": seen or found[1], "note": "Read aloud."})


def test_what_blocks_leads_to_its_sentence(desk: House) -> None:
    html = shown(desk.browser("reviewer"))

    assert "4 things are in the way" in html
    assert f"/edit?segment={segment_id(COSTS)}#s{segment_id(COSTS)}" in html
    assert re.search(r"<button class=\"main\" disabled", html)
    assert 'sandbox="allow-same-origin"' in html


def test_one_button_signs_with_name_and_note(desk: House) -> None:
    browser = translate(desk)

    assert sign(browser).status_code == 303

    snapshot = desk.newsroom.snapshots.read("bruecke", "en")
    assert snapshot is not None
    assert snapshot.evidence.approved_by == "Reviewer <reviewer@desk.example>"
    assert snapshot.evidence.note == "Read aloud."
    assert "exactly as it stands" in shown(browser)


def test_what_changed_after_the_look_is_not_signed(desk: House) -> None:
    browser = translate(desk)
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', shown(browser))
    assert found
    send(browser, TITLE, "Another title")

    sign(browser, found[1])

    assert desk.newsroom.snapshots.read("bruecke", "en") is None
    assert "changed since you opened this page" in shown(browser)


def test_a_text_with_gaps_is_not_signed_whatever_is_sent(desk: House) -> None:
    sign(desk.browser("reviewer"))

    assert desk.newsroom.snapshots.read("bruecke", "en") is None


def test_the_next_reader_sees_what_changed_since(desk: House) -> None:
    ready(desk)
    desk.write_release("bruecke", SOURCE.replace("186 m", "188 m"))
    run_sync(desk.newsroom, [])

    html = shown(desk.browser("reviewer"))

    assert "Changed since the last sign-off" in html
    assert "<del>New</del><ins>A new</ins> bridge opens" in html
    assert "<del>186</del><ins>188</ins> m" in html


def test_a_warning_is_let_stand_with_a_reason_and_that_can_be_taken_back(desk: House) -> None:
    browser = translate(desk)
    send(browser, TITLE, "New bridge bridge opens")
    (warned,) = list_warned(desk.newsroom, "bruecke", "en")
    form = {"segment": str(warned.number), "check": warned.check}

    browser.post(f"{SIGN}/waivers", {**form, "reason": "It is called that."})
    assert "Let stand by Reviewer: It is called that." in shown(browser)
    browser.post(f"{SIGN}/waivers", {**form, "as": "withdraw"})

    assert list_warned(desk.newsroom, "bruecke", "en")[0].waiver is None
    assert browser.post(f"{SIGN}/waivers", form).status_code == 422


def test_who_translates_another_language_reads_and_does_not_sign(desk: House) -> None:
    translate(desk)
    browser = desk.browser("translator")

    assert "Sign off in my name" not in shown(browser)
    assert browser.post(SIGN, {"seen": "x"}).status_code == 403
