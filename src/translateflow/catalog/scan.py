"""From the text of a PO file to its blocks, each with its raw text.

Entries in the usual layout (that of gettext, Poedit, Lokalize, Weblate, wrapped or not) are read by one regular
expression, in less than 0.01 ms each. What does not match (plural forms, odd spacing, damage) goes to `odd`, which
knows the rest of the format and says on which line it breaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.catalog.block import Block, Kind
from translateflow.catalog.head import read_flags, read_previous
from translateflow.catalog.strings import join_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = r'"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"[ \t]*\r?(?:\n|\Z)'
_HEAD = r"(?P<head>(?:[ \t\r]*(?:\#(?!~)[^\n]*)?\n)*)"


def _entry_pattern(prefix: str) -> re.Pattern[str]:
    strings = rf"{_QUOTED}(?:{prefix}[ \t]*{_QUOTED})*"
    return re.compile(
        rf"{_HEAD}(?P<previous>(?:\#~\|[^\n]*\n)*)"
        rf"(?:{prefix}msgctxt[ \t]*(?P<context>{strings}))?"
        rf"{prefix}msgid[ \t]*(?P<source>{strings})"
        rf"{prefix}msgstr[ \t]*(?P<target>{strings})"
    )


# Most entries are these: a line each, no escape, neither fuzzy nor outdated. The groups are the words themselves.
_PLAIN = re.compile(
    r'(\n?(?:#[ .:,][^\n|]*\n)*)(?:msgctxt "([^"\\\n]*)"\n)?msgid "([^"\\\n]*)"\nmsgstr "([^"\\\n]*)"\n(?=\n|\Z)'
)
_LIVE = _entry_pattern("")
_OBSOLETE = _entry_pattern(r"\#~[ \t]*")
_INTERRUPTED = re.compile(r"^#\|[^\n]*\n\s*#(?!\|)", re.MULTILINE)
_KEYWORD = re.compile(r"(?:#~[ \t]*)?(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*(?=\"|$)")


def scan_blocks(text: str) -> Iterator[Block]:
    """Give the blocks of a file's text; joining their raw texts gives it back. Raises DamagedError."""
    at, end, header_seen = 0, len(text), False
    while at < end:
        plain = _PLAIN.match(text, at)
        if plain is None or "fuzzy" in plain[1]:
            block = _scan_block(text, at)
        else:
            head, context, source, target = plain.groups()
            # By position: names would cost a sixth of the reading of a file.
            block = Block(plain[0], Kind.LIVE, source, target, context, False, None, False, head.count("\n"))
        if not header_seen and not block.source and block.kind is Kind.LIVE and _is_header(block):
            block, header_seen = block._replace(kind=Kind.HEADER), True
        yield block
        at += len(block.raw)


def _is_header(block: Block) -> bool:
    return block.name == (None, "") and not block.plural


def _scan_block(text: str, at: int) -> Block:
    match, kind = _LIVE.match(text, at), Kind.LIVE
    if match is None:
        match, kind = _OBSOLETE.match(text, at), Kind.OBSOLETE
    if match is None:
        return _scan_odd_block(text, at)
    head, previous, context, source, target = match.groups()
    if "#|" in head and (kind is Kind.OBSOLETE or _INTERRUPTED.search(head)):
        return _scan_odd_block(text, at)  # it says which line is wrong
    try:
        return Block(
            match[0],
            kind,
            _text(source),
            _text(target),
            None if context is None else _text(context),
            "fuzzy" in head and "fuzzy" in read_flags(head),
            read_previous(head + previous) if "|" in head or previous else None,
            plural=False,
            skipped=head.count("\n") + previous.count("\n"),
        )
    except ValueError:
        return _scan_odd_block(text, at)  # it says which line has the bad escape


def _text(strings: str) -> str:
    stripped = strings.strip()
    if "\n" not in stripped and "\\" not in stripped:
        return stripped[1:-1]
    return join_strings(stripped.split("\n"))


def _scan_odd_block(text: str, at: int) -> Block:
    raw, has_keyword = _take_odd_block(text, at)
    if not has_keyword:
        return Block(raw, Kind.TAIL)
    # polib costs 30 ms to import, and the usual file never needs it.
    from translateflow.catalog.odd import read_odd_block  # noqa: PLC0415 — start-up time

    return read_odd_block(raw, text.count("\n", 0, at) + 1)


def _take_odd_block(text: str, at: int) -> tuple[str, bool]:
    """Take lines up to where another entry begins: after a `msgstr`, at the first line that cannot belong to it."""
    end, ended, any_keyword = at, False, False
    for match in re.compile(r"[^\n]*\n|[^\n]+").finditer(text, at):
        content = match[0].strip()
        keyword = _KEYWORD.match(content)
        goes_on = content.removeprefix("#~").lstrip().startswith('"') or (keyword and keyword[1].startswith("msgstr["))
        if ended and content and not goes_on:
            break
        any_keyword = any_keyword or bool(content and not content.startswith("#")) or bool(keyword)
        ended = ended or bool(keyword and keyword[1].startswith("msgstr"))
        end = match.end() if content or not ended else end
    return text[at:end], any_keyword
