"""The editor under real keys: chips, shortcuts, two people at once, a lost connection, a job that runs meanwhile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.web.desk.test_editor import COSTS, EDIT, LONG, SOURCE, TITLE, TRAM, draft, state

from translateflow.model.edit import segment_id
from translateflow.model.memory import MemoryUnit
from translateflow.workflow.editing import open_editor
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from tests.web.desk.browser.conftest import Floor

    from translateflow.model.segment import Key


@pytest.fixture
def desk(floor: Floor) -> Floor:
    floor.house.write_release("bruecke", SOURCE)
    run_sync(floor.house.newsroom, [])
    return floor


def opened(desk: Floor, key: Key, name: str = "reviewer", language: str = "en") -> Page:
    """Open a sentence by a click, as people do."""
    page = desk.open(name, f"/releases/bruecke/{language}/edit")
    page.locator(".opened textarea#target").wait_for()
    if not page.locator(f"form[data-id='{segment_id(key)}']").count():
        page.locator(f"#s{segment_id(key)}").click()
    page.locator(f"form[data-id='{segment_id(key)}']").wait_for()
    return page


def field(page: Page) -> Locator:
    return page.locator("#target")


def stands(page: Page, key: Key, text: str) -> None:
    """Wait until a sentence's line shows this text, and the editor says that all is saved."""
    expect(page.locator("#standing")).to_have_text("All saved")
    expect(page.locator(f"#s{segment_id(key)} p").nth(1)).to_have_text(text)


def test_the_first_sentence_to_do_is_open_and_has_the_focus(desk: Floor) -> None:
    page = desk.open("reviewer", EDIT)

    expect(field(page)).to_be_focused()
    expect(page.locator(".opened .pane")).to_have_attribute("data-id", segment_id(TITLE))


def test_a_chip_goes_as_a_whole_and_comes_back_by_undo(desk: Floor) -> None:
    draft(desk.house, LONG, "It is <strong>186 m</strong> long.")
    page = opened(desk, LONG)
    expect(field(page)).to_have_value("It is ①186 m❶ long.")

    field(page).press("End")
    for _ in range(len(" long.")):
        field(page).press("ArrowLeft")
    field(page).press("Backspace")
    expect(field(page)).to_have_value("It is ①186 m long.")
    expect(page.locator(".findings")).to_contain_text("strong")
    field(page).press("ControlOrMeta+z")
    expect(field(page)).to_have_value("It is ①186 m❶ long.")


def test_a_tag_is_put_around_a_selection_by_key(desk: Floor) -> None:
    page = opened(desk, TRAM)
    page.keyboard.insert_text("Line 21 runs.")
    field(page).press("Home")
    for _ in range(len("Line 21")):
        field(page).press("Shift+ArrowRight")
    field(page).press("Control+Digit1")
    expect(field(page)).to_have_value("①Line 21❶ runs.")
    expect(page.locator(".mirror i.t")).to_have_count(2)
    field(page).press("Control+Enter")

    stands(page, TRAM, "①Line 21❶ runs.")
    assert state(desk.house, TRAM) == ("<a1>Line 21</a1> runs.", "reviewed")


def test_a_tag_without_a_selection_comes_half_by_half(desk: Floor) -> None:
    page = opened(desk, TRAM)
    for _ in range(2):
        field(page).press("Control+Digit1")
    expect(field(page)).to_have_value("①❶")


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          data.setData("text/html", `<b style="color:red">${text}</b>`);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.getElementById("target").dispatchEvent(event);
        }""",
        text,
    )


def test_what_is_pasted_comes_as_plain_text_with_its_tags(desk: Floor) -> None:
    page = opened(desk, TRAM)

    paste(page, "The <a1>line</a1>\n  <b>runs</b>")

    expect(field(page)).to_have_value("The ①line❶ <b>runs</b>")
    field(page).press("ControlOrMeta+z")
    expect(field(page)).to_have_value("")


def test_what_is_copied_out_has_its_tags_as_others_know_them(desk: Floor) -> None:
    draft(desk.house, TRAM, "The <a1>line</a1> runs.")
    page = opened(desk, TRAM)
    field(page).press("ControlOrMeta+a")

    copied = page.evaluate(
        """() => {
          const data = new DataTransfer();
          const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
          document.getElementById("target").dispatchEvent(event);
          return data.getData("text/plain");
        }"""
    )

    assert copied == "The <a1>line</a1> runs."


def test_an_input_method_keeps_its_keys(desk: Floor) -> None:
    page = opened(desk, COSTS)
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "はし", "selectionStart": 2, "selectionEnd": 2})
    page.evaluate(
        """() => document.getElementById("target").dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, isComposing: true, bubbles: true }))"""
    )
    session.send("Input.insertText", {"text": "橋"})

    expect(field(page)).to_have_value("橋")
    expect(page.locator(".opened .pane")).to_have_attribute("data-id", segment_id(COSTS))
    assert state(desk.house) == ("", "empty")


def test_keys_lead_through_the_sentences(desk: Floor) -> None:
    page = desk.open("reviewer", EDIT)
    form = page.locator(".opened .pane")
    expect(field(page)).to_be_focused()
    for keys, key in (
        ("Alt+ArrowDown", COSTS),
        ("Control+ArrowDown", LONG),
        ("Alt+ArrowUp", COSTS),
        ("Control+End", TRAM),
        ("Control+Home", TITLE),
    ):
        page.keyboard.press(keys)
        expect(form).to_have_attribute("data-id", segment_id(key))
        expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".opened")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    expect(page.locator("#search")).to_be_focused()


def test_search_shows_the_sentences_that_have_the_words(desk: Floor) -> None:
    page = desk.open("reviewer", EDIT)
    page.locator("#search").fill("linie")
    expect(page.locator(".sentence:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".opened .pane")).to_have_attribute("data-id", segment_id(TRAM))


def test_accepting_is_named_otherwise_than_amending(desk: Floor) -> None:
    draft(desk.house, COSTS, "It costs EUR 12.8 million.")
    page = opened(desk, COSTS)
    button = page.locator("button[value='confirmed']")
    expect(button).to_have_text("Accept draft")
    page.keyboard.type("!")
    expect(button).to_have_text("Save amended")
    field(page).press("Backspace")
    expect(button).to_have_text("Accept draft")
    page.keyboard.press("Control+Enter")

    stands(page, COSTS, "It costs EUR 12.8 million.")
    actions = [record.action for record in desk.house.newsroom.database.audit.records(target="bruecke/en")]
    assert actions == ["segment accepted"]


def test_a_suggestion_is_taken_by_key(desk: Floor) -> None:
    unit = MemoryUnit("de", "en", "Die Brücke kostet 11,8 Mio. Euro.", "The bridge costs EUR 11.8 million.", slug="old")
    desk.house.newsroom.database.memory.add([unit])
    page = opened(desk, COSTS)
    expect(page.locator(".proposals")).to_contain_text("The bridge costs EUR 11.8 million.")
    page.keyboard.press("Control+m")
    page.keyboard.press("1")

    expect(field(page)).to_have_value("The bridge costs EUR 11.8 million.")
    expect(page.locator(".findings")).to_contain_text("12,8")


def test_a_text_to_be_worked_on_stays_a_draft(desk: Floor) -> None:
    page = opened(desk, COSTS)
    page.keyboard.insert_text("It costs …")
    page.keyboard.press("Control+Shift+Enter")

    stands(page, COSTS, "It costs …")
    assert state(desk.house) == ("It costs …", "draft")


def test_a_change_is_undone_by_key(desk: Floor) -> None:
    draft(desk.house, COSTS, "Machine text.")
    page = opened(desk, COSTS)
    field(page).fill("A person’s text.")
    page.keyboard.press("Control+Enter")
    stands(page, COSTS, "A person’s text.")
    page.locator(f"#s{segment_id(COSTS)}").click()
    page.locator(".undo button").wait_for(state="attached")
    page.keyboard.press("Control+Alt+z")

    stands(page, COSTS, "Machine text.")
    expect(field(page)).to_have_value("Machine text.")
    assert state(desk.house) == ("Machine text.", "draft")


def test_the_page_lights_the_sentence_and_leads_to_it(desk: Floor) -> None:
    page = opened(desk, COSTS)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".lit")).to_have_attribute("data-segment", segment_id(COSTS))

    frame.locator(f"[data-segment='{segment_id(TRAM)}']").click()

    expect(page.locator(".opened .pane")).to_have_attribute("data-id", segment_id(TRAM))
    expect(frame.locator(".lit")).to_have_attribute("data-segment", segment_id(TRAM))
    page.keyboard.insert_text("Trams & more.")
    expect(frame.locator(".lit")).to_have_text("Trams & more.")
    frame.locator("h1").click()
    expect(page.locator(".opened .pane")).to_have_attribute("data-id", segment_id(TITLE))


def test_nothing_is_lost_while_the_connection_is(desk: Floor) -> None:
    page = opened(desk, TITLE)
    page.context.set_offline(True)
    field(page).fill("New bridge opens")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".opened .pane")).to_have_attribute("data-id", segment_id(COSTS))
    field(page).fill("It costs EUR 12.8 million.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".opened .pane")).to_have_attribute("data-id", segment_id(LONG))
    expect(page.locator("#standing")).to_contain_text("Kept on this computer: 2")
    expect(field(page)).to_be_focused()
    field(page).press("Control+Digit1")
    page.keyboard.insert_text("186 m")
    field(page).press("Control+Digit1")
    assert state(desk.house, TITLE) == ("", "empty")

    page.context.set_offline(False)

    stands(page, COSTS, "It costs EUR 12.8 million.")
    assert state(desk.house, TITLE) == ("New bridge opens", "reviewed")
    page.keyboard.press("Control+Enter")
    stands(page, LONG, "①186 m❶")
    assert state(desk.house, LONG) == ("<strong>186 m</strong>", "reviewed")


def test_what_waited_when_the_window_was_closed_is_sent_by_the_next_one(desk: Floor) -> None:
    page = opened(desk, COSTS)
    context = page.context
    context.set_offline(True)
    field(page).fill("It costs EUR 12.8 million.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#standing")).to_contain_text("Kept on this computer: 1")
    page.close()
    context.set_offline(False)

    again = context.new_page()
    again.goto(desk.url + EDIT)

    stands(again, COSTS, "It costs EUR 12.8 million.")
    assert state(desk.house) == ("It costs EUR 12.8 million.", "reviewed")


def test_a_text_that_was_never_saved_is_there_again(desk: Floor) -> None:
    page = opened(desk, COSTS)
    field(page).fill("Half a thought")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(f"#s{segment_id(COSTS)}")).not_to_have_class(re.compile("current"))
    page.reload()
    page.locator(f"#s{segment_id(COSTS)}").click()

    expect(field(page)).to_have_value("Half a thought")
    assert state(desk.house) == ("", "empty")


def test_two_people_at_one_sentence_see_both_texts(desk: Floor) -> None:
    ada, bo = opened(desk, COSTS, "editor"), opened(desk, COSTS, "reviewer")
    field(ada).fill("Ada’s text.")
    ada.keyboard.press("Control+Enter")
    stands(ada, COSTS, "Ada’s text.")
    field(bo).fill("Bo’s text.")
    bo.keyboard.press("Control+Enter")

    expect(bo.locator("#standing")).to_contain_text("Somebody else was faster")
    assert state(desk.house) == ("Ada’s text.", "reviewed")
    bo.locator("#standing a").click()
    clash = bo.locator(".clash")
    expect(clash).to_contain_text("Ada’s text.")
    expect(clash).to_contain_text("Bo’s text.")
    expect(field(bo)).to_have_value("Bo’s text.")
    bo.get_by_role("button", name="Save mine").click()

    stands(bo, COSTS, "Bo’s text.")
    assert state(desk.house) == ("Bo’s text.", "reviewed")


def test_who_was_slower_can_keep_what_stands_there(desk: Floor) -> None:
    ada, bo = opened(desk, COSTS, "editor"), opened(desk, COSTS, "reviewer")
    field(ada).fill("Ada’s text.")
    ada.keyboard.press("Control+Enter")
    stands(ada, COSTS, "Ada’s text.")
    field(bo).fill("Bo’s text.")
    bo.keyboard.press("Control+Enter")
    bo.locator("#standing a").click()
    bo.get_by_role("link", name="Keep what stands there").click()

    expect(field(bo)).to_have_value("Ada’s text.")
    expect(bo.locator(".clash")).to_have_count(0)
    assert state(desk.house) == ("Ada’s text.", "reviewed")


def test_two_people_at_two_sentences_do_not_meet(desk: Floor) -> None:
    ada, bo = opened(desk, COSTS, "editor"), opened(desk, TITLE, "reviewer")
    field(ada).fill("Ada’s text.")
    field(bo).fill("Bo’s title")
    for page in (ada, bo):
        page.keyboard.press("Control+Enter")

    stands(ada, COSTS, "Ada’s text.")
    stands(bo, TITLE, "Bo’s title")
    assert state(desk.house) == ("Ada’s text.", "reviewed")
    assert state(desk.house, TITLE) == ("Bo’s title", "reviewed")


def test_a_job_that_drafts_meanwhile_stops_nobody(desk: Floor) -> None:
    page = opened(desk, COSTS)
    field(page).fill("A person’s text.")
    for key in (TITLE, COSTS, TRAM):
        draft(desk.house, key, f"Machine: {key.text}")
    page.keyboard.press("Control+Enter")

    stands(page, COSTS, "A person’s text.")
    assert state(desk.house) == ("A person’s text.", "reviewed")
    assert state(desk.house, TRAM)[1] == "draft"


def test_arabic_is_written_from_the_right_with_the_same_chips(desk: Floor) -> None:
    page = opened(desk, TRAM, "translator", "ar")
    expect(field(page)).to_have_attribute("dir", "rtl")
    page.keyboard.insert_text("يسير الخط 21")
    field(page).press("ControlOrMeta+a")
    field(page).press("Control+Digit1")
    field(page).press("Backspace")
    expect(field(page)).to_have_value("①يسير الخط 21")
    field(page).press("Control+Digit1")
    page.keyboard.press("Control+Enter")

    stands(page, TRAM, "①يسير الخط 21❶")
    view = open_editor(desk.house.newsroom, "bruecke", "ar").segment(segment_id(TRAM))
    assert view.target == "<a1>يسير الخط 21</a1>"


def test_comments_are_written_without_leaving_the_sentence(desk: Floor) -> None:
    page = opened(desk, COSTS)
    page.locator(".help .say").wait_for()
    page.keyboard.press("Control+u")
    page.keyboard.insert_text("EUR or euros?")
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".comments")).to_contain_text("EUR or euros?")
    (comment,) = desk.house.newsroom.database.comments.list_open()
    assert comment.text == "EUR or euros?"
