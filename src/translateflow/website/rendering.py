"""Contexts to bytes, by Jinja. Everything is escaped unless it is `Markup`; an unknown name is an error."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from translateflow.texts import INTERFACE, SITE, texts_for
from translateflow.website.addresses import ASSETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.website.contexts import (
        Alternate,
        ChooserPage,
        Feed,
        IndexPage,
        NoticePage,
        ReleasePage,
        SitemapEntry,
    )

_HERE = Path(__file__).parent
# What XML 1.0 cannot hold, section 2.2.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.filters["xml"] = lambda text: _NOT_XML.sub("", text)
    return environment


def _render(template: str, language: str, **context: object) -> bytes:
    gettext = texts_for(language).gettext
    return (_environment().get_template(template).render(_=gettext, **context) + "\n").encode()


def render_release(release: ReleasePage) -> bytes:
    """Render a release's page."""
    return _render("release.html.jinja", release.page.language, release=release)


def render_index(index: IndexPage) -> bytes:
    """Render a language's list of releases."""
    return _render("index.html.jinja", index.page.language, index=index)


def render_notice(notice: NoticePage) -> bytes:
    """Render a page that says what is not here."""
    return _render("notice.html.jinja", notice.page.language, notice=notice)


def render_chooser(chooser: ChooserPage) -> bytes:
    """Render the site's root."""
    return _render("chooser.html.jinja", chooser.page.language, chooser=chooser)


def render_feed(feed: Feed) -> bytes:
    """Render an Atom feed."""
    return _render("feed.xml.jinja", feed.language, feed=feed)


def render_sitemap(entries: Sequence[SitemapEntry]) -> bytes:
    """Render a sitemap."""
    # The pages of one release have one set of alternates: it is written once and copied.
    links = {alternates: _sitemap_links(alternates) for alternates in {entry.alternates for entry in entries}}
    return _render("sitemap.xml.jinja", "en", entries=entries, links=links)


def _sitemap_links(alternates: Sequence[Alternate]) -> Markup:
    link = Markup('\n<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')
    return Markup("").join(link.format(alternate.hreflang, alternate.href) for alternate in alternates)


def render_sitemap_index(urls: Sequence[str]) -> bytes:
    """Render the list of sitemaps."""
    return _render("sitemaps.xml.jinja", "en", urls=urls)


@cache
def stylesheet() -> tuple[str, bytes]:
    """Give the path and the bytes of the one style sheet; the path changes with the bytes."""
    data = (_HERE / "theme" / "site.css").read_bytes()
    return f"{ASSETS}site.{hashlib.sha256(data).hexdigest()[:12]}.css", data


@lru_cache(maxsize=1)
def theme_digest() -> str:
    """Give a digest of all that shapes a page besides its content: this package, the texts, the libraries' versions."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted((*_HERE.rglob("*.py"), *_HERE.glob("t*/*.*"), *(INTERFACE / SITE).glob("*.mo"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for library in ("babel", "jinja2", "markupsafe"):
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.hexdigest()
