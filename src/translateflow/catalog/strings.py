"""Strings as PO files write them: escapes, quotes, and lines broken after line feeds only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPED = re.compile(r"\\(?:([abfnrtv\"\\])|([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.|$))", re.DOTALL)
_SPECIAL = re.compile(r"[\x00-\x1f\x7f\"\\]")
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}
_ESCAPES = {character: f"\\{letter}" for letter, character in _LETTERS.items()}
# PO files are C strings in a text encoding: neither of these can stand in one.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def unescape(text: str) -> str:
    """Give the text between the quotes its meaning. Raises ValueError for an escape that gettext does not know."""
    return _ESCAPED.sub(_meaning, text) if "\\" in text else text


def _meaning(match: re.Match[str]) -> str:
    letter, octal, hexadecimal, unknown = match.groups()
    if letter:
        return _LETTERS[letter]
    if octal:
        return chr(int(octal, 8))
    if hexadecimal:
        return chr(int(hexadecimal, 16))
    message = f"“\\{unknown}” is no escape that PO files know"
    raise ValueError(message)


def escape(text: str) -> str:
    """Write a text for between quotes; `unescape` gives it back."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0]) or f"\\{ord(match[0]):03o}", text)


def render_string(keyword: str, text: str, newline: str) -> list[str]:
    """Give the lines of one field, unwrapped: as `msgcat --no-wrap` writes it, broken only after line feeds."""
    if text.find("\n", 0, -1) < 0:
        return [f'{keyword} "{escape(text)}"{newline}']
    pieces = re.findall(r"[^\n]*\n|[^\n]+", text)
    return [f'{keyword} ""{newline}', *(f'"{escape(piece)}"{newline}' for piece in pieces)]


def join_strings(lines: Iterable[str]) -> str:
    """Give the text of a field from its physical lines; whatever stands before the first quote is ignored."""
    inner = "".join(line[line.index('"') + 1 : line.rindex('"')] for line in lines if '"' in line)
    return unescape(inner)


def writable(target: str, source: str) -> str:
    """Give a translation as gettext accepts it: line feeds at its ends only where the source has them.

    `msgfmt -c` refuses a catalog whose translation begins or ends with a line feed when its source does not.
    """
    text = _UNWRITABLE.sub("", target.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip("\n"):
        return ""
    first = "\n" if source.startswith("\n") else ""
    last = "\n" if source.endswith("\n") else ""
    return f"{first}{text.strip(chr(10))}{last}"
