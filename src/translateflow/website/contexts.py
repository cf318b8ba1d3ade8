"""What the templates get: everything decided and worded, nothing left to look up.

Strings are escaped by the templates; `Markup` is HTML that the site itself made, or an approved body.
`base` is the way from the page to the site's root; every `href` is complete as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

NO_ATTRIBUTES = Markup("")


class Alternate(NamedTuple):
    """A `<link rel="alternate" hreflang>`; also a link of the sitemap and of feeds.

    A tuple, as the links of the switcher are: a large site makes millions, and looks them up again and again.
    """

    hreflang: str
    href: str


class LanguageLink(NamedTuple):
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
class Picture:
    """An image of the page: lead image, logo. Sizes are in CSS pixels, None where the file does not tell."""

    src: str
    description: str
    caption: Markup | None
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link in a list of links. `attributes` are what its language needs where that is not the page's."""

    href: str
    label: Markup
    current: bool = False
    attributes: Markup = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has. `speech` marks the site's own words with their language when it is not the page's.

    `sections` lead to topics, archive and search; `links` stand at the foot (imprint, accessibility, privacy, others).
    `preview` tells who reads the page before it is out that it is not.
    """

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
    logo: Picture | None = None
    sections: tuple[PageLink, ...] = ()
    links: tuple[PageLink, ...] = ()
    preview: Markup | None = None


@dataclass(frozen=True, slots=True)
class DownloadLink:
    """A file to take along. `facts` are its kind, size and language in words."""

    href: str
    label: Markup
    language: str
    media_type: str
    facts: Markup


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
    correction: Markup | None = None
    topics: tuple[PageLink, ...] = ()
    downloads: tuple[DownloadLink, ...] = ()


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
class Pager:
    """Where a page stands among the pages of its list. "" where there is none before or behind."""

    words: str
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Releases in one language: the newest, those of a year, those of a topic; newest first.

    `kind` is "index", "year" or "topic". Years are told apart by headings except on a year's own page. `more` leads to
    the years, `topics` to the topics; the index has both.
    """

    page: Page
    kind: str
    heading: Markup
    count: str
    years: tuple[YearOfReleases, ...]
    pager: Pager | None = None
    more: tuple[PageLink, ...] = ()
    topics: tuple[PageLink, ...] = ()
    contact: Markup | None = None


@dataclass(frozen=True, slots=True)
class OverviewEntry:
    """A year or a topic, and how many releases it has in words."""

    href: str
    label: Markup
    count: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The list of years (`kind` "archive") or of topics ("topics")."""

    page: Page
    kind: str
    heading: str
    entries: tuple[OverviewEntry, ...]


@dataclass(frozen=True, slots=True)
class SearchMonth:
    """The titles of one month, and where the script finds the words of their texts, in the same order."""

    words_href: str
    releases: tuple[ListedRelease, ...]


@dataclass(frozen=True, slots=True)
class SearchYear:
    """The titles of one year, by month."""

    year: int
    months: tuple[SearchMonth, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """All titles of a language, by year; a script narrows them down."""

    page: Page
    script: str
    count: str
    years: tuple[SearchYear, ...]


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
class ReportPage:
    """A form to report a problem with a passage. `stage` is form, sent, late (too old, or too quick) or many."""

    page: Page
    passage: str
    hidden: tuple[tuple[str, str], ...]
    stage: str
    back_href: str
    longest: int


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """The site's root on a host that cannot negotiate languages."""

    page: Page
    choices: tuple[LanguageLink, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of an Atom feed. Times are RFC 3339; `topics` are term and name."""

    id: str
    title: str
    href: str
    published: str
    updated: str
    summary: str
    body: str
    alternates: tuple[Alternate, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom feed. `updated` is that of its newest entry: no clock. `hub` is a WebSub hub or ""."""

    id: str
    language: str
    title: str
    author: str
    home: str
    self_href: str
    updated: str
    entries: tuple[FeedEntry, ...]
    hub: str = ""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A URL of the sitemap with its complete set of alternates. `lastmod` is an RFC 3339 time or ""."""

    href: str
    lastmod: str
    alternates: tuple[Alternate, ...] = ()
