"""What waits for an answer, in the languages somebody works in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.web.desk.test_editor import COSTS, SOURCE

from translateflow.model.edit import CommentKind, Place, segment_id
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.web.desk.conftest import House


def wait(house: House, language: str, text: str, kind: CommentKind = CommentKind.COMMENT) -> None:
    house.newsroom.database.comments.add(Place("bruecke", language, COSTS), "Ada <a@x.example>", kind, text)


def test_people_see_what_waits_in_their_languages_and_settle_it(house: House) -> None:
    house.write_release("bruecke", SOURCE)
    run_sync(house.newsroom, [])
    wait(house, "en", "It is line 22 now.", CommentKind.REPORT)
    wait(house, "ar", "Which river?")
    browser = house.browser("reviewer")

    html = browser.get("/comments/").get_data(as_text=True)
    assert "A reader reports" in html
    assert "It is line 22 now." in html
    assert "Which river?" not in html
    assert f"/releases/bruecke/en/edit?segment={segment_id(COSTS)}#s{segment_id(COSTS)}" in html
    action = re.search(r'action="(/comments/bruecke/en/\d+)"', html)
    assert action
    assert browser.post(action[1]).status_code == 303

    assert "Nothing waits" in browser.get("/comments/").get_data(as_text=True)
    assert house.browser("reviewer").post(action[1].replace("/en/", "/ar/")).status_code == 403


def test_a_report_about_the_original_is_seen_by_those_who_may_change_it(house: House) -> None:
    wait(house, "de", "Es sind 13 Millionen.", CommentKind.REPORT)

    assert "Es sind 13 Millionen." in house.browser("editor").get("/comments/").get_data(as_text=True)
    assert "Es sind 13 Millionen." not in house.browser("reviewer").get("/comments/").get_data(as_text=True)
