"""Feeds and sitemap, read by programs that are not ours."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import feedparser
from lxml import etree

from translateflow.website import feeds

if TYPE_CHECKING:
    import pytest
    from tests.website.conftest import MakeEdition, RenderSite

    from translateflow.model.edition import Edition, Site

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _urls(sitemap: str) -> list[str]:
    root: Any = etree.fromstring(sitemap.encode())
    return [str(url) for url in root.xpath("//s:loc/text()", namespaces=SITEMAP)]


def test_a_feed_parser_reads_the_feed_without_complaint(pages: dict[str, str]) -> None:
    feed = feedparser.parse(pages["en/feed.xml"].encode())
    assert not feed.bozo
    assert feed.feed.language == "en"
    assert feed.feed.title == "Press releases – Stadt Eschenwarth"
    assert [entry.title for entry in feed.entries] == ["bridge in en", "library in en"]
    assert feed.entries[0].link == "https://press.example/en/bridge/"
    assert feed.entries[0].content[0].value == "<p>The Weidensteg opens, en.</p>"
    assert feed.entries[0].id == "tag:press.example,2026:en/bridge"


def test_a_correction_moves_updated_and_nothing_else(render_site: RenderSite, make_edition: MakeEdition) -> None:
    first = make_edition()
    later = replace(first, modified=first.modified + dt.timedelta(days=2))
    before, after = (feedparser.parse(render_site([edition])["de/feed.xml"]) for edition in (first, later))
    assert before.entries[0].id == after.entries[0].id
    assert before.entries[0].published == after.entries[0].published
    assert after.entries[0].updated == after.feed.updated == "2026-06-20T11:00:00+02:00"


def test_an_entry_links_each_translation_at_most_once_per_type_and_language(pages: dict[str, str]) -> None:
    root = etree.fromstring(pages["de/feed.xml"].encode())
    for entry in root.iter(f"{ATOM}entry"):
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in entry.iter(f"{ATOM}link")]
        assert len(links) == len(set(links))
    languages = [link.get("hreflang") for link in next(root.iter(f"{ATOM}entry")).iter(f"{ATOM}link")]
    assert languages == ["de", "en", "ar", "de-simple", "zh-Hans", None]
    # The first and the last are the page itself, whichever a feed reader takes.
    hrefs = [link.get("href") for link in next(root.iter(f"{ATOM}entry")).iter(f"{ATOM}link")]
    assert hrefs[0] == hrefs[-1] == "https://press.example/de/bridge/"


def test_machine_text_is_not_in_feeds_or_sitemap(pages: dict[str, str]) -> None:
    feed = feedparser.parse(pages["uk/feed.xml"])
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.updated == "1970-01-01T00:00:00+00:00"
    assert "/uk/bridge/" not in pages["sitemap.xml"]


def test_ids_are_stable_without_a_base_url_too(site: Site, render_site: RenderSite, make_edition: MakeEdition) -> None:
    relative = replace(site, base_url="")
    one, other = (
        feedparser.parse(render_site([make_edition(title=title)], other=relative)["de/feed.xml"]) for title in "ab"
    )
    assert one.entries[0].id == other.entries[0].id
    assert one.entries[0].id.startswith("urn:uuid:")
    assert one.entries[0].link == "../de/bridge/"


def test_signs_that_xml_cannot_hold_do_not_break_the_feed(render_site: RenderSite, make_edition: MakeEdition) -> None:
    feed = feedparser.parse(render_site([make_edition(title="a\x0bb\x1f & <c>", text="<p>\x00</p>")])["de/feed.xml"])
    assert not feed.bozo
    assert feed.entries[0].title == "ab & <c>"


def test_the_sitemap_gives_every_indexable_page_with_its_complete_set(pages: dict[str, str]) -> None:
    root = etree.fromstring(pages["sitemap.xml"].encode())
    sets = {
        url.findtext("s:loc", namespaces=SITEMAP): [
            (link.get("hreflang"), link.get("href")) for link in url.findall("x:link", namespaces=SITEMAP)
        ]
        for url in root.findall("s:url", namespaces=SITEMAP)
    }
    assert ("x-default", "https://press.example/de/bridge/") in sets["https://press.example/ar/bridge/"]
    for url, links in sets.items():
        assert url in [href for _, href in links]
        for _, href in links:
            assert sets[href] == links
    moments = root.xpath("//s:url[s:loc='https://press.example/en/library/']/s:lastmod/text()", namespaces=SITEMAP)
    assert moments == ["2026-06-19T11:00:00+02:00"]


def test_a_large_site_has_a_sitemap_for_each_month(
    render_site: RenderSite, make_edition: MakeEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "SITEMAP_LENGTH", 3)
    first = make_edition()
    later: dict[str, Any] = {
        "published": first.published + dt.timedelta(days=40),
        "modified": first.modified + dt.timedelta(days=41),
    }
    editions = [first, make_edition(language="en"), make_edition("a", **later), make_edition("a", "ar", **later)]
    pages = render_site(editions)
    months = ("languages", "2026-06", "2026-07")
    assert _urls(pages["sitemap.xml"]) == [f"https://press.example/sitemap-{part}.xml" for part in months]
    found = {part: _urls(pages[f"sitemap-{part}.xml"]) for part in months}
    assert len(found["languages"]) == 6
    assert found["2026-06"] == ["https://press.example/de/bridge/", "https://press.example/en/bridge/"]
    assert found["2026-07"] == ["https://press.example/de/a/", "https://press.example/ar/a/"]


def test_an_empty_site_has_a_valid_sitemap(render_site: RenderSite) -> None:
    root = etree.fromstring(render_site([])["sitemap.xml"].encode())
    assert [child.tag for child in root] == []


def test_robots_names_the_sitemap_and_forbids_nothing(pages: dict[str, str]) -> None:
    assert pages["robots.txt"] == "User-agent: *\nAllow: /\nSitemap: https://press.example/sitemap.xml\n"


def test_a_feed_is_bounded(render_site: RenderSite, make_edition: MakeEdition) -> None:
    editions: list[Edition] = [make_edition(f"r{number}") for number in range(60)]
    assert len(feedparser.parse(render_site(editions)["de/feed.xml"]).entries) == 50
