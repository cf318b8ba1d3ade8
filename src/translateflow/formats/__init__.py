"""Source text <-> document. Pure: bytes and text in, frozen words out; no files, no network."""

from __future__ import annotations

from translateflow.formats.decode import MAX_SOURCE_BYTES
from translateflow.formats.feed import FeedItem, looks_like_feed, read_feed
from translateflow.formats.frontmatter import find_front_block, read_front_block
from translateflow.formats.frontmatter_edit import complete_front_block
from translateflow.formats.imports import Guess, ImportedSource, guess_import
from translateflow.formats.markdown_write import renders_as, write_markdown
from translateflow.formats.paste import paste_to_markdown
from translateflow.formats.preview import render_marked, render_occurrences
from translateflow.formats.read import canonical_body, read_release
from translateflow.formats.render import canonical_html, identity, keeps_identity, render_body, render_plain
from translateflow.formats.sentences import split_sentences
from translateflow.formats.slug import RESERVED, check_slug, slugify
from translateflow.formats.webpage import import_web_page

__all__ = [
    "MAX_SOURCE_BYTES",
    "RESERVED",
    "FeedItem",
    "Guess",
    "ImportedSource",
    "canonical_body",
    "canonical_html",
    "check_slug",
    "complete_front_block",
    "find_front_block",
    "guess_import",
    "identity",
    "import_web_page",
    "keeps_identity",
    "looks_like_feed",
    "paste_to_markdown",
    "read_feed",
    "read_front_block",
    "read_release",
    "render_body",
    "render_marked",
    "render_occurrences",
    "render_plain",
    "renders_as",
    "slugify",
    "split_sentences",
    "write_markdown",
]
