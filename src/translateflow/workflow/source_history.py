"""Earlier versions of a source: those that were signed off, and those the desk replaced.

The sign-offs keep theirs for ever under `approved/`. What the desk replaces is kept under `.translateflow/history/`, to
look back and to undo; deleting that loses no released word.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translateflow.errors import UnknownVersionError
from translateflow.files import read_file, read_if_there, write_atomically
from translateflow.review.evidence import digest

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.workspace import Newsroom

NOW: Final = "now"
_SHOWN: Final = 12  # digits of a digest that tell versions of one release apart


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a source. `by` is `Name <mail>`, "" where nobody wrote it down; `signed` when signed off."""

    id: str
    at: dt.datetime
    by: str
    signed: bool
    path: Path


def list_versions(newsroom: Newsroom, slug: str) -> list[Version]:
    """Give the versions there are, newest first; the present one is not among them."""
    found = {version.id: version for version in _kept(newsroom, slug)}
    language = newsroom.read_release(slug).language
    snapshot = newsroom.snapshots.read(slug, language)
    for evidence in (*((snapshot.evidence,) if snapshot else ()), *newsroom.snapshots.archived(slug, language)):
        path = newsroom.snapshots.source_path(evidence)
        if path.is_file():
            number = evidence.source_digest[:_SHOWN]
            found[number] = Version(number, evidence.approved_at, evidence.approved_by, signed=True, path=path)
    return sorted(found.values(), key=lambda version: version.at, reverse=True)


def read_version(newsroom: Newsroom, slug: str, version: str) -> str:
    """Give the text of a version, `now` being the present one. Raises UnknownVersionError."""
    if version == NOW:
        return read_file(newsroom.source_of(slug)).decode("utf-8", "replace")
    for each in list_versions(newsroom, slug):
        if each.id == version:
            return read_file(each.path).decode("utf-8", "replace")
    raise UnknownVersionError(slug, version)


def keep_version(newsroom: Newsroom, slug: str, data: bytes, by: str, at: dt.datetime) -> None:
    """Keep what a source says, and who replaced it."""
    folder = _folder(newsroom, slug)
    number = digest(data)[:_SHOWN]
    path = folder / f"{number}.txt"
    if path.is_file():
        return
    write_atomically(path, data)
    record = {"at": at.isoformat(), "by": by}
    write_atomically(folder / f"{number}.json", json.dumps(record, ensure_ascii=False).encode())


def _kept(newsroom: Newsroom, slug: str) -> list[Version]:
    found = []
    for path in _folder(newsroom, slug).glob("*.json"):
        record = json.loads(read_if_there(path) or b"{}")
        if "at" in record:
            at = dt.datetime.fromisoformat(record["at"])
            found.append(Version(path.stem, at, record.get("by", ""), signed=False, path=path.with_suffix(".txt")))
    return found


def _folder(newsroom: Newsroom, slug: str) -> Path:
    return newsroom.state_folder / "history" / slug
