from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.web.desk.conftest import House


@pytest.fixture
def full(house: House) -> House:
    """Give a newsroom with thirty releases."""
    for number in range(29):
        house.write_release(f"nummer-{number:02}", f"---\ntitle: Nummer {number}\ndate: 2025-01-01\n---\n\nText.\n")
    run_sync(house.newsroom, [])
    house.app.board.sweep()
    return house


def test_the_board_names_every_language_and_what_is_to_be_done(full: House) -> None:
    page = full.browser("editor").get("/").get_data(as_text=True)
    assert "Neue Brücke öffnet" in page
    assert page.count('class="title"') == 25
    assert "30 releases" in page
    assert "Page 1 of 2" in page
    assert "not begun" in page
    assert 'name="slug" value="bruecke"' in page


def test_who_may_not_draft_selects_nothing(full: House) -> None:
    page = full.browser("translator").get("/").get_data(as_text=True)
    assert 'type="checkbox"' not in page
    assert "Draft the selected" not in page
    assert "New release" not in page


def test_searching_brings_the_list_alone(full: House) -> None:
    browser = full.browser("editor")
    part = browser.get("/?q=nummer+7", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.lstrip().startswith('<div id="list">')
    assert part.count('class="title"') == 3  # 7, 17 and 27
    assert "No release fits" in browser.get("/?q=nothing+at+all").get_data(as_text=True)
    assert browser.get("/?page=2").get_data(as_text=True).count('class="title"') == 5


def test_a_change_on_the_release_page_is_on_the_board_at_once(full: House) -> None:
    browser = full.browser("editor")
    full.write_release("bruecke", "---\ntitle: Brücke verschoben\n---\n\nText.\n")
    browser.get("/releases/bruecke")
    assert "Brücke verschoben" in browser.get("/").get_data(as_text=True)


def test_each_language_of_the_desk_has_rows_of_its_own(full: House) -> None:
    browser = full.browser("editor")
    english = browser.get("/").get_data(as_text=True)
    german = browser.get("/", headers={"Accept-Language": "de"}).get_data(as_text=True)
    assert "Jan 1, 2025" in english
    assert "01.01.2025" in german


def test_a_title_cannot_bring_markup_along(house: House) -> None:
    house.write_release("boese", '---\ntitle: "<script>alert(1)</script>"\n---\n\nText.\n')
    page = house.browser("editor").get("/").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
