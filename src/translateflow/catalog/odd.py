"""Blocks in an unusual layout, read by polib: plural forms, odd spacing, and damage to be told with its line."""

from __future__ import annotations

import re

import polib

from translateflow.catalog.block import Block, Kind
from translateflow.catalog.head import DamagedError, read_flags, read_previous

# polib opens a *string that happens to be a path* as a file. No file system has a name of 300 characters, so a text
# that begins with this is never one. The empty entry keeps polib from taking the block for the file's header.
_NEVER_A_PATH = f'#{"-" * 300}\nmsgid ""\nmsgstr ""\n\n'
_LINES_BEFORE = _NEVER_A_PATH.count("\n")
# polib splits lines with str.splitlines, which breaks at these as well; they come back after it.
_LINE_BREAKS = {
    ord(character): chr(0xF0000 + index) for index, character in enumerate("\v\f\x1c\x1d\x1e\x85\u2028\u2029")
}
_BACK = {ord(stand_in): chr(character) for character, stand_in in _LINE_BREAKS.items()}
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
_KEYWORD_LINE = re.compile(r"^(?:#~)?[ \t]*msg", re.MULTILINE)


def read_odd_block(raw: str, line: int) -> Block:
    """Read one block whose first line is line `line` of its file. Raises DamagedError with the line that is wrong."""
    keyword = _KEYWORD_LINE.search(raw)
    skipped = raw.count("\n", 0, keyword.start()) if keyword else 0
    conflict = _CONFLICT.search(raw)
    if conflict:
        raise DamagedError(line + raw.count("\n", 0, conflict.start()), "a merge conflict of git was left in the file")
    entry = _read_entry(raw, line)
    if not re.search(r"^(?:#~)?[ \t]*msgstr", raw, re.MULTILINE):
        raise DamagedError(line + skipped, "the entry has no msgstr")
    obsolete = bool(re.search(r"^#~[ \t]*msgid", raw, re.MULTILINE))
    return Block(
        raw,
        Kind.OBSOLETE if obsolete else Kind.LIVE,
        entry.msgid.translate(_BACK),
        (entry.msgstr or (entry.msgstr_plural or {}).get(0, "")).translate(_BACK),
        _context(entry),
        "fuzzy" in read_flags(raw),
        _previous(raw, line),
        plural=bool(entry.msgid_plural),
        skipped=skipped,
    )


def _context(entry: polib.POEntry) -> str | None:
    context: str | None = entry.msgctxt  # the stubs say str, polib says None where there is none
    return context and context.translate(_BACK)


def _previous(raw: str, line: int) -> str | None:
    try:
        return read_previous(raw)
    except ValueError as error:
        raise DamagedError(line, f"{error}") from error


def _read_entry(raw: str, line: int) -> polib.POEntry:
    live = re.sub(r"^#~\|", "#|", re.sub(r"^#~[ \t]*(?!\|)", "", raw, flags=re.MULTILINE), flags=re.MULTILINE)
    try:
        entries = list(polib.pofile(_NEVER_A_PATH + live.translate(_LINE_BREAKS)))
    except OSError as error:
        found = re.search(r"\(line (\d+)\)(?:: (.*))?", str(error))
        at = int(found[1]) - _LINES_BEFORE - 1 + line if found else line
        raise DamagedError(at, found[2] if found and found[2] else "this is no line of a PO file") from error
    if len(entries) != 1:
        raise DamagedError(line, "the entry is incomplete")
    return entries[0]
