"""What publishing needs of every sign-off, kept while `approved/` does not change.

A record of a sign-off holds each segment's history; the site needs its face, its digests and which engines helped. Both
are read once. A release is read again when its folder has another time: every writer of ours, git and rsync put new
files in the place of old ones, which the folder's time tells. Who edits a frozen file in place changes nothing that
readers see; `verify`, which keeps nothing, names it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from translateflow.errors import FileAccessError, InputFileError
from translateflow.files import read_if_there
from translateflow.model.edition import Withdrawal
from translateflow.review.evidence import Evidence, evidence_from_json, evidence_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from translateflow.review.snapshot import Snapshot, Snapshots

_VERSION = 1
# A file that comes within one tick of a file system's clock leaves no trace in the folder's time.
_SETTLED_NS = 100_000_000


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sign-off without its segments. `engines` are those of its segments; `stamp` tells its content."""

    evidence: Evidence
    engines: tuple[str, ...]
    withdrawal: Withdrawal | None
    stamp: str


def seal(snapshot: Snapshot) -> Sealed:
    """Leave the segments out."""
    engines = dict.fromkeys(segment.engine for segment in snapshot.evidence.segments if segment.engine)
    evidence = replace(snapshot.evidence, segments=())
    content = msgspec.json.encode((evidence, snapshot.withdrawal, tuple(engines)))
    stamp = hashlib.blake2b(content, digest_size=16).hexdigest()
    return Sealed(evidence, tuple(engines), snapshot.withdrawal, stamp)


def read_sealed(snapshots: Snapshots, slug: str) -> dict[str, Sealed]:
    """Read the sign-offs of a release as they are now. Raises InputFileError for damaged records."""
    read = {language: snapshots.read(slug, language) for language in snapshots.languages(slug)}
    return {language: seal(snapshot) for language, snapshot in read.items() if snapshot is not None}


class _Kept(msgspec.Struct, array_like=True):
    evidence: str
    engines: tuple[str, ...]
    withdrawal: tuple[str, str] | None
    stamp: str


class _KeptRelease(msgspec.Struct):
    version: int
    folder: int
    languages: list[_Kept]


class SnapshotShelf:
    """Gives sealed sign-offs by release and language; safe across threads.

    `folder` is for what is kept between processes; it can be deleted at any time.
    """

    def __init__(self, snapshots: Snapshots, folder: Path) -> None:
        self._snapshots = snapshots
        self._folder = folder
        self._read: dict[str, tuple[int, Mapping[str, Sealed]]] = {}
        self._lock = threading.Lock()

    def read(self, slugs: Sequence[str] = ()) -> dict[str, Mapping[str, Sealed]]:
        """Read what is signed off, of these releases or of all. Raises InputFileError for damaged records."""
        with self._lock:
            found = {slug: self._release(slug, folder) for slug, folder in self._folders(slugs)}
        return {slug: languages for slug, languages in found.items() if languages}

    def _folders(self, slugs: Sequence[str]) -> Iterator[tuple[str, int]]:
        root = self._snapshots.root
        if not slugs and not root.is_dir():
            return
        for folder in sorted(root.iterdir()) if not slugs else [root / slug for slug in slugs]:
            if folder.is_dir():
                yield folder.name, folder.stat().st_mtime_ns

    def _release(self, slug: str, folder: int) -> Mapping[str, Sealed]:
        known = self._read.get(slug)
        if known and known[0] == folder:
            return known[1]
        kept = self._recall(slug, folder)
        if kept is None:
            kept = read_sealed(self._snapshots, slug)
            if time.time_ns() - folder < _SETTLED_NS:
                return kept
            self._remember(slug, folder, kept)
        self._read[slug] = (folder, kept)
        return kept

    def _recall(self, slug: str, folder: int) -> dict[str, Sealed] | None:
        path = self._folder / f"{slug}.json"
        try:
            release = msgspec.json.decode(read_if_there(path) or b"{}", type=_KeptRelease)
            if (release.version, release.folder) != (_VERSION, folder):
                return None
            sealed = [_unpack(kept, path) for kept in release.languages]
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, FileAccessError, InputFileError):
            return None
        return {each.evidence.language: each for each in sealed}

    def _remember(self, slug: str, folder: int, languages: Mapping[str, Sealed]) -> None:
        release = _KeptRelease(_VERSION, folder, [_pack(sealed) for sealed in languages.values()])
        path = self._folder / f"{slug}.json"
        coming = path.with_name(f".{slug}.{os.getpid()}.tmp")
        # Without a sync: what a power cut damages is read from `approved/` again. A full disk only makes it slower.
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                coming.write_bytes(msgspec.json.encode(release))
                coming.replace(path)
            finally:
                coming.unlink(missing_ok=True)


def _pack(sealed: Sealed) -> _Kept:
    taken = sealed.withdrawal
    withdrawal = (taken.at.isoformat(), taken.reason) if taken else None
    return _Kept(evidence_to_json(sealed.evidence).decode(), sealed.engines, withdrawal, sealed.stamp)


def _unpack(kept: _Kept, path: Path) -> Sealed:
    taken = Withdrawal(dt.datetime.fromisoformat(kept.withdrawal[0]), kept.withdrawal[1]) if kept.withdrawal else None
    return Sealed(evidence_from_json(kept.evidence.encode(), path), kept.engines, taken, kept.stamp)
