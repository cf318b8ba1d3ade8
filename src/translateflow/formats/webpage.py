"""A page of the web -> a source of our own: the article alone, sanitized, in HTML below front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from translateflow.errors import SourceError, UnknownLanguageError
from translateflow.formats.attributes import attributes_of
from translateflow.formats.dates import find_date
from translateflow.formats.decode import check_size
from translateflow.formats.detect import guess_language
from translateflow.formats.frontmatter import FrontBlock
from translateflow.formats.frontmatter_edit import complete_front_block
from translateflow.formats.imports import Guess, ImportedSource
from translateflow.formats.slug import check_slug, slugify
from translateflow.formats.source import plain
from translateflow.formats.tokens import Kind, Token, scan
from translateflow.model.language import parse_language

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "strong"}
    | {"sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul"}
)
_ATTRIBUTES = {
    "a": {"href", "hreflang", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "*": {"lang", "dir"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def import_web_page(  # noqa: PLR0913 — a page, where it is from, and what a person decided about it, by name
    url: str,
    html: bytes,
    *,
    default_language: str,
    slug: str = "",
    language: str = "",
    title: str = "",
    date: str = "",
    whole_page: bool = True,
) -> ImportedSource:
    """Make a release source of a fetched page; its pictures stay behind, its address is noted in the front matter.

    `title` and `date` (ISO) are what a feed said about it; without `whole_page`, `html` is the feed's text, all of
    which is the article. Raises SourceError when no article is found in it.
    """
    check_size(url, html)
    article = _extract(url, html) if whole_page else _Article(html.decode("utf-8", "replace"), title, date)
    body = sanitize_html(article.body, url)
    text = plain(scan(body))
    if not text:
        raise SourceError(url, "holds no article.", remedy="Save its text to a file and add that.")
    language, how = _settle_language(html, text, language, default_language)
    title = title or article.title or "Untitled"
    date = date or article.date
    guesses = [Guess("title", title, "the page's headline"), Guess("language", language, how)]
    if not date and (found := find_date(text, language)):
        date = found.date.isoformat()
        guesses.append(Guess("date", date, "the text of the page"))
    else:
        guesses.append(Guess("date", date, "the page's own statement" if date else "no date was found"))
    slug = check_slug(slug) if slug else slugify(title, language)
    values = {"title": title, "date": date, "language": language}
    known = {key: value for key, value in values.items() if value}
    source = complete_front_block(body + "\n", FrontBlock(), known, comment=f"source {' '.join(url.split())}")
    return ImportedSource(slug, "html", source.encode(), (Guess("slug", slug, "the title"), *guesses), language)


class _Article:
    def __init__(self, body: str, title: str, date: str) -> None:
        self.body = body
        self.title = title
        self.date = date


def _extract(url: str, html: bytes) -> _Article:
    import trafilatura  # noqa: PLC0415 — 500 ms that only imports of web pages pay

    options: dict[str, Any] = {"include_links": True, "include_formatting": True, "include_tables": True}
    found: Any = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False, **options)
    # Given the address, it would resolve relative links against the site's root; `_absolute` does it right.
    body = trafilatura.extract(html, output_format="html", include_comments=False, **options)
    if found is None or not body:
        raise SourceError(url, "holds no article.", remedy="Save its text to a file and add that.")
    return _Article(body, " ".join((found.title or "").split()), found.date or "")


def sanitize_html(html: str, url: str) -> str:
    """Give what of a stranger's HTML is text and its structure: no script, form or picture; links absolute."""
    import nh3  # noqa: PLC0415 — only imports from the web need it

    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
    return "".join(_absolute(token, url) for token in scan(clean)).strip()


def _absolute(token: Token, url: str) -> str:
    if token.name != "a" or token.kind is not Kind.OPEN:
        return token.raw
    href = attributes_of(token.raw).get("href", "")
    absolute = urljoin(url, href)
    return token.raw.replace(f'"{_escaped(href)}"', f'"{_escaped(absolute)}"') if href else token.raw


def _escaped(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "&quot;")


def _settle_language(html: bytes, text: str, wanted: str, default_language: str) -> tuple[str, str]:
    if wanted:
        return parse_language(wanted), "as asked for"
    if stated := _stated_language(scan(html[:20_000].decode("utf-8", errors="replace"))):
        return stated, "the page's own statement"
    return guess_language(text, default_language)


def _stated_language(tokens: Sequence[Token]) -> str:
    for token in tokens:
        if token.name == "html" and token.kind is Kind.OPEN:
            try:
                return parse_language(attributes_of(token.raw).get("lang", ""))
            except UnknownLanguageError:
                return ""
    return ""
