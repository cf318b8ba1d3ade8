"""Markdown -> body HTML. Comrak renders it; CommonMark and GFM complete, raw HTML included."""

from __future__ import annotations

import re

import comrak

from translateflow.formats.balance import check_balance
from translateflow.formats.decode import decode_source, unify_lines
from translateflow.formats.frontmatter import read_front_block
from translateflow.formats.source import Defaults, SourceText
from translateflow.formats.tokens import scan

# The renderer's footnote marks carry an English label that no catalog translates; the ARIA roles say the same in
# every reader's language (DPUB-ARIA 1.1, doc-noteref and doc-backlink).
_BACK_REFERENCE = re.compile(
    r' class="footnote-backref" data-footnote-backref data-footnote-backref-idx="[^"]*"'
    r' aria-label="Back to reference [^"]*"'
)
_NOTE_REFERENCE = re.compile(r'(<sup(?: [^>]*)? class="footnote-ref"><a [^>]*?) data-footnote-ref>')


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = True
    options.strikethrough = True
    options.footnotes = True
    options.description_lists = True
    options.autolink = True
    return options


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = True  # raw HTML is the author's own; what translators type never comes here
    options.sourcepos = True
    return options


_EXTENSIONS = _extensions()
_RENDERING = _rendering()


def read_markdown(name: str, data: bytes, defaults: Defaults) -> SourceText:
    """Read a Markdown source with front matter.

    Raises SourceError: encoding, front matter, raw HTML that is unfinished or unbalanced over the document.
    """
    text = unify_lines(decode_source(name, data).text)
    block = read_front_block(name, text, defaults.timezone)
    tokens = scan(render_markdown(text[block.body_at :]), line=block.body_line, counted=False)
    check_balance(name, tokens)
    return SourceText(block.front, tokens, block.lines)


def render_markdown(text: str) -> str:
    """Give the HTML of Markdown with the source's positions in `data-sourcepos`."""
    html = str(comrak.render_markdown(text, extension_options=_EXTENSIONS, render_options=_RENDERING))
    if 'class="footnote-' in html:
        html = _BACK_REFERENCE.sub(' class="footnote-backref" role="doc-backlink"', html)
        html = _NOTE_REFERENCE.sub(r'\1 role="doc-noteref">', html)
    return html
