from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.web.desk.conftest import House


def test_quality_says_that_there_is_nothing_to_say_yet(house: House) -> None:
    page = house.browser("translator").get("/quality").get_data(as_text=True)
    assert "No machine draft was signed off yet." in page
    assert "No translation was signed off yet." in page


def test_a_sign_off_shows_in_picture_and_table(house: House) -> None:
    editor = house.browser("editor")
    editor.post("/releases/bruecke/sign-original")
    page = editor.get("/quality").get_data(as_text=True)
    assert page.count('<svg class="plot"') == 1
    assert "Sentences signed off by week" in page
