"""What each format's reader hands on: the front matter, and the body as tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from translateflow.formats.tokens import Kind, Token, normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.release import FrontMatter

_H1 = re.compile(r"(</?)h1", re.IGNORECASE)


class Defaults(NamedTuple):
    """What holds where a source says nothing: the newsroom's language, and its time zone for an embargo without one."""

    language: str
    timezone: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source, read. `lines` are those of the front matter's keys; for a title found in the body, the title's."""

    front: FrontMatter
    tokens: Sequence[Token]
    lines: dict[str, int] = field(default_factory=dict)


def settle_headline(source: SourceText) -> SourceText:
    """Make the page's headline stand once: as the title, never in the body.

    Without a title in the front matter the first h1 becomes it; a first h1 that repeats the title is dropped. Every
    other h1 becomes h2, so that the page has the title as its only h1.
    """
    tokens = list(source.tokens)
    found = _find_h1(tokens)
    if found is None:
        return source
    first, last = found
    text = plain(tokens[first + 1 : last])
    front, lines = source.front, source.lines
    if text and (not front.title or _same(text, front.title)):
        if not front.title:
            front, lines = replace(front, title=text), {**lines, "title": tokens[first].line}
        followed_by_space = last + 1 < len(tokens) and tokens[last + 1].raw.isspace()
        del tokens[first : last + 1 + followed_by_space]
    return SourceText(front, [_demote(token) for token in tokens], lines)


def _find_h1(tokens: Sequence[Token]) -> tuple[int, int] | None:
    first = next((i for i, token in enumerate(tokens) if token.name == "h1" and token.kind is Kind.OPEN), None)
    if first is None:
        return None
    last = next((i for i in range(first, len(tokens)) if tokens[i][:2] == (Kind.CLOSE, "h1")), None)
    return None if last is None else (first, last)


def plain(tokens: Sequence[Token]) -> str:
    """Give the words of tokens."""
    words = (
        token.raw if token.kind is Kind.TEXT else " " if token.name == "br" or token.is_block else ""
        for token in normalize(tokens)
    )
    return " ".join("".join(words).split())


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _demote(token: Token) -> Token:
    if token.name != "h1" or token.kind is Kind.OPAQUE:
        return token
    return token._replace(name="h2", raw=_H1.sub(r"\1h2", token.raw, count=1))
