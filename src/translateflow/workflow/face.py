"""What a page shows besides its body, as a sign-off freezes it: words of the front matter, files to take along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from translateflow.formats import render_plain
from translateflow.model.language import parse_language
from translateflow.review.evidence import Face, FaceDownload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.review.evidence import Evidence
    from translateflow.workspace import Newsroom


def begin_face(newsroom: Newsroom, release: Release, language: str) -> Face:
    """Give what needs no translation; a note of correction stays until another takes its place."""
    front = release.front
    before = newsroom.snapshots.read(release.slug, language)
    return Face(
        title="",
        contact=front.contact,
        date=front.date.isoformat() if front.date else "",
        embargo=front.embargo.isoformat() if front.embargo else "",
        image=front.image,
        targets=newsroom.targets(release),
        topics=front.topics,
        formerly=front.formerly,
        correction=before.evidence.face.correction if before else "",
    )


def complete_face(newsroom: Newsroom, release: Release, stub: Evidence, texts: Mapping[Key, str]) -> Face:
    """Add the translated words, and the files in the reader's language where there are such."""
    document = release.document

    def plain(index: int | None) -> str:
        return "" if index is None else render_plain(document, index, texts)

    before = newsroom.snapshots.read(release.slug, stub.language)
    correction = plain(document.correction) or stub.face.correction
    known = before is not None and before.evidence.face.correction == correction
    corrected = before.evidence.face.corrected if before and known else stub.approved_at.isoformat()
    folder, downloads = newsroom.releases_folder, release.front.downloads
    files = [_in_language(folder, each.path, release, stub.language) for each in downloads]
    return replace(
        stub.face,
        title=plain(document.title) or release.slug,
        summary=plain(document.summary),
        image_description=plain(document.image_description),
        image_caption=plain(document.image_caption),
        correction=correction,
        corrected=corrected if correction else "",
        downloads=tuple(
            FaceDownload(plain(index), path, language)
            for index, (path, language) in zip(document.downloads, files, strict=True)
        ),
    )


def _in_language(folder: Path, path: str, release: Release, language: str) -> tuple[str, str]:
    """Give a file and its language: `plan.en.pdf` beside `plan.pdf` is what English readers get."""
    name = PurePosixPath(path)
    own = name.with_name(f"{name.stem}.{language}{name.suffix}").as_posix()
    if language != release.language and (folder / own).is_file():
        return own, language
    marked = PurePosixPath(name.stem).suffix.removeprefix(".")
    return path, parse_language(marked) if _is_language(marked) else release.language


def _is_language(tag: str) -> bool:
    return bool(tag) and tag.isalpha() and tag.islower() and len(tag) == 2  # noqa: PLR2004 — ISO 639-1; `v2` is none
