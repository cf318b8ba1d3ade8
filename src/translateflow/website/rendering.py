"""Contexts to bytes, by Jinja. Everything is escaped unless it is `Markup`; an unknown name is an error.

A newsroom's own templates stand before ours and may extend them as `default/NAME`. What goes wrong in one is told with
its file and line.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from translateflow.errors import TemplateFaultError
from translateflow.texts import INTERFACE, SITE, texts_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.model.theme import Theme
    from translateflow.website import contexts

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
TEMPLATE_NAMES = tuple(sorted(path.name for path in TEMPLATES.glob("*.jinja")))
# What XML 1.0 cannot hold, section 2.2.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


# Lists that the pages of a release share: in two dozen languages they are most of a page's work, and come again and
# again. Each gives its lines with a line break before every one.


@lru_cache(maxsize=4096)
def _language_item(link: contexts.LanguageLink) -> str:
    state = 'aria-current="page"' if link.current else 'rel="alternate"'
    tag = f'lang="{escape(link.language)}" dir="{link.direction}" hreflang="{escape(link.language)}"'
    return f'\n<li><a href="{escape(link.href)}" {tag} {state}>{escape(link.autonym)}</a></li>'


def _language_items(links: Sequence[contexts.LanguageLink]) -> Markup:
    return Markup("".join(map(_language_item, links)))  # noqa: S704 — each was escaped


@lru_cache(maxsize=64)
def _alternate_links(alternates: tuple[contexts.Alternate, ...]) -> Markup:
    links = (
        f'\n<link rel="alternate" hreflang="{escape(alternate.hreflang)}" href="{escape(alternate.href)}">'
        for alternate in alternates
    )
    return Markup("".join(links))  # noqa: S704 — each was escaped


@lru_cache(maxsize=256)
def _other_locales(locales: tuple[str, ...]) -> Markup:
    meta = Markup('\n<meta property="og:locale:alternate" content="{}">')
    return Markup("").join(meta.format(locale) for locale in locales)


FILTERS: Final[dict[str, Callable[..., str]]] = {
    "xml": _xml,
    "language_items": _language_items,
    "alternate_links": _alternate_links,
    "other_locales": _other_locales,
}
"""What our templates, and a newsroom's own, can say besides Jinja's filters."""


class _OwnTemplates(BaseLoader):
    """A newsroom's templates, under the file names that messages show."""

    def __init__(self, folder: str, templates: Mapping[str, str]) -> None:
        self._folder = folder
        self._templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        del environment
        if template not in self._templates:
            raise TemplateNotFound(template)
        return self._templates[template], f"{self._folder}/{template}", None


class Renderer:
    """Renders the pages of one theme. Raises TemplateFaultError where a template of the newsroom's own is wrong."""

    def __init__(self, folder: str, templates: Mapping[str, str]) -> None:
        self._folder = folder
        ours = FileSystemLoader(TEMPLATES)
        loader = ChoiceLoader([_OwnTemplates(folder, templates), PrefixLoader({"default": ours}), ours])
        self._environment = Environment(
            loader=loader if templates else ours, autoescape=True, undefined=StrictUndefined, auto_reload=False
        )
        self._environment.filters |= FILTERS

    def _render(self, template: str, language: str, **context: object) -> bytes:
        gettext = texts_for(language).gettext
        try:
            return (self._environment.get_template(template).render(_=gettext, **context) + "\n").encode()
        except Exception as error:
            fault = self._find_fault(error)
            if fault is None:
                raise
            raise TemplateFaultError(*fault, str(error)) from error

    def _find_fault(self, error: Exception) -> tuple[str, int] | None:
        """Give file and line of the newsroom's own template that an error came from; None when it is not theirs."""
        if isinstance(error, TemplateSyntaxError):
            file = error.filename or ""
            return (file, error.lineno) if file.startswith(f"{self._folder}/") else None
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if frame.filename.startswith(f"{self._folder}/")]
        return (own[-1].filename, own[-1].lineno or 1) if own else None

    def release(self, release: contexts.ReleasePage) -> bytes:
        """Render a release's page."""
        return self._render("release.html.jinja", release.page.language, release=release)

    def list(self, releases: contexts.ListPage) -> bytes:
        """Render a list of releases: a language's newest, a year's, a topic's."""
        return self._render("list.html.jinja", releases.page.language, list=releases)

    def overview(self, overview: contexts.OverviewPage) -> bytes:
        """Render the list of years or of topics."""
        return self._render("overview.html.jinja", overview.page.language, overview=overview)

    def search(self, search: contexts.SearchPage) -> bytes:
        """Render the page that searches a language's releases."""
        return self._render("search.html.jinja", search.page.language, search=search)

    def notice(self, notice: contexts.NoticePage) -> bytes:
        """Render a page that says what is not here."""
        return self._render("notice.html.jinja", notice.page.language, notice=notice)

    def report(self, report: contexts.ReportPage) -> bytes:
        """Render the page on which a reader reports a problem."""
        return self._render("report.html.jinja", report.page.language, report=report)

    def chooser(self, chooser: contexts.ChooserPage) -> bytes:
        """Render the site's root."""
        return self._render("chooser.html.jinja", chooser.page.language, chooser=chooser)

    def feed(self, feed: contexts.Feed) -> bytes:
        """Render an Atom feed."""
        return self._render("feed.xml.jinja", feed.language, feed=feed)

    def sitemap(self, entries: Sequence[contexts.SitemapEntry]) -> bytes:
        """Render a sitemap."""
        # The pages of one release have one set of alternates: it is written once and copied.
        links = {alternates: _sitemap_links(alternates) for alternates in {entry.alternates for entry in entries}}
        return self._render("sitemap.xml.jinja", "en", entries=entries, links=links)

    def sitemap_index(self, urls: Sequence[str]) -> bytes:
        """Render the list of sitemaps."""
        return self._render("sitemaps.xml.jinja", "en", urls=urls)


@lru_cache(maxsize=4)
def _renderer(folder: str, templates: tuple[tuple[str, str], ...]) -> Renderer:
    return Renderer(folder, dict(templates))


def renderer_for(theme: Theme) -> Renderer:
    """Give the renderer of a theme; its templates are compiled once."""
    return _renderer(theme.folder, tuple(theme.templates.items()))


def _sitemap_links(alternates: Sequence[contexts.Alternate]) -> Markup:
    links = (
        f'\n<xhtml:link rel="alternate" hreflang="{escape(alternate.hreflang)}" href="{escape(alternate.href)}"/>'
        for alternate in alternates
    )
    return Markup("".join(links))  # noqa: S704 — each was escaped


@cache
def theme_digest() -> str:
    """Give a digest of all that shapes a page besides its content: this package, the texts, the libraries' versions."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted((*_HERE.rglob("*.py"), *_HERE.glob("t*/*.*"), *(INTERFACE / SITE).glob("*.mo"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for library in ("babel", "jinja2", "markupsafe"):
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.hexdigest()
