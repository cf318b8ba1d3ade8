"""Blocks in an unusual layout, read by polib: plural forms, odd spacing. Damage is told with its line before that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib

from translateflow.catalog.block import Block, Kind
from translateflow.catalog.head import DamagedError, read_flags, read_previous
from translateflow.catalog.strings import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

# polib opens a *string that happens to be a path* as a file. No file system has a name of 300 characters, so a text
# that begins with this is never one. The empty entry keeps polib from taking the block for the file's header.
_NEVER_A_PATH = f'# {"-" * 300}\nmsgid ""\nmsgstr ""\n\n'
# polib splits lines with str.splitlines, which breaks at these as well; they come back after it.
_LINE_BREAKS = {ord(letter): chr(0xF0000 + index) for index, letter in enumerate("\v\f\x1c\x1d\x1e\x85\u2028\u2029")}
_BACK = {ord(stand_in): chr(letter) for letter, stand_in in _LINE_BREAKS.items()}
_CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")
_FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?[ \t]*(.*)")
_QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"')


def read_odd_block(raw: str, line: int) -> Block:
    """Read one block whose first line is line `line` of its file. Raises DamagedError with the line that is wrong."""
    fields = list(_check_lines(raw, line))
    obsolete = bool(re.search(r"^#~[ \t]*msgid", raw, re.MULTILINE))
    try:
        # Comments are read elsewhere, and polib takes fewer forms of them than gettext does.
        words = "\n".join(content for _, content in fields).translate(_LINE_BREAKS)
        (entry,) = polib.pofile(_NEVER_A_PATH + words)
    except (OSError, ValueError) as error:
        raise DamagedError(fields[0][0], "the entry's lines are not in an order that PO files know") from error
    context: str | None = entry.msgctxt  # the stubs say str, polib says None where there is none
    return Block(
        raw,
        Kind.OBSOLETE if obsolete else Kind.LIVE,
        entry.msgid.translate(_BACK),
        (entry.msgstr or (entry.msgstr_plural or {}).get(0, "")).translate(_BACK),
        context and context.translate(_BACK),
        "fuzzy" in read_flags(raw),
        read_previous(raw),
        plural=bool(entry.msgid_plural),
        skipped=fields[0][0] - line,
    )


def _check_lines(raw: str, line: int) -> Iterator[tuple[int, str]]:
    """Give the lines that hold fields, each with its number and without the mark of obsolete entries."""
    seen = ""
    first = number = line
    for number, full in enumerate(raw.split("\n"), line):
        content = re.sub(r"^#~[ \t]*(?!\|)", "", full.strip())
        if content.startswith(("#|", "#~|")):
            _check_escapes(content, number)
        if not content or content.startswith("#"):
            continue
        if _CONFLICT.match(content):
            raise DamagedError(number, "a merge conflict of git was left in the file")
        keyword, string = _split_field(content, number)
        if not keyword and not seen:
            raise DamagedError(number, "this text belongs to no entry")
        if keyword in {"msgid", "msgctxt"} and "msgid" in seen:
            raise DamagedError(first, "the entry has no msgstr")
        first = first if seen else number
        seen += keyword
        yield number, f"{keyword} {string}".strip()
    if "msgstr" not in seen:
        raise DamagedError(first, "the entry has no msgstr")


def _split_field(content: str, number: int) -> tuple[str, str]:
    match = _FIELD.fullmatch(content)
    keyword, string = match.groups() if match else ("", content)
    quoted = _QUOTED.fullmatch(string)
    if quoted is None:
        looks_right = keyword or string.startswith('"')
        problem = (
            "a quotation mark is missing, or lacks its backslash" if looks_right else "this is no line of a PO file"
        )
        raise DamagedError(number, problem)
    _check_escapes(quoted[1], number)
    return keyword or "", string


def _check_escapes(text: str, number: int) -> None:
    try:
        unescape(text)
    except ValueError as error:
        raise DamagedError(number, f"{error}") from error
