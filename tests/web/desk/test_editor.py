"""The editor over HTTP: what it shows, what it saves, and what it refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import Change, fill_drafts, update_catalog
from translateflow.model.edit import segment_id
from translateflow.model.segment import Key, Role
from translateflow.workflow.editing import open_editor
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House
    from werkzeug.test import TestResponse

    from translateflow.catalog import Catalog

SOURCE = """---
title: Neue Brücke öffnet
---

Die Brücke kostet 12,8 Mio. Euro. Sie ist **186 m** lang.

Die [Linie 21](https://bus.example/21) fährt.
"""
LONG = Key(Role.TEXT, "Sie ist <strong>186 m</strong> lang.")
COSTS = Key(Role.TEXT, "Die Brücke kostet 12,8 Mio. Euro.")
TITLE = Key(Role.TITLE, "Neue Brücke öffnet")
TRAM = Key(Role.TEXT, "Die <a1>Linie 21</a1> fährt.")
EDIT = "/releases/bruecke/en/edit"
DATA = {"Accept": "application/json"}


@pytest.fixture
def desk(house: House) -> House:
    house.write_release("bruecke", SOURCE)
    run_sync(house.newsroom, [])
    return house


def draft(desk: House, key: Key, text: str) -> None:
    def fill(catalog: Catalog | None) -> Catalog:
        assert catalog is not None
        return fill_drafts(catalog, {key: Change(text, fuzzy=True, origin="apertium")}).catalog

    update_catalog(desk.newsroom.catalogs.catalog("bruecke", "en"), fill)


def state(desk: House, key: Key = COSTS) -> tuple[str, str]:
    view = open_editor(desk.newsroom, "bruecke", "en").segment(segment_id(key))
    return view.target, view.state.value


def send(browser: Browser, key: Key, target: str, seen: str = "", **more: str) -> TestResponse:
    known = seen or open_editor(browser.app.newsroom, "bruecke", "en").segment(segment_id(key)).text.digest
    form = {"seen": known, "target": target, "as": "confirmed", **more}
    return browser.post(f"{EDIT}/{segment_id(key)}", form, headers=DATA)


def page(browser: Browser, path: str = EDIT) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_sentences_are_shown_with_chips_in_place_of_tags(desk: House) -> None:
    html = page(desk.browser("reviewer"))

    assert re.search(r'<p lang="de" dir="ltr">Sie ist <i class="t">①</i>186 m<i class="t e">❶</i> lang\.</p>', html)
    assert html.index("Neue Brücke öffnet") < html.index("kostet 12,8") < html.index("186 m")


def test_a_sentence_can_be_opened_without_a_script(desk: House) -> None:
    draft(desk, LONG, "It is <strong>186 m</strong> length.")

    html = page(desk.browser("reviewer"), f"{EDIT}?segment={segment_id(LONG)}")

    assert "\nIt is &lt;strong&gt;186 m&lt;/strong&gt; length.</textarea>" in html
    assert "drafted by apertium" in html
    assert re.search(r'value="confirmed"[^>]*>Accept draft</button>', html)


def test_a_form_saves_and_leads_to_the_next_sentence_to_do(desk: House) -> None:
    browser = desk.browser("reviewer")
    seen = open_editor(desk.newsroom, "bruecke", "en").segment(segment_id(COSTS)).text.digest

    answer = browser.post(
        f"{EDIT}/{segment_id(COSTS)}", {"seen": seen, "target": "It costs EUR 12.8 million.", "as": "x"}
    )

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"?segment={segment_id(LONG)}#s{segment_id(LONG)}")
    assert state(desk) == ("It costs EUR 12.8 million.", "reviewed")


def test_a_script_gets_all_it_has_to_show(desk: House) -> None:
    browser = desk.browser("reviewer")

    answer = send(browser, LONG, "It is <strong>188 m</strong> long.", seconds="7").get_json()

    assert answer["outcome"] == "saved"
    assert answer["seen"] == open_editor(desk.newsroom, "bruecke", "en").segment(segment_id(LONG)).text.digest
    assert "1 finding" in answer["row"]
    assert answer["page"] == ["It is <strong>188 m</strong> long."]
    assert answer["counts"]["todo"] == answer["counts"]["all"] - 1
    assert desk.newsroom.database.edits.seconds("bruecke", "en") == {segment_id(LONG): 7}


def test_a_draft_can_be_kept_as_one(desk: House) -> None:
    assert send(desk.browser("reviewer"), COSTS, "It costs …", **{"as": "draft"}).status_code == 200

    assert state(desk) == ("It costs …", "draft")


def test_a_clash_shows_both_texts_to_script_and_form(desk: House) -> None:
    browser = desk.browser("reviewer")
    seen = open_editor(desk.newsroom, "bruecke", "en").segment(segment_id(COSTS)).text.digest
    send(desk.browser("editor"), COSTS, "Theirs stands.")

    answer = send(browser, COSTS, "Mine waits.", seen)
    form = browser.post(f"{EDIT}/{segment_id(COSTS)}", {"seen": seen, "target": "Mine waits."})

    assert answer.status_code == form.status_code == 409
    assert answer.get_json()["outcome"] == "clash"
    for html in (answer.get_json()["clash"], form.get_data(as_text=True)):
        assert "Theirs stands." in html
        assert "Mine waits." in html
    assert state(desk) == ("Theirs stands.", "reviewed")
    now_seen = answer.get_json()["seen"]
    assert f'name="seen" value="{now_seen}"' in form.get_data(as_text=True)
    assert send(browser, COSTS, "Mine waits.", now_seen).status_code == 200


def test_what_is_being_typed_is_checked_and_shown_but_not_saved(desk: House) -> None:
    browser = desk.browser("reviewer")

    answer = browser.post(f"{EDIT}/{segment_id(LONG)}/check", {"target": "It is 186 m <b>long</b>."}).get_json()

    assert "<b>tags</b>" in answer["findings"]
    assert answer["page"] == ["It is 186 m &lt;b&gt;long&lt;/b&gt;."]
    assert state(desk, LONG) == ("", "empty")


def test_comments_are_written_shown_and_settled(desk: House) -> None:
    browser = desk.browser("reviewer")
    place = f"{EDIT}/{segment_id(COSTS)}"
    browser.post(f"{place}/comments", {"text": "EUR or <euro>?"})

    html = page(browser, f"{place}/help")
    assert "EUR or &lt;euro&gt;?" in html
    assert "1 comment" in page(browser)
    (comment,) = desk.newsroom.database.comments.list_open()
    part = browser.post(f"{place}/comments/{comment.id}/done", headers={"X-Part": "help"})

    assert "settled by Reviewer" in part.get_data(as_text=True)
    assert desk.newsroom.database.comments.list_open() == []


def test_a_change_is_undone_from_its_history(desk: House) -> None:
    browser = desk.browser("reviewer")
    draft(desk, COSTS, "Machine text.")
    send(browser, COSTS, "A person’s text.")
    html = page(browser, f"{EDIT}/{segment_id(COSTS)}/help")
    found = re.search(r'action="([^"]+/restore/\d+)".*?name="seen" value="([^"]+)"', html, re.DOTALL)
    assert found

    answer = browser.post(found[1], {"seen": found[2]}, headers=DATA)

    assert answer.get_json()["outcome"] == "saved"
    assert state(desk) == ("Machine text.", "draft")


def test_the_page_beside_is_framed_by_the_desk_alone_and_runs_nothing(desk: House) -> None:
    browser = desk.browser("translator")
    address = re.search(r'<iframe src="([^"]+)"[^>]*sandbox="allow-same-origin"', page(browser))
    assert address

    answer = browser.get(address[1])

    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    html = answer.get_data(as_text=True)
    assert f'data-segment="{segment_id(COSTS)}"' in html
    style = re.search(r'href="((?:\.\./)+assets/[^"]+\.css)"', html)
    assert style
    assert browser.get(f"/releases/bruecke/en/page/{style[1].replace('../', '')}").status_code == 200
    assert browser.get("/releases/bruecke/en/page/../../../translateflow.toml").status_code == 404


@pytest.mark.parametrize("show", ["todo", "draft", "outdated", "problems", "comments", "<script>"])
def test_sentences_can_be_looked_through(desk: House, show: str) -> None:
    draft(desk, COSTS, "It costs 12.9 million euros.")
    html = page(desk.browser("reviewer"), f"{EDIT}?show={show}")

    shown = len(re.findall(r'<li class="sentence ', html))
    assert shown == {"todo": 4, "draft": 1, "outdated": 0, "problems": 1, "comments": 0}.get(show, 4)


def test_who_may_not_translate_a_language_can_read_it_only(desk: House) -> None:
    browser = desk.browser("translator")

    html = page(browser, f"{EDIT}?segment={segment_id(COSTS)}")

    assert re.search(r'<textarea id="target"[^>]* readonly>', html)
    assert 'value="confirmed"' not in html
    assert send(browser, COSTS, "Not mine to say.").status_code == 403
    assert state(desk) == ("", "empty")


def test_what_is_not_there_is_told(desk: House) -> None:
    browser = desk.browser("reviewer")

    assert browser.get("/releases/nothing/en/edit").status_code == 404
    assert browser.get("/releases/bruecke/fr/edit").status_code == 422
    assert browser.get(f"{EDIT}/{'0' * 12}").status_code == 409
    assert send(browser, COSTS, "x", "not a digest").status_code == 200
    assert send(browser, COSTS, "y", "not a digest").status_code == 409
