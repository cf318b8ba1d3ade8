"""The text that readers see in attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translateflow.formats.tokens import clean, escape_attribute
from translateflow.model.segment import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

READABLE = {
    "alt": Role.IMAGE_DESCRIPTION,
    "title": Role.LINK_TITLE,
    "aria-label": Role.LINK_TITLE,
    "placeholder": Role.LINK_TITLE,
}

_ATTRIBUTE = re.compile(r"""\s+([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_TAG_NAME = re.compile(r"<[^\s/>]+")
_MAY_BE_READ = re.compile(r"\s(?:alt|title|aria-label|placeholder)\s*=", re.IGNORECASE)
_WORD = re.compile(r"\w")


class ReadableText(NamedTuple):
    """An attribute's text, without entities."""

    role: Role
    text: str


TagPiece = str | ReadableText


def split_tag(raw: str) -> tuple[TagPiece, ...]:
    """Split an opening tag at its readable attributes; their values stand in double quotes afterwards."""
    if not _MAY_BE_READ.search(raw):
        return (raw,)
    pieces: list[TagPiece] = []
    done = 0
    quote = ""
    for match in _attributes(raw):
        name, value = match[1].lower(), match[2]
        if value is None or name not in READABLE:
            continue
        text = clean(_unquoted(value)).strip(" ")
        pieces.append(f'{quote}{raw[done : match.start(2)]}"')
        pieces.append(ReadableText(READABLE[name], text) if _WORD.search(text) else escape_attribute(text))
        done, quote = match.end(2), '"'
    pieces.append(quote + raw[done:])
    return tuple(pieces)


def attributes_of(raw: str) -> dict[str, str]:
    """Give a tag's attributes, names in lower case, values without entities, "" where there is none."""
    found: dict[str, str] = {}
    for match in _attributes(raw):
        found.setdefault(match[1].lower(), clean(_unquoted(match[2] or "")))
    return found


def _attributes(raw: str) -> Iterator[re.Match[str]]:
    name = _TAG_NAME.match(raw)
    position = name.end() if name else 0
    while match := _ATTRIBUTE.match(raw, position):
        yield match
        position = match.end()


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in {'"', "'"} else value


def canonical_tag(raw: str) -> str:
    """Give a tag with its readable attributes escaped in the canonical way."""
    return "".join(piece if isinstance(piece, str) else escape_attribute(piece.text) for piece in split_tag(raw))
