"""What publishing needs of every sign-off, kept while `approved/` does not change.

A record of a sign-off holds each segment's history; the site needs its face, its digests and which engines helped. Both
are read once, and so is whether the newsroom's key signed them. A release is read again when its folder has another
time: every writer of ours, git and rsync put new files in the place of old ones, which the folder's time tells. Who
edits a frozen file in place changes nothing that readers see; `verify`, which keeps nothing, names it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from translateflow.errors import FileAccessError
from translateflow.files import read_if_there
from translateflow.review.sealed import Sealed, read_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translateflow.review.chain import Judge
    from translateflow.review.snapshot import Snapshots

_VERSION = 2
# A file that comes within one tick of a file system's clock leaves no trace in the folder's time.
_SETTLED_NS = 100_000_000


class _KeptRelease(msgspec.Struct):
    version: int
    folder: int
    keys: str
    languages: list[Sealed]


class SnapshotShelf:
    """Gives sealed sign-offs by release and language; safe across threads.

    `folder` is for what is kept between processes; it can be deleted at any time. `judge` says what a signature proves,
    and does so again for all of them when `keys` gives another stamp.
    """

    def __init__(self, snapshots: Snapshots, folder: Path, judge: Judge, keys: Callable[[], str]) -> None:
        self._snapshots = snapshots
        self._folder = folder
        self._judge = judge
        self._keys = keys
        self._read: dict[str, tuple[tuple[int, str], Mapping[str, Sealed]]] = {}
        self._lock = threading.Lock()

    def read(self, slugs: Sequence[str] = ()) -> dict[str, Mapping[str, Sealed]]:
        """Read what is signed off, of these releases or of all. Raises InputFileError for damaged records."""
        with self._lock:
            keys = self._keys()
            found = {slug: self._release(slug, folder, keys) for slug, folder in self._folders(slugs)}
        return {slug: languages for slug, languages in found.items() if languages}

    def _folders(self, slugs: Sequence[str]) -> Iterator[tuple[str, int]]:
        root = self._snapshots.root
        if not slugs and not root.is_dir():
            return
        # Names and not paths: a large newsroom has thousands, looked at with every publication.
        for slug in slugs or sorted(os.listdir(root)):  # noqa: PTH208 — as above
            with contextlib.suppress(FileNotFoundError):
                found = os.stat(f"{root}/{slug}")  # noqa: PTH116 — as above
                if stat.S_ISDIR(found.st_mode):
                    yield slug, found.st_mtime_ns

    def _release(self, slug: str, folder: int, keys: str) -> Mapping[str, Sealed]:
        known = self._read.get(slug)
        if known and known[0] == (folder, keys):
            return known[1]
        kept = self._recall(slug, folder, keys)
        if kept is None:
            kept = read_sealed(self._snapshots, slug, self._judge)
            if time.time_ns() - folder < _SETTLED_NS:
                return kept
            self._remember(slug, folder, keys, kept)
        self._read[slug] = ((folder, keys), kept)
        return kept

    def _recall(self, slug: str, folder: int, keys: str) -> dict[str, Sealed] | None:
        path = self._folder / f"{slug}.json"
        try:
            release = msgspec.json.decode(read_if_there(path) or b"{}", type=_KeptRelease)
        except (msgspec.MsgspecError, UnicodeDecodeError, FileAccessError):
            return None
        if (release.version, release.folder, release.keys) != (_VERSION, folder, keys):
            return None
        return {each.evidence.language: each for each in release.languages}

    def _remember(self, slug: str, folder: int, keys: str, languages: Mapping[str, Sealed]) -> None:
        release = _KeptRelease(_VERSION, folder, keys, list(languages.values()))
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
