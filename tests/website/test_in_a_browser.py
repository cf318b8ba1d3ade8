"""Every kind of page in Debian's Chromium: accessibility, reflow, the console; and the search as readers use it.

In a left-to-right and a right-to-left language, light and dark, at 320 and at 1280 CSS pixels.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from playwright.sync_api import expect
from tests.website.press_site import KINDS, SITE
from werkzeug.serving import make_server

from translateflow.web.site import make_site_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from tests.website.press_site import PressSite

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    *(address.format(language=language) for address in KINDS.values() for language in ("de", "ar")),
    "",  # negotiated
    "index.html",
    *("en/draft/", "ar/draft/", "en/taken-back/", "ar/taken-back/", "es/", "zh-Hans/bridge/", "de-simple/bridge/"),
]


@pytest.fixture(scope="session")
def address(press_site: PressSite) -> Iterator[str]:
    """Give the address of a server that shows the site."""
    server = make_server("127.0.0.1", 0, make_site_app(press_site.out, site=SITE), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Give a tab that remembers what its console said."""
    context = chromium.new_context(locale="de-DE")
    try:
        yield context.new_page()
    finally:
        context.close()


def _faults(page: Page, rules: dict[str, Any]) -> list[str]:
    found = page.evaluate("rules => axe.run(document, rules)", rules)
    return [
        f"{fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(page: Page, address: str, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto(address + path)
    page.evaluate(AXE)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"
        page.emulate_media(color_scheme="light")
        assert _faults(page, {"runOnly": RULES}) == []
        page.emulate_media(color_scheme="dark")
        # Only colours differ.
        assert _faults(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}}) == []
    # Chromium tells of every answer that is not 200: here the server's own 404 and 410.
    assert [line for line in said if "404" not in line and "410" not in line] == []


def test_links_that_stand_alone_are_large_enough_to_hit(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}de/bridge/")
    sizes = page.evaluate(
        "[...document.querySelectorAll('nav a, .colophon a')].map(a => a.getBoundingClientRect())"
        ".map(box => [box.width, box.height])"
    )
    assert len(sizes) > 8
    assert all(width >= 24 and height >= 24 for width, height in sizes), sizes


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("de", "verbandsgemeinde", 11),
        ("de", "BRUCKE note-3", 1),
        ("ar", "جِسر", 10),
        ("ar", "رئيسه البلديه", 10),
        ("uk", "відкривають липня", 9),
        ("zh-Hans", "大桥揭幕", 9),
        ("en", "nothing like it", 0),
    ],
)
def test_the_search_finds_words_of_titles_and_texts(
    page: Page, address: str, language: str, query: str, found: int
) -> None:
    page.goto(f"{address}{language}/search/")
    before = page.get_by_role("status").inner_text()
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).not_to_have_text(before)
    assert page.locator(".titles a:visible").count() == found
    assert page.locator(".without-script").is_hidden()
    page.get_by_role("searchbox").press("Enter")
    assert page.url.startswith(f"{address}{language}/search/?q=")


def test_without_a_script_the_search_page_lists_every_title(
    chromium: Browser, address: str, press_site: PressSite
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}uk/search/")
    assert page.locator(".titles a").count() == len(list((press_site.out / "uk").glob("*/release.json")))
    assert page.locator(".without-script").is_visible()
    assert page.locator("form").is_hidden()
    context.close()


def test_only_the_search_page_may_run_a_script_and_only_the_sites_own(page: Page, address: str) -> None:
    policies = {
        path: page.request.get(address + path).headers["content-security-policy"]
        for path in ("de/", "de/bridge/", "de/search/", "de/search/2026-06.json")
    }
    assert [path for path, policy in policies.items() if "script-src" in policy] == ["de/search/"]
    assert "script-src 'self';" in policies["de/search/"]


def test_the_words_of_a_month_stand_in_the_order_of_the_titles(press_site: PressSite) -> None:
    words = json.loads((press_site.out / "ar/search/2026-06.json").read_bytes())
    assert len(words) == 2
    assert all("رئيسة البلدية" in text for text in words)
