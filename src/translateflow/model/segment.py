"""What a segment is: the unit of translation, its role, and the inline markup (tags) inside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a segment is to readers. The value is the `msgctxt` of its PO entry; body text has none."""

    TEXT = ""
    TITLE = "title"
    SUMMARY = "summary"
    HEADING = "heading"
    IMAGE_DESCRIPTION = "image description"
    CAPTION = "caption"
    TABLE_CELL = "table cell"
    LINK_TITLE = "link title"
    CORRECTION = "correction"
    DOWNLOAD = "download"


class Segmentation(StrEnum):
    """The unit of translation a newsroom works in."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Key(NamedTuple):
    """What makes two segments one PO entry: role and text. Also the identity of a translation."""

    role: Role
    text: str


Piece = str | int
"""Literal HTML, or the index in `Document.segments` of the text that stands here, escaped for an attribute."""


@dataclass(frozen=True, slots=True)
class TagShape:
    """A tag as text sees it: `<a1>…</a1>` is `TagShape("a1", paired=True)`, `<br/>` is not paired."""

    name: str
    paired: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of one occurrence of a segment, with the markup it stands for.

    `open` may hold indices of attribute segments (an image's description, a link's title).
    `note` explains the tag to translators (`a1: https://…`) and becomes a `#.` comment; "" when the name says all.
    """

    name: str
    open: tuple[Piece, ...]
    close: str = ""
    note: str = ""

    @property
    def shape(self) -> TagShape:
        """The tag without its markup."""
        return TagShape(self.name, paired=bool(self.close))


@dataclass(frozen=True, slots=True)
class Segment:
    """One occurrence of a unit of translation, in reading order.

    `line` is 1-based in the source file. Sentences of one paragraph share `block`.
    `reopened` names tags, outermost first, whose markup began in an earlier sentence of the block: the text re-opens
    them at its start. `unclosed` names tags that go on in the next sentence: the text closes them at its end.
    """

    text: str
    role: Role = Role.TEXT
    tags: tuple[Tag, ...] = ()
    line: int = 1
    block: int = 0
    reopened: tuple[str, ...] = ()
    unclosed: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Role and text."""
        return Key(self.role, self.text)

    @property
    def shapes(self) -> tuple[TagShape, ...]:
        """The segment's own tags; whatever else looks like a tag is literal text."""
        return tuple(tag.shape for tag in self.tags)
