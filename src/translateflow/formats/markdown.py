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


class MarkdownLines:
    """Lines of rendered Markdown: stated by the renderer, and for raw HTML found in the source.

    Raw HTML comes out letter by letter and in order, so that it can be searched from the last known place on.
    """

    stated = True

    def __init__(self, text: str, first: int = 1) -> None:
        self._text = text
        self._first = first
        self._shown = 1
        self._raw_starts = {match[0].lower() for match in _RAW_START.finditer(text)} if "<" in text else set()
        # A place in the text and its line, moving on only.
        self._position = 0
        self._line = 1

    def line_at(self, position: int, raw: str, stated: str | None) -> int:  # noqa: ARG002 — as the protocol has it
        """Give the stated line, else the line where this very markup stands next, else the last one."""
        if stated:
            self._shown = int(stated)
        if self._raw_starts:
            if stated:
                self._move_to_line(self._shown)
            elif (match := _RAW_START.match(raw)) and match[0].lower() in self._raw_starts:
                self._find(raw)
        return self._shown + self._first - 1

    def _move_to_line(self, line: int) -> None:
        while self._line < line and (end := self._text.find("\n", self._position)) >= 0:
            self._position = end + 1
            self._line += 1

    def _find(self, raw: str) -> None:
        found = self._text.find(raw, self._position, self._position + _SEARCHED)
        if found < 0:
            return
        self._line += self._text.count("\n", self._position, found)
        self._position = found
        self._shown = self._line


# Opening tags, comments and the like; the renderer's own that come without a position are left out.
_RAW_START = re.compile(r"<(?!(?:thead|tbody|ol)>)(?:[A-Za-z][A-Za-z0-9-]*|[!?])")
_SEARCHED = 100_000


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
    body = text[block.body_at :]
    tokens = scan(render_markdown(body), MarkdownLines(body, block.body_line))
    check_balance(name, tokens)
    return SourceText(block.front, tokens, block.lines)


def render_markdown(text: str) -> str:
    """Give the HTML of Markdown with the source's positions in `data-sourcepos`."""
    html = str(comrak.render_markdown(text, extension_options=_EXTENSIONS, render_options=_RENDERING))
    if 'class="footnote-' in html:
        html = _BACK_REFERENCE.sub(' class="footnote-backref" role="doc-backlink"', html)
        html = _NOTE_REFERENCE.sub(r'\1 role="doc-noteref">', html)
    return html
