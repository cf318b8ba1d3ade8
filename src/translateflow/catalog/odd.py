"""Blocks in an unusual layout, read by polib: plural forms, odd spacing. Damage is told with its line before that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import polib

from translateflow.catalog.block import Block, Kind
from translateflow.catalog.head import DamagedError, read_flags, read_previous
from translateflow.catalog.strings import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

# polib opens a *string that happens to be a path* as a file. No file system has a name of 300 characters, so a text
# that begins with this is never one. The empty entry keeps polib from taking the block for the file's header.
_NEVER_A_PATH = f'# {"-" * 300}\nmsgid ""\nmsgstr ""\n\n'
# polib splits lines where str.splitlines does, and knows fewer escapes than gettext: it never sees either.
_HIDDEN = {ord(letter): chr(0xF0000 + index) for index, letter in enumerate('\v\f\x1c\x1d\x1e\x85\u2028\u2029\\"')}
_SHOWN = {ord(stand_in): chr(letter) for letter, stand_in in _HIDDEN.items()}

_DISORDER = "the entry's lines are not in an order that PO files know"
_UNMARKED_PREVIOUS = "the previous source of an obsolete entry has to begin with “#~|”"
_CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")
_FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?[ \t]*(.*)")
_QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"')
_STRINGS = re.compile(rf"{_QUOTED.pattern}(?:[ \t]*{_QUOTED.pattern})*")


class _Line(NamedTuple):
    """A line that holds a field or goes on with one: its number, and the text between the quotes as it is written."""

    number: int
    keyword: str
    text: str


def read_odd_block(raw: str, line: int) -> Block:
    """Read one block whose first line is line `line` of its file. Raises DamagedError with the line that is wrong."""
    lines = list(_check_lines(raw, line))
    obsolete = bool(re.search(r"^#~[ \t]*msgid", raw, re.MULTILINE))
    unmarked = re.search(r"^#\|", raw, re.MULTILINE) if obsolete else None
    if unmarked:
        raise DamagedError(line + raw.count("\n", 0, unmarked.start()), _UNMARKED_PREVIOUS)
    entry = _read_entry(lines)
    context: str | None = entry.msgctxt  # the stubs say str, polib says None where there is none
    return Block(
        raw,
        Kind.OBSOLETE if obsolete else Kind.LIVE,
        _show(entry.msgid),
        _show(entry.msgstr or (entry.msgstr_plural or {}).get(0, "")),
        None if context is None else _show(context),
        "fuzzy" in read_flags(raw),
        read_previous(raw),
        plural=bool(entry.msgid_plural),
        skipped=lines[0].number - line,
    )


def _read_entry(lines: list[_Line]) -> polib.POEntry:
    words = "\n".join(f'{line.keyword} "{line.text.translate(_HIDDEN)}"'.lstrip() for line in lines)
    forms = [line.keyword for line in lines if line.keyword.startswith("msgstr[")]
    try:
        (entry,) = polib.pofile(_NEVER_A_PATH + words)
    except (OSError, ValueError) as error:
        raise DamagedError(lines[0].number, _DISORDER) from error
    if bool(forms) != bool(entry.msgid_plural) or forms != [f"msgstr[{number}]" for number in range(len(forms))]:
        raise DamagedError(lines[0].number, _DISORDER)
    return entry


def _show(text: str) -> str:
    return unescape(text.translate(_SHOWN))


def _check_lines(raw: str, line: int) -> Iterator[_Line]:
    """Give the lines that hold fields. Raises DamagedError for the first line that gettext would not take either."""
    seen = ""
    first = line
    after_previous = False
    for number, full in enumerate(raw.split("\n"), line):
        content = re.sub(r"^#~[ \t]*(?!\|)", "", full.strip())
        if content.startswith("#"):
            _check_comment(content, number, inside=bool(seen) or (after_previous and not content.startswith("#|")))
            after_previous = after_previous or content.startswith("#|")
            continue
        if not content:
            continue
        keyword, text = _split_field(content, number)
        if not keyword and not seen:
            raise DamagedError(number, "this text belongs to no entry")
        if keyword in {"msgid", "msgctxt"} and "msgid" in seen:
            raise DamagedError(first, "the entry has no msgstr")
        first = first if seen else number
        seen += keyword
        yield _Line(number, keyword, text)
    if "msgstr" not in seen:
        raise DamagedError(first, "the entry has no msgstr")


def _check_comment(content: str, number: int, *, inside: bool) -> None:
    if inside:
        raise DamagedError(number, "a comment stands in the middle of an entry")
    if content.startswith(("#|", "#~|")):
        _check_escapes(content, number)


def _split_field(content: str, number: int) -> tuple[str, str]:
    if _CONFLICT.match(content):
        raise DamagedError(number, "a merge conflict of git was left in the file")
    match = _FIELD.fullmatch(content)
    keyword, strings = match.groups() if match else ("", content)
    if _STRINGS.fullmatch(strings) is None:
        looks_right = keyword or strings.startswith('"')
        problem = (
            "a quotation mark is missing, or lacks its backslash" if looks_right else "this is no line of a PO file"
        )
        raise DamagedError(number, problem)
    text = "".join(_QUOTED.findall(strings))
    _check_escapes(text, number)
    return keyword or "", text


def _check_escapes(text: str, number: int) -> None:
    try:
        unescape(text)
    except ValueError as error:
        raise DamagedError(number, f"{error}") from error
