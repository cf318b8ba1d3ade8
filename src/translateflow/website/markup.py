"""HTML that the site adds to texts it must not change: protected names, links in a contact line, plain excerpts.

The body of an approved edition goes out exactly as it was approved but for three reversible additions: protected names
are marked `translate="no"`, so that a browser's own translation leaves them alone; tables, which scroll where they are
wider than the screen, can be reached with the keyboard; and where the newsroom wants it, each passage ends in a link to
report a problem with it (`passages`). `unmark` takes exactly that back.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME_OPEN = '<span class="name" translate="no">'
NAME_CLOSE = "</span>"

_MARKED = re.compile(re.escape(NAME_OPEN) + "([^<]*)" + re.escape(NAME_CLOSE))

TABLE_CLOSE = "</div><!-- /wide -->"

_TABLE_OPEN = '<div class="wide" role="group" tabindex="0" aria-label="{}">'
_TABLE = re.compile(r"<table[\s>]")
_WIDE = re.compile(re.escape(_TABLE_OPEN).replace(r"\{\}", '[^"]*') + "(?=<table)|" + re.escape(TABLE_CLOSE))

REPORT_LINK = ' <a class="report" rel="nofollow" href="{}">{}</a>'
REPORT = re.compile(re.escape(REPORT_LINK).replace(r"\{\}", '[^"<]*'))

# A comment, a raw-text element with its content, or one tag; attribute values may hold ">".
MARKUP = re.compile(
    r"<!--.*?-->|<(script|style|textarea|title|svg|math)\b.*?</\1\s*>|<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@lru_cache(maxsize=8)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    # Longest first: "Stadtwerke Sirle" before "Sirle".
    known = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    if not known:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(html.escape(name, quote=False))}(?!\w)" for name in known))


def mark_names(body: str, names: Sequence[str]) -> str:
    """Mark protected names in HTML text. A body that already carries our mark is left alone: `unmark` stays exact."""
    pattern = _names_pattern(tuple(names))
    if pattern is None or NAME_OPEN in body:
        return body
    parts: list[str] = []
    end = 0
    for match in MARKUP.finditer(body):
        parts += [_mark(pattern, body[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, _mark(pattern, body[end:])])


def _mark(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: f"{NAME_OPEN}{match.group()}{NAME_CLOSE}", text)


def mark_tables(body: str, label: str) -> str:
    """Put each table into a box that scrolls; `label` says what it is. A body that carries our mark is left alone."""
    if "<table" not in body or TABLE_CLOSE in body:
        return body
    opening = _TABLE_OPEN.format(html.escape(label))

    parts: list[str] = []
    end = 0
    for match in MARKUP.finditer(body):
        found = match.group()
        if _TABLE.match(found):
            parts += [body[end : match.start()], opening]
            end = match.start()
        elif found == "</table>":
            parts += [body[end : match.end()], TABLE_CLOSE]
            end = match.end()
    marked = "".join([*parts, body[end:]])
    # Where the approved text does not close its tables as we do, it goes out without boxes.
    return marked if marked.count(opening) == marked.count(TABLE_CLOSE) else body


def unmark(body: str) -> str:
    """Take the marks back."""
    return _MARKED.sub(r"\1", _WIDE.sub("", REPORT.sub("", body)))


def mark_names_in_text(text: str, names: Sequence[str]) -> Markup:
    """Escape a plain text and mark protected names in it."""
    return Markup(mark_names(html.escape(text, quote=False), names))  # noqa: S704 — escaped on this very line


def find_mail(text: str) -> list[str]:
    """Give the mail addresses in a text."""
    return _MAIL.findall(text)


def link_mail(text: str) -> Markup:
    """Escape a plain text and make its mail addresses links."""
    parts: list[Markup] = []
    end = 0
    for match in _MAIL.finditer(text):
        link = Markup('<a href="mailto:{0}" dir="ltr">{0}</a>').format(match.group())
        parts += [escape(text[end : match.start()]), link]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def plain_text(body: str) -> str:
    """Give the words of a body."""
    return " ".join(html.unescape(MARKUP.sub(" ", body)).split())


@lru_cache(maxsize=8)  # a page asks twice
def excerpt(body: str, characters: int = 200) -> str:
    """Give the beginning of a body as plain text, cut at a word; for pages whose release has no summary."""
    head = body[: characters * 10]
    # Up to the last whole piece of markup; what is beyond is hardly ever needed.
    text = plain_text(head[: head.rfind("<")] if head.rfind("<") > head.rfind(">") else head)
    if len(text) <= characters:
        text = plain_text(body)
    if len(text) <= characters:
        return text
    return text[:characters].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
