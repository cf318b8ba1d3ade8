"""What the templates get: everything decided and worded, nothing left to look up.

Strings are escaped by the templates; `Markup` is HTML that the site itself made, or an approved body.
`base` is the way from the page to the site's root; every `href` is complete as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Alternate:
    """A `<link rel="alternate" hreflang>`; also a link of the sitemap and of feeds."""

    hreflang: str
    href: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """An entry of the language switcher: a language's own name."""

    language: str
    direction: str
    autonym: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in `<head>`. "" and () leave the element out."""

    title: str
    description: str = ""
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()
    robots: str = ""
    feed: str = ""
    og_type: str = "website"
    og_locale: str = ""
    og_locale_alternates: tuple[str, ...] = ()
    og_image: str = ""
    og_image_description: str = ""
    structured: Markup | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has. `speech` marks the site's own words with their language when it is not the page's."""

    language: str
    direction: str
    base: str
    stylesheet: str
    site_title: Markup
    speech: Markup
    home: str
    head: Head
    languages: tuple[LanguageLink, ...] = ()
    feed: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead image. Sizes are in CSS pixels, None where the file does not tell."""

    src: str
    description: str
    caption: Markup | None
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One release in one language."""

    page: Page
    title: Markup
    dateline: Markup
    summary: Markup | None
    body: Markup
    marked: bool
    provenance: str
    provenance_words: Markup
    changed: Markup | None
    machine: bool
    picture: Picture | None
    contact: Markup | None
    published: Markup
    modified: Markup | None
    data_href: str
    source_digest: str
    index_href: str


@dataclass(frozen=True, slots=True)
class ListedRelease:
    """A line of an index."""

    href: str
    title: Markup
    date: Markup
    summary: Markup | None
    machine: bool


@dataclass(frozen=True, slots=True)
class YearOfReleases:
    """The releases of one year, newest first."""

    year: int
    releases: tuple[ListedRelease, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The releases in one language."""

    page: Page
    years: tuple[YearOfReleases, ...]
    count: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page that says what is not here (unknown, missing in this language, withdrawn) and what is."""

    page: Page
    heading: str
    sentences: tuple[Markup, ...]
    remaining: tuple[LanguageLink, ...] = ()
    remaining_heading: str = ""
    index_href: str = ""
    kind: str = "missing"


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """The site's root on a host that cannot negotiate languages."""

    page: Page
    choices: tuple[LanguageLink, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of an Atom feed. Times are RFC 3339."""

    id: str
    title: str
    href: str
    published: str
    updated: str
    summary: str
    body: str
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom feed. `updated` is that of its newest entry: no clock."""

    id: str
    language: str
    title: str
    author: str
    home: str
    self_href: str
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A URL of the sitemap with its complete set of alternates. `lastmod` is an RFC 3339 time or ""."""

    href: str
    lastmod: str
    alternates: tuple[Alternate, ...] = ()
