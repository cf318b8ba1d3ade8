"""Write a release at the desk: a new one, typed or dropped, and the correction of one that is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from translateflow.errors import DuplicateSlugError, NotTextError, SourceChangedError
from translateflow.files import locked, read_file, write_atomically
from translateflow.formats import (
    check_slug,
    complete_front_block,
    guess_import,
    read_front_block,
    slugify,
)
from translateflow.model.release import SourceFormat
from translateflow.review.evidence import digest
from translateflow.workflow.source_history import keep_version
from translateflow.workflow.sync import SyncReport, run_sync

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from translateflow.formats import Guess, ImportedSource
    from translateflow.workspace import Newsroom

FIELDS: Final = (
    "title",
    "summary",
    "date",
    "language",
    "embargo",
    "deadline",
    "targets",
    "topics",
    "contact",
    "correction",
    "image",
    "image_description",
    "image_caption",
)
"""The keys of the front matter, in the order in which a form asks for them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A source as a form holds it: front matter by key, as text, and the body. `digest` is its file's."""

    front: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A release that was stored, what was guessed about it, and what the sync after it did."""

    slug: str
    guesses: tuple[Guess, ...]
    sync: SyncReport


def read_draft(newsroom: Newsroom, slug: str) -> Draft:
    """Take a source apart for a form. Raises NotTextError for a Word file, NoReleaseError, SourceError."""
    path = newsroom.source_of(slug)
    if path.suffix == f".{SourceFormat.WORD}":
        raise NotTextError(slug)
    data = read_file(path)
    text = _plain_lines(data.decode("utf-8-sig", "replace"))
    block = read_front_block(newsroom.show(path), text, newsroom.settings.timezone)
    front = {key: shown for key in FIELDS if (shown := _shown(getattr(block.front, key)))}
    return Draft(front, text[block.body_at :].lstrip("\n"), digest(data))


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def write_text(old: str, draft: Draft) -> str:
    """Give a source with a draft's front matter and body; comments and order of the old front matter stay. Pure."""
    old = _plain_lines(old)
    block = read_front_block("", old, "UTC")
    head = old[: block.body_at]
    said = {key: draft.front.get(key, "").strip() for key in FIELDS}
    before = {key: _shown(getattr(block.front, key)) for key in FIELDS}
    changed = {key: " ".join(value.split()) for key, value in said.items() if value != before[key]}
    head = complete_front_block(head, block, changed)
    return (
        f"{head.rstrip()}\n\n{_plain_lines(draft.body).strip()}\n" if head else f"{_plain_lines(draft.body).strip()}\n"
    )


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def run_write(newsroom: Newsroom, draft: Draft, *, slug: str = "") -> Written:
    """Store what was typed as a new Markdown release, and sync it.

    Raises SourceError, SlugError, DuplicateSlugError.
    """
    language = draft.front.get("language", "") or newsroom.settings.source
    chosen = check_slug(slug) if slug else slugify(draft.front.get("title", ""), language)
    data = write_text("", draft).encode()
    newsroom.parse_release(chosen, newsroom.releases_folder / f"{chosen}.md", data)
    return _store(newsroom, chosen, f"{chosen}.md", data, ())


def run_take_in(newsroom: Newsroom, name: str, data: bytes, *, slug: str = "") -> Written:
    """Store a file that was dropped as a new release, and sync it. Of its name only stem and suffix are looked at.

    Raises SourceError for what cannot be read, SlugError, DuplicateSlugError.
    """
    imported = _read_file(newsroom, name, data, slug)
    return _store(newsroom, imported.slug, f"{imported.slug}.{imported.suffix}", imported.data, imported.guesses)


def _read_file(newsroom: Newsroom, name: str, data: bytes, slug: str) -> ImportedSource:
    plain = PurePosixPath(name.replace("\\", "/")).name[:200] or "file"
    return guess_import(plain, data, default_language=newsroom.settings.source, slug=slug)


def _store(newsroom: Newsroom, slug: str, name: str, data: bytes, guesses: tuple[Guess, ...]) -> Written:
    # Two people may add at once: what is there is looked at, and written, by one of them at a time.
    with locked(newsroom.state_folder / "add.lock"):
        if slug in newsroom.sources():
            raise DuplicateSlugError(slug, name)
        write_atomically(newsroom.releases_folder / name, data)
    return Written(slug, guesses, run_sync(newsroom, [slug]))


@dataclass(frozen=True, slots=True)
class Correction:
    """A source's new text by form or by file. `seen` is the digest of what it was made from; `minor`: see sync."""

    slug: str
    seen: str
    by: str
    draft: Draft | None = None
    file: tuple[str, bytes] | None = None
    minor: bool = False


def run_correct(newsroom: Newsroom, correction: Correction, now: dt.datetime) -> SyncReport:
    """Replace a source, keep the version it had, and sync. What is published stays as it was signed off.

    Raises SourceChangedError when somebody else was faster, SourceError when the new text cannot be read; the file is
    then as it was.
    """
    slug = correction.slug
    with locked(newsroom.state_folder / "add.lock"):
        path = newsroom.source_of(slug)
        old = read_file(path)
        if digest(old) != correction.seen:
            raise SourceChangedError(slug)
        target, data = _corrected(newsroom, path, old, correction)
        newsroom.parse_release(slug, target, data)
        keep_version(newsroom, slug, old, correction.by, now)
        write_atomically(target, data)
        if target != path:
            path.unlink()
    return run_sync(newsroom, [slug], minor=correction.minor)


def _corrected(newsroom: Newsroom, path: Path, old: bytes, correction: Correction) -> tuple[Path, bytes]:
    if correction.file is not None:
        imported = _read_file(newsroom, *correction.file, correction.slug)
        return newsroom.releases_folder / f"{correction.slug}.{imported.suffix}", imported.data
    if path.suffix == f".{SourceFormat.WORD}" or correction.draft is None:
        raise NotTextError(correction.slug)
    return path, write_text(old.decode("utf-8-sig", "replace"), correction.draft).encode()
