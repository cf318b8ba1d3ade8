"""What the desk's own script does in a real browser: keys, search, pasting, keeping what is written, following jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from translateflow.model.job import ItemResult, Outcome
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.web.desk.browser.conftest import Floor

PASTE = """area => {
    const data = new DataTransfer();
    data.setData("text/html", "<p><b>Die Brücke</b></p><h2>Anfahrt</h2>");
    data.setData("text/plain", "Die Brücke Anfahrt");
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
DROP = """form => {
    const data = new DataTransfer();
    data.items.add(new File(["# Museum offen\\n\\nAb morgen."], "museum.md", { type: "text/markdown" }));
    form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_the_board_is_worked_by_keys_alone(floor: Floor) -> None:
    floor.house.write_release("museum", "---\ntitle: Museum öffnet\ndate: 2026-06-01\n---\n\nText.\n")
    floor.house.app.board.sweep()
    page = floor.open("editor", "/")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Neue Brücke öffnet")).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Museum öffnet")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("checkbox", name="Select Neue Brücke öffnet")).to_be_checked()
    page.keyboard.press("/")
    page.keyboard.type("museum")
    expect(page.get_by_role("link", name="Neue Brücke öffnet")).to_have_count(0)
    expect(page.get_by_role("link", name="Museum öffnet")).to_be_visible()
    assert page.url.endswith("q=museum&show=&language=&sort=")
    page.get_by_label("Show").select_option("live")
    expect(page.get_by_text("No release fits.")).to_be_visible()


def test_what_is_written_stays_until_it_is_stored(floor: Floor) -> None:
    page = floor.open("editor", "/new")
    page.get_by_label("Headline").fill("Stadtfest")
    page.get_by_label("Text", exact=True).fill("Alle sind da.")
    page.wait_for_timeout(600)  # it is kept 0.4 s after the last key
    page.reload()
    expect(page.get_by_label("Headline")).to_have_value("Stadtfest")
    expect(page.get_by_text("Your unsaved text of last time is back.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Stadtfest")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert (floor.house.root / "releases" / "stadtfest.md").is_file()


def test_pasted_pages_keep_their_meaning_and_dropped_files_become_releases(floor: Floor) -> None:
    page = floor.open("editor", "/new")
    body = page.get_by_label("Text", exact=True)
    body.evaluate(PASTE)
    expect(body).to_have_value("**Die Brücke**\n\n## Anfahrt")
    page.locator("form.drop").evaluate(DROP)
    expect(page.get_by_role("heading", name="Museum offen")).to_be_visible()


def test_a_job_goes_on_under_ones_eyes(floor: Floor) -> None:
    house = floor.house
    run_sync(house.newsroom, [])
    page = floor.open("editor", "/draft?slug=bruecke")
    page.get_by_label("Arabic").uncheck()
    page.get_by_role("button", name="Start drafting").click()
    expect(page.get_by_text("running")).to_be_visible()
    ledger = house.newsroom.database.ledger
    while chunk := ledger.claim_chunk("test", lease_seconds=60):
        results = [ItemResult(item.id, Outcome.DRAFTED, text=f"EN {item.key.text}") for item in chunk.items]
        ledger.record_results(chunk, results)
    expect(page.get_by_text("done", exact=True)).to_be_visible()
    expect(page.get_by_text("100%")).to_be_visible()


def test_a_grave_action_asks_once_more(floor: Floor) -> None:
    floor.house.account("translator")
    page = floor.open("admin", "/people")
    page.get_by_text("translator@desk.example").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Remove", exact=True).click()
    assert floor.house.newsroom.database.accounts.find("translator@desk.example")
