"""Foreign pages cannot act here, and what the desk answers forbids scripts that are not its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.desk.conftest import House


def test_a_form_without_its_token_does_nothing(house: House) -> None:
    browser = house.browser("editor")
    assert browser.client.post("/sign-out").status_code == 403
    assert browser.client.post("/sign-out", data={"csrf": "AAAA"}).status_code == 403
    assert browser.client.post("/sign-out", data={"csrf": house.browser("admin").token()}).status_code == 403
    assert browser.get("/").status_code == 200


def test_a_token_in_a_header_is_as_good(house: House) -> None:
    browser = house.browser("editor")
    assert browser.client.post("/sign-out", headers={"X-CSRF-Token": browser.token()}).status_code == 302


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 302),
    ],
)
def test_a_request_says_which_page_it_comes_from(house: House, headers: dict[str, str], status: int) -> None:
    browser = house.browser("editor")
    assert browser.post("/sign-out", headers=headers).status_code == status


def test_each_page_masks_its_token_anew(house: House) -> None:
    browser = house.browser("editor")
    assert browser.token() != browser.token()


def test_every_answer_forbids_scripts_and_frames_of_others(house: House) -> None:
    for answer in (house.browser("editor").get("/"), house.browser().get("/sign-in"), house.browser().get("/nowhere")):
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == "private, no-store"
        page = answer.get_data(as_text=True)
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script src="/assets/')


def test_pages_travel_compressed(house: House) -> None:
    answer = house.browser("editor").get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
