"""The passages of a body that readers can report a problem with: its paragraphs and list items, counted from 1.

A link at the end of each is one more reversible addition to the approved HTML; `markup.unmark` takes it back.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from translateflow.website.markup import MARKUP, REPORT, REPORT_LINK, plain_text, unmark

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSAGE = re.compile(r"<(/?)(?:p|li|dd)(?=[\s>])")


def mark_passages(body: str, href: str, label: str) -> str:
    """Put a link at the end of each passage; `href` gets its number. A body that has such links is left alone."""
    if REPORT.search(body):
        return body
    shown = html.escape(label)
    parts: list[str] = []
    end = 0
    for number, (_, at) in enumerate(_places(body), 1):
        parts += [body[end:at], REPORT_LINK.format(html.escape(f"{href}{number}"), shown)]
        end = at
    return "".join([*parts, body[end:]])


def list_passages(body: str) -> tuple[str, ...]:
    """Give the words of each passage, in the order of their links."""
    bare = unmark(body)
    return tuple(plain_text(bare[start:end]) for start, end in _places(bare))


def _places(body: str) -> Iterator[tuple[int, int]]:
    """Give where passages begin and end: between two tags of paragraphs or items, where words stand."""
    start = 0
    for match in MARKUP.finditer(body):
        tag = _PASSAGE.match(match.group())
        if tag is None:
            continue
        if tag[1] and plain_text(body[start : match.start()]):
            yield start, match.start()
        start = match.end()
