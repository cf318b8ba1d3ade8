"""A crawler of our own: every link alive, every alternate answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html

if TYPE_CHECKING:
    from tests.website.conftest import RenderSite

    from translateflow.model.edition import Edition, Site

HOST = "https://press.example/"


def _path(url: str) -> str:
    path = url.removeprefix(HOST)
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def _links(page: str, url: str) -> list[str]:
    tree: Any = html.document_fromstring(page)
    found = [element.get(name) for name in ("href", "src") for element in tree.xpath(f"//*[@{name}]")]
    return [urldefrag(urljoin(url, link))[0] for link in found if not link.startswith(("mailto:", "data:"))]


def _alternates(page: str) -> list[tuple[str, str]]:
    tree: Any = html.document_fromstring(page)
    return [(link.get("hreflang"), link.get("href")) for link in tree.xpath("//link[@hreflang]")]


@pytest.mark.parametrize("base_url", ["https://press.example", ""])
def test_every_link_of_every_page_is_alive(
    site: Site, render_site: RenderSite, cast: list[Edition], assets: dict[str, bytes], base_url: str
) -> None:
    pages = render_site(cast, other=replace(site, base_url=base_url), assets=assets)
    for path, page in pages.items():
        if path.endswith(".html"):
            for link in _links(page, HOST + path):
                assert link.startswith(HOST), (path, link)
                assert _path(link) in pages, (path, link)


def test_every_page_can_be_reached_from_the_root(pages: dict[str, str]) -> None:
    seen: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        path = waiting.pop()
        if path not in seen and path.endswith(".html"):
            seen.add(path)
            waiting.extend(_path(link) for link in _links(pages[path], HOST + path))
    unreached = {path for path in pages if path.endswith("index.html")} - seen
    # Withdrawn pages and languages without a release are not linked from anywhere.
    assert unreached == {"es/bridge/index.html", "es/index.html", "ca/index.html"} - seen


def test_every_alternate_answers_with_the_same_set(pages: dict[str, str]) -> None:
    sets = {path: _alternates(page) for path, page in pages.items() if path.endswith(".html")}
    assert sum(map(bool, sets.values())) == 45
    for path, links in sets.items():
        for _, href in links:
            assert sets[_path(href)] == links, (path, href)
        if links:
            assert HOST + path.removesuffix("index.html") in [href for _, href in links]
