"""Changes to the raw text of one block, line by line: only what is meant to change does."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from translateflow.catalog.head import read_flags
from translateflow.catalog.scan import scan_blocks
from translateflow.catalog.strings import render_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translateflow.catalog.block import Block

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_OURS = re.compile(r"#[ \t]*translateflow: (?:draft by|warning:) ")


class Part(IntEnum):
    """What a line of a block belongs to, in the order gettext writes them."""

    GAP = 0
    COMMENT = 1
    EXTRACTED = 2
    REFERENCE = 3
    FLAGS = 4
    PREVIOUS = 5
    CONTEXT = 6
    SOURCE = 7
    PLURAL = 8
    TARGET = 9


_MARKS = {"#.": Part.EXTRACTED, "#:": Part.REFERENCE, "#,": Part.FLAGS, "#=": Part.FLAGS, "#|": Part.PREVIOUS}
_KEYWORDS = (
    ("msgctxt", Part.CONTEXT),
    ("msgid_plural", Part.PLURAL),
    ("msgid", Part.SOURCE),
    ("msgstr", Part.TARGET),
)


class BlockText:
    """The lines of one live block, being changed. `newline` is what new lines end with."""

    def __init__(self, raw: str = "", newline: str = "\n") -> None:
        self.newline = newline
        self._lines = list(_read_lines(raw))

    @property
    def raw(self) -> str:
        """The text as it stands now."""
        return "".join(line for _, line in self._lines)

    def lines(self, part: Part) -> list[str]:
        """Give the physical lines of a part."""
        return [line for of, line in self._lines if of is part]

    def put(self, part: Part, lines: Iterable[str]) -> None:
        """Replace the lines of a part where they stand; a new part goes where gettext would write it."""
        at = next((i for i, (of, _) in enumerate(self._lines) if of is part), None)
        rest = [(of, line) for of, line in self._lines if of is not part]
        if at is None:
            at = next((i for i, (of, _) in enumerate(rest) if of > part), len(rest))
        self._lines = [*rest[:at], *((part, line) for line in lines), *rest[at:]]

    def put_string(self, part: Part, keyword: str, text: str) -> None:
        """Write a text field unwrapped."""
        self.put(part, render_string(keyword, text, self.newline))

    def put_previous(self, previous: str | None) -> None:
        """Write or remove the previous source."""
        lines = [] if previous is None else render_string("msgid", previous, self.newline)
        self.put(Part.PREVIOUS, [f"#| {line}" for line in lines])

    def put_fuzzy(self, fuzzy: bool) -> None:
        """Set or clear the fuzzy flag; other flags and the lines they stand on stay."""
        lines = self.lines(Part.FLAGS)
        if fuzzy == ("fuzzy" in read_flags("".join(lines))):
            return
        if fuzzy:
            rest = (
                [f"#, fuzzy, {lines[0][2:].strip()}{self.newline}", *lines[1:]] if lines else [self._line("#, fuzzy")]
            )
        else:
            rest = [kept for line in lines if (kept := self._without_fuzzy(line))]
        self.put(Part.FLAGS, rest)

    def _without_fuzzy(self, line: str) -> str:
        flags = read_flags(line.rstrip("\r\n"))
        if "fuzzy" not in flags:
            return line
        others = ", ".join(flag for flag in flags if flag != "fuzzy")
        return self._line(f"{line[:2]} {others}") if others else ""

    def put_draft_note(self, engine: str, warnings: Iterable[str] = ()) -> None:
        """Say who drafted the text, and what was warned of, for the translator; an engine of "" removes both."""
        theirs = [line for line in self.lines(Part.COMMENT) if not _OURS.match(line)]
        ours = [f"draft by {engine}", *(f"warning: {warning}" for warning in warnings)] if engine else []
        self.put(Part.COMMENT, [*theirs, *(self._line(f"# translateflow: {' '.join(note.split())}") for note in ours)])

    def put_extracted(self, comments: Iterable[str]) -> None:
        """Refresh the `#.` comments; lines that say the same already stay as they are written."""
        wanted = [" ".join(comment.split()) for comment in comments]
        if [line[2:].strip() for line in self.lines(Part.EXTRACTED)] != wanted:
            self.put(Part.EXTRACTED, [self._line(f"#. {comment}") for comment in wanted])

    def put_references(self, references: Iterable[str]) -> None:
        """Refresh the `#:` references; lines that name the same places already stay as they are written."""
        wanted = list(references)
        if [name for line in self.lines(Part.REFERENCE) for name in line[2:].split()] != wanted:
            self.put(Part.REFERENCE, [self._line(f"#: {' '.join(wanted)}")] if wanted else [])

    def _line(self, text: str) -> str:
        return f"{text.rstrip()}{self.newline}"


def _read_lines(raw: str) -> Iterator[tuple[Part, str]]:
    part = Part.GAP
    for line in _LINES.findall(raw):
        part = _part_of(line, part)
        yield part, line


def _part_of(line: str, before: Part) -> Part:
    content = line.strip()
    if content.startswith("#"):
        return _MARKS.get(content[:2], Part.COMMENT)
    for keyword, part in _KEYWORDS:
        if content.startswith(keyword):
            return part
    return before if content else Part.GAP


def as_obsolete(raw: str) -> str:
    """Write a live block as an obsolete one: what a person or a machine said stays, where it stood does not."""
    return "".join(_obsolete_line(part, line) for part, line in _read_lines(raw))


def _obsolete_line(part: Part, line: str) -> str:
    if part in {Part.EXTRACTED, Part.REFERENCE}:
        return ""
    if part is Part.PREVIOUS:
        return f"#~|{line[2:]}"
    return f"#~ {line}" if part >= Part.CONTEXT else line


def as_live(raw: str) -> str:
    """Write an obsolete block as a live one; the inverse of `as_obsolete`, apart from references and comments."""
    return re.sub(r"^#~[ \t]?", "", re.sub(r"^#~\|", "#|", raw, flags=re.MULTILINE), flags=re.MULTILINE)


def set_apart(raw: str, newline: str = "\n") -> str:
    """Give a block one blank line before it and a line's end at its end, as blocks need that stand between others."""
    before = "" if raw.startswith(("\n", "\r\n")) else newline
    return f"{before}{raw}{'' if raw.endswith(chr(10)) else newline}"


def read_block(raw: str) -> Block:
    """Read the one block that a text of ours holds."""
    (block,) = scan_blocks(raw)
    return block
