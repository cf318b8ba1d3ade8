"""Feeds."""

from __future__ import annotations

import datetime as dt

import pytest

from translateflow.errors import SourceError
from translateflow.formats import FeedItem, looks_like_feed, read_feed

URL = "https://stadt.example/feed.xml"
RSS = b"""<?xml version="1.0"?><!-- hello --><rss version="2.0"><channel><title>T</title>
<item><title>Neue  Radwege</title><link>/presse/1</link><pubDate>Mon, 30 Jun 2025 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Kurz&lt;/p&gt;</description></item><item><title>Zwei</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="https://x.example/a"/>
<updated>2025-06-30T08:00:00Z</updated><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>"""


def test_rss_is_read_in_its_order_with_absolute_links() -> None:
    items = read_feed(RSS, URL)
    assert items[0] == FeedItem("https://stadt.example/presse/1", "Neue Radwege", dt.date(2025, 6, 30), "<p>Kurz</p>")
    assert items[1] == FeedItem(URL, "Zwei", None, "")


def test_atom_is_read_with_its_content() -> None:
    assert read_feed(ATOM, URL) == (FeedItem("https://x.example/a", "A", dt.date(2025, 6, 30), "<p>Text</p>"),)


@pytest.mark.parametrize("data", [RSS, ATOM, b"\xef\xbb\xbf<rss>", b'<rdf:RDF xmlns="x">'])
def test_a_feed_is_told_from_a_page(data: bytes) -> None:
    assert looks_like_feed(data)


@pytest.mark.parametrize("data", [b"<!doctype html><html>", b"Text <rss>", b"", b"# Markdown"])
def test_a_page_is_no_feed(data: bytes) -> None:
    assert not looks_like_feed(data)


@pytest.mark.parametrize("data", [b"<html></html>", b"/etc/passwd", b"https://stadt.example/"])
def test_what_is_no_feed_is_refused_and_nothing_is_opened(data: bytes) -> None:
    with pytest.raises(SourceError, match="is not a feed"):
        read_feed(data, URL)


def test_an_entity_bomb_is_defused() -> None:
    entities = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    bomb = entities + b"<rss><channel><item><title>&b;</title></item></channel></rss>"
    assert len(read_feed(bomb, URL)[0].title) < 100
