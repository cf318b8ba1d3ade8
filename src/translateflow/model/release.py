"""A release: one document to be published, with what its front matter says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from translateflow.model.document import Document


SITE_PAGES = frozenset({"archive", "search", "topics"})
"""Pages of the site that stand beside the releases of a language: no release has such a slug."""


class SourceFormat(StrEnum):
    """The formats a source release comes in; the value is the file's suffix without the dot."""

    MARKDOWN = "md"
    HTML = "html"
    PLAIN_TEXT = "txt"
    WORD = "docx"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers may take with them: a path relative to the releases folder, and what it is ("" unsaid)."""

    path: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a source says about itself before its body. None and "" where it says nothing.

    `image` is a path relative to the releases folder. `targets` None means the newsroom's targets.
    `embargo` has a time zone: the source's own, or the newsroom's. `topics` are the newsroom's names of them
    (`[topics.NAME]`), `formerly` the slugs this release once had, `correction` says what an earlier version had wrong.
    `embargo` and `deadline` (when the translations are to be ready) have a time zone: the source's own, or the
    newsroom's.
    """

    title: str = ""
    date: dt.date | None = None
    language: str = ""
    summary: str = ""
    image: str = ""
    image_description: str = ""
    image_caption: str = ""
    embargo: dt.datetime | None = None
    targets: tuple[str, ...] | None = None
    contact: str = ""
    topics: tuple[str, ...] = ()
    downloads: tuple[Download, ...] = ()
    correction: str = ""
    formerly: tuple[str, ...] = ()
    deadline: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A source release, read. `digest` is the SHA-256 of the source file's bytes, in hex.

    `assets` are the local files its front matter and body refer to (paths relative to the releases folder).
    """

    slug: str
    language: str
    source_format: SourceFormat
    front: FrontMatter
    document: Document
    digest: str
    assets: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The headline as the source has it."""
        index = self.document.title
        return self.slug if index is None else self.document.segments[index].text
