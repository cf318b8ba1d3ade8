"""Whether the markup of a source is whole. The splitter takes anything; a release has to be sound HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.errors import SourceError
from translateflow.formats.tokens import VOID, Kind, Token

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLOSED = re.compile(r"</[A-Za-z][^>]*>\Z")
_EXCERPT = 40


def check_balance(name: str, tokens: Iterable[Token]) -> None:
    """Refuse an element that is unfinished, never closed, closed without being open, or crossing another.

    Stricter than HTML, where `<p>` and `<li>` may stay open: who forgets one usually forgot it by mistake.
    """
    open_tags: list[Token] = []
    for token in tokens:
        if token.kind is Kind.OPEN:
            open_tags.append(token)
        elif token.kind is Kind.CLOSE and token.name not in VOID:
            _close(name, token, open_tags)
        elif problem := _problem_of(token):
            raise SourceError(name, problem, line=token.line, remedy="Finish it, or write `&lt;` for a plain `<`.")
    if open_tags:
        last = open_tags[-1]
        raise SourceError(
            name, f"<{last.name}> is never closed.", line=last.line, remedy=f"Add </{last.name}> where it ends."
        )


def _close(name: str, token: Token, open_tags: list[Token]) -> None:
    if open_tags and open_tags[-1].name == token.name:
        open_tags.pop()
        return
    opening = next((tag for tag in reversed(open_tags) if tag.name == token.name), None)
    if opening is None:
        remedy = f"Remove it, or open <{token.name}> before it."
        raise SourceError(name, f"</{token.name}> closes nothing.", line=token.line, remedy=remedy)
    inner = open_tags[-1]
    raise SourceError(
        name,
        f"</{token.name}> closes the <{token.name}> of line {opening.line} while <{inner.name}> is still open.",
        line=inner.line,
        remedy=f"Add </{inner.name}> before it.",
    )


def _problem_of(token: Token) -> str:
    """Say what is wrong with a token that is neither text nor a plain opening or closing tag; "" when nothing is."""
    if token.kind is Kind.BROKEN:
        return f"the tag {_excerpt(token)} is never finished."
    if token.kind is Kind.COMMENT and not token.raw.endswith(">"):
        return f"the comment {_excerpt(token)} is never finished."
    if token.kind is Kind.OPAQUE and not _CLOSED.search(token.raw):
        return f"<{token.name}> is never closed."
    if token.kind is Kind.ALONE and token.name not in VOID:
        return f"{_excerpt(token)} is never closed; in HTML its slash means nothing."
    return ""


def _excerpt(token: Token) -> str:
    text = " ".join(token.raw.split())
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
