"""A catalog: one PO file as an immutable value that knows its entries and how to change a few of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from translateflow.catalog.block import Kind
from translateflow.catalog.edit import BlockText, Part, read_block, set_apart
from translateflow.catalog.header import (
    LANGUAGE,
    RELEASE,
    REVISION,
    SOURCE_LANGUAGE,
    make_header,
    read_header,
    revision_fields,
    with_fields,
)
from translateflow.catalog.strings import writable
from translateflow.errors import UnknownEntryError
from translateflow.model.segment import Role
from translateflow.model.translation import Entry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from translateflow.catalog.block import Block, Name
    from translateflow.model.segment import Key


@dataclass(frozen=True, slots=True)
class FileStyle:
    """How a file is written, so that changes look like the rest of it."""

    encoding: str = "utf-8"
    newline: str = "\n"
    byte_order_mark: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """The whole new state of one entry.

    `origin` names the engine (or "memory 87 %") when the text is a draft, and `warnings` say what to look at: both are
    written as translator comments `# translateflow: draft by …` and go when the entry becomes reviewed.
    `previous` is the source the text was made for, when that is not the entry's: it makes the entry outdated.
    """

    target: str
    fuzzy: bool = False
    origin: str = ""
    warnings: tuple[str, ...] = ()
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class DraftNote:
    """Where a draft comes from, as its comments say."""

    origin: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalog:
    """A PO file, or one to be. `original` are the bytes it was read from, None once something has changed."""

    blocks: tuple[Block, ...]
    style: FileStyle = FileStyle()
    original: bytes | None = field(default=None, repr=False)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The live entries in file order, each with its line."""
        return tuple(self._numbered(Kind.LIVE))

    @cached_property
    def obsolete(self) -> tuple[Entry, ...]:
        """What `#~` keeps of sentences that are gone, in file order."""
        return tuple(self._numbered(Kind.OBSOLETE))

    def _numbered(self, kind: Kind) -> Iterable[Entry]:
        line = 1
        for block in self.blocks:
            if block.kind is kind:
                yield Entry(
                    block.source, block.target, block.context, block.fuzzy, block.previous, line + block.skipped
                )
            line += block.raw.count("\n")

    @cached_property
    def by_name(self) -> Mapping[Name, Block]:
        """The live and obsolete blocks by context and source."""
        return {block.name: block for block in self.blocks if block.kind in {Kind.LIVE, Kind.OBSOLETE}}

    @cached_property
    def _entry_by_name(self) -> Mapping[Name, Entry]:
        return {(entry.context, entry.source): entry for entry in self.entries}

    def get(self, key: Key) -> Entry | None:
        """Give the live entry of a segment."""
        return self._entry_by_name.get(name_of(key))

    def draft_note(self, key: Key) -> DraftNote | None:
        """Say where the draft of a live entry comes from; None when it is empty, reviewed, or a person's draft."""
        block = self.by_name.get(name_of(key))
        if block is None or block.kind is not Kind.LIVE or not block.drafted_by:
            return None
        return DraftNote(block.drafted_by, block.warnings)

    @cached_property
    def header(self) -> Block | None:
        """The header's block."""
        return next((block for block in self.blocks if block.kind is Kind.HEADER), None)

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The header's fields; empty when there is no header."""
        return MappingProxyType(read_header(self.header.target) if self.header else {})

    @property
    def slug(self) -> str:
        """The release the header names, "" when it names none."""
        return self.headers.get(RELEASE, "")

    @property
    def language(self) -> str:
        """The language the header names, in gettext form, "" when it names none."""
        return self.headers.get(LANGUAGE, "")

    @property
    def source_language(self) -> str:
        """The source language the header names, "" when it names none."""
        return self.headers.get(SOURCE_LANGUAGE, "")

    @property
    def revision(self) -> str:
        """The export this catalog goes back to, "" when it is none."""
        return self.headers.get(REVISION, "")

    def with_blocks(self, blocks: Iterable[Block]) -> Catalog:
        """Give the catalog with other blocks; itself when they are the same."""
        blocks = tuple(blocks)
        same = len(blocks) == len(self.blocks) and all(a.raw == b.raw for a, b in zip(blocks, self.blocks, strict=True))
        return self if same else replace(self, blocks=blocks, original=None)

    def with_headers(self, fields: Mapping[str, str]) -> Catalog:
        """Change or add header fields, every other line kept; a missing header is made."""
        header = self.header
        if header is None:
            newline = self.style.newline
            first = [block._replace(raw=set_apart(block.raw, newline)) for block in self.blocks[:1]]
            return self.with_blocks((make_header(fields), *first, *self.blocks[1:]))
        changed = with_fields(header, fields, self.style.newline)
        return self.with_blocks(changed if block is header else block for block in self.blocks)

    def with_changes(self, changes: Mapping[Key, Change], *, by: str, at: dt.datetime) -> Catalog:
        """Change entries; only their lines, the revision date and the last translator become different.

        Entries that are so already stay untouched; when all are, the catalog itself comes back. Raises
        UnknownEntryError when a key has no live entry, or one with plural forms: nothing is changed then.
        """
        named = {name_of(key): change for key, change in changes.items()}
        for name in named:
            block = self.by_name.get(name)
            if block is None or block.kind is not Kind.LIVE or block.plural:
                raise UnknownEntryError(name[1])
        changed = self.with_blocks(
            change_block(block, named[block.name], self.style.newline)
            if block.kind is Kind.LIVE and block.name in named
            else block
            for block in self.blocks
        )
        return self if changed is self else changed.with_headers(revision_fields(by, at))

    def to_bytes(self) -> bytes:
        """Give the file. What was only read comes back byte for byte."""
        if self.original is not None:
            return self.original
        text = "".join(block.raw for block in self.blocks)
        mark = b"\xef\xbb\xbf" if self.style.byte_order_mark else b""
        try:
            return mark + text.encode(self.style.encoding)
        except UnicodeEncodeError:
            return self._in_utf8().to_bytes()

    def _in_utf8(self) -> Catalog:
        """Give the catalog as UTF-8: a character came in that its own encoding cannot write."""
        utf8 = replace(self, style=replace(self.style, encoding="utf-8"), original=None)
        return utf8.with_headers({"Content-Type": "text/plain; charset=UTF-8"})


def name_of(key: Key) -> Name:
    """Give what gettext calls a segment: body text has no context."""
    return (None if key.role is Role.TEXT else key.role.value, key.text)


def change_block(block: Block, change: Change, newline: str) -> Block:
    """Give a live block its new state; itself when it has it already."""
    target = writable(change.target, block.source)
    draft = change.fuzzy and bool(target.strip())
    text = BlockText(block.raw, newline)
    if target != block.target:
        text.put_string(Part.TARGET, "msgstr", target)
    if (previous := change.previous if draft else None) != block.previous:
        text.put_previous(previous)
    text.put_fuzzy(draft)
    text.put_draft_note(change.origin if draft else "", change.warnings)
    return block if text.raw == block.raw else read_block(text.raw)
