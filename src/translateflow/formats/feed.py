"""RSS and Atom -> what is in them. Nothing is fetched here."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from translateflow.errors import SourceError
from translateflow.formats.decode import check_size

_FEED = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:[a-z]+:)?(?:rss|feed|RDF)[\s>]", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. `html` is its text as far as the feed has it, "" when it has only a link; neither is sanitized."""

    url: str
    title: str
    date: dt.date | None
    html: str


def looks_like_feed(data: bytes) -> bool:
    """Tell whether this is RSS, Atom or RDF rather than a page."""
    return _FEED.match(data.removeprefix(b"\xef\xbb\xbf")[:5_000]) is not None


def read_feed(data: bytes, url: str) -> tuple[FeedItem, ...]:
    """Read a feed's items in its order, links made absolute by `url`. Raises SourceError when it is none, or empty."""
    import feedparser  # noqa: PLC0415 — 100 ms that only feeds need

    check_size(url, data)
    # A stream, because feedparser opens a text that looks like a path or an address.
    feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url})
    items = tuple(_read_item(entry, url) for entry in feed.entries)
    if not items:
        raise SourceError(url, "is not a feed, or an empty one.", remedy="Give the address of an RSS or Atom feed.")
    return items


def _read_item(entry: dict[str, object], url: str) -> FeedItem:
    content = entry.get("content")
    html = content[0].get("value", "") if isinstance(content, list) and content else entry.get("summary", "")
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    date = dt.date(moment[0], moment[1], moment[2]) if isinstance(moment, tuple) else None
    title = " ".join(str(entry.get("title", "")).split())
    return FeedItem(urljoin(url, str(entry.get("link", ""))), title, date, str(html))
