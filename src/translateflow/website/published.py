"""The read side: what a published tree says, for `verify`. It trusts no manifest, it reads the pages themselves."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import FileAccessError
from translateflow.files import read_file
from translateflow.model.edition import Provenance
from translateflow.model.release import SITE_PAGES
from translateflow.website.markup import unmark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY_START = '<div class="body">'
BODY_END = "</div><!-- /body -->"

_ARTICLE = re.compile(
    r'<article class="release" data-provenance="([a-z]+)" data-source="([^"]*)"( data-names="marked")?>'
)
_HEADLINE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A release's page as it is online. `path` is below the site's root.

    `body` is exactly the HTML between the markers, protected names unmarked. A notice of withdrawal has `withdrawn` and
    no more; a page that is neither has `provenance` None and an empty body, which matches no approved text.
    """

    path: str
    language: str
    slug: str
    title: str = ""
    body: str = ""
    provenance: Provenance | None = None
    source_digest: str = ""
    withdrawn: bool = False


def read_published(out: Path) -> Iterator[PublishedPage]:
    """Read every release's page below `out`, sorted by path. Raises FileAccessError for what cannot be read.

    All pages come from one generation, even when a publication takes its place meanwhile.
    """
    try:
        root = out.resolve(strict=True)
        pages = sorted(path for path in root.glob("*/*/index.html") if path.parent.name not in SITE_PAGES)
    except OSError as error:
        raise FileAccessError(out, error) from error
    for page in pages:
        text = read_file(page).decode(errors="replace")
        yield parse_page(page.relative_to(root).as_posix(), text)


def parse_page(path: str, text: str) -> PublishedPage:
    """Read one page's text."""
    language, slug, _ = path.split("/")
    article = _ARTICLE.search(text)
    start = text.find(BODY_START)
    # The last one: an approved body may itself contain the marker.
    end = text.rfind(BODY_END)
    if article is None or not article.end() <= start < end or article[1] not in set(Provenance):
        return PublishedPage(path, language, slug, withdrawn='data-notice="withdrawn"' in text)
    body = text[start + len(BODY_START) : end]
    headline = _HEADLINE.search(text)
    return PublishedPage(
        path,
        language,
        slug,
        title=html.unescape(_ANY_TAG.sub("", headline[1])) if headline else "",
        body=unmark(body) if article[3] else body,
        provenance=Provenance(article[1]),
        source_digest=html.unescape(article[2]),
    )
