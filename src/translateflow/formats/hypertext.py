"""HTML sources: a fragment below front matter, or a whole page whose head says what front matter would."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.errors import UnknownLanguageError
from translateflow.formats.attributes import attributes_of
from translateflow.formats.balance import check_balance
from translateflow.formats.decode import decode_source, unify_lines
from translateflow.formats.frontmatter import read_front_block
from translateflow.formats.source import Defaults, SourceText, plain
from translateflow.formats.tokens import CountedLines, Kind, Token, scan
from translateflow.model.language import parse_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.release import FrontMatter

# Where the text of a page stands, the surest first.
_CONTAINERS = ("article", "main", "body")
_SUMMARY_NAMES = ("description", "og:description", "dcterms.abstract")
_DATE_NAMES = ("date", "dcterms.date", "dcterms.created", "dc.date", "article:published_time", "datepublished")


def read_html(name: str, data: bytes, defaults: Defaults) -> SourceText:
    """Read an HTML source; what the front matter leaves open is taken from the page's head.

    The body is what stands in the one `<article>`, else `<main>`, else `<body>`, else everything.
    Raises SourceError: encoding, front matter, an element unfinished, unclosed or crossing another.
    """
    text = unify_lines(decode_source(name, data).text)
    block = read_front_block(name, text, defaults.timezone)
    body = text[block.body_at :]
    tokens = scan(body, CountedLines(body, block.body_line))
    check_balance(name, tokens)
    front, lines = _complete(block.front, block.lines, tokens)
    return SourceText(front, find_body(tokens), lines)


def find_body(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give the tokens inside the element that holds the text of a page."""
    for container in _CONTAINERS:
        starts = [i for i, token in enumerate(tokens) if token.name == container and token.kind is Kind.OPEN]
        ends = [i for i, token in enumerate(tokens) if token.name == container and token.kind is Kind.CLOSE]
        if len(starts) == len(ends) == 1:
            return tokens[starts[0] + 1 : ends[0]]
    head = next((i for i, token in enumerate(tokens) if token.name == "head" and token.kind is Kind.CLOSE), None)
    return tokens if head is None else tokens[head + 1 :]


def _complete(front: FrontMatter, lines: dict[str, int], tokens: Sequence[Token]) -> tuple[FrontMatter, dict[str, int]]:
    found: dict[str, tuple[object, int]] = {}
    metas: dict[str, tuple[str, int]] = {}
    for index, token in enumerate(tokens):
        if token.name == "html" and token.kind is Kind.OPEN:
            found["language"] = (_language(attributes_of(token.raw).get("lang", "")), token.line)
        elif token.name == "title" and token.kind is Kind.OPEN:
            found["title"] = (plain(tokens[index + 1 : index + 2]), token.line)
        elif token.name == "meta":
            attributes = attributes_of(token.raw)
            meta = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
            metas.setdefault(meta.lower(), (attributes.get("content", "").strip(), token.line))
    found["summary"] = next((metas[key] for key in _SUMMARY_NAMES if key in metas), ("", 0))
    date, line = next((metas[key] for key in _DATE_NAMES if key in metas), ("", 0))
    found["date"] = (_date(date), line)
    if _has_headline(tokens):
        found.pop("title", None)  # the headline itself is better: a page's title often names the site, too
    new = {key: value for key, value in found.items() if value[0] and not getattr(front, key)}
    values = {key: value for key, (value, _) in new.items()}
    return replace(front, **values), {**{key: line for key, (_, line) in new.items()}, **lines}  # type: ignore[arg-type]


def _has_headline(tokens: Sequence[Token]) -> bool:
    return any(token.name == "h1" and token.kind is Kind.OPEN for token in find_body(tokens))


def _language(tag: str) -> str:
    try:
        return parse_language(tag) if tag else ""
    except UnknownLanguageError:
        return ""


def _date(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None
