"""A document: what a source text is once it is taken apart, so that it can be put together in another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translateflow.model.segment import Segment


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of `Document.segments[index]` in the body."""

    index: int


@dataclass(frozen=True, slots=True)
class AttributeSlot:
    """The place of `Document.segments[index]` in a quoted attribute of the skeleton (a lone image's description)."""

    index: int


@dataclass(frozen=True, slots=True)
class Gap:
    """White space between two sentences of a block; what stands there depends on the target language."""

    text: str


BodyPart = str | Slot | AttributeSlot | Gap
"""Literal HTML of the skeleton, a segment, a segment in an attribute, or the space between two segments."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source text as skeleton and segments. Rendering every segment as itself gives the source's HTML.

    `segments` are in reading order: title, summary, image description, caption, correction, names of downloads (those
    of the front matter that exist), then the body. Segments that stand in attributes are in the list but have no slot:
    tags or attribute slots hold their index.
    `title`, `summary`, `image_description`, `image_caption`, `correction` are indices into `segments`, None where there
    is none; `downloads` has one for each download, None for one without a name.
    """

    language: str
    segments: tuple[Segment, ...]
    body: tuple[BodyPart, ...]
    title: int | None = None
    summary: int | None = None
    image_description: int | None = None
    image_caption: int | None = None
    correction: int | None = None
    downloads: tuple[int | None, ...] = ()
