"""Files of the published tree, read for the network: safe paths, types, entity tags, compression; kept while unchanged.

A file is recognized by device, inode, size and time: a publication that takes the tree's place is seen at once.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING

from translateflow.website import COMPRESSED, media_type

if TYPE_CHECKING:
    from pathlib import Path

_WORTH_COMPRESSING = 512
_KEPT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file as it goes out. `zipped` is None where compression gains nothing; `tag` is the entity tag's inside."""

    content_type: str
    data: bytes
    zipped: bytes | None
    tag: str


def is_safe(path: str) -> bool:
    """Whether a path stays inside the site: no step up, no hidden file, no byte that file systems read otherwise."""
    parts = path.split("/")
    return not any(part.startswith(".") for part in parts) and not set(path) & {"\0", "\\"} and "" not in parts


class FileShelf:
    """Reads files below a root, and keeps what was read within a bound of memory. Safe across threads."""

    def __init__(self, root: Path) -> None:
        self._root = os.fspath(root)
        self._kept: OrderedDict[tuple[object, ...], ServedFile] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def read(self, path: str) -> ServedFile | None:
        """Give a file; None when there is none at this path, or the path is not safe."""
        if not is_safe(path):
            return None
        for _ in range(3):
            try:
                return self._read(path)
            except NotADirectoryError:
                return None
            except FileNotFoundError:
                # Either it is not there, or its generation went away under our feet: ask again.
                continue
            except OSError:
                return None
        return None

    def _read(self, path: str) -> ServedFile | None:
        kept = self._find(_key(path, os.stat(f"{self._root}/{path}")))  # noqa: PTH116 — asked with every request
        if kept is not None:
            return kept
        descriptor = os.open(f"{self._root}/{path}", os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                return None
            return self._keep(_key(path, found), make_served(path, file.read()))

    def _find(self, key: tuple[object, ...]) -> ServedFile | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: tuple[object, ...], served: ServedFile) -> ServedFile:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = served
                self._size += _weight(served)
            while self._size > _KEPT_BYTES:
                self._size -= _weight(self._kept.popitem(last=False)[1])
        return served


def _key(path: str, found: os.stat_result) -> tuple[object, ...]:
    return (path, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _weight(served: ServedFile) -> int:
    return len(served.data) + len(served.zipped or b"")


def make_served(path: str, data: bytes) -> ServedFile:
    """Prepare the content of a path for the network."""
    zipped = None
    if PurePosixPath(path).suffix.lower() in COMPRESSED and len(data) >= _WORTH_COMPRESSING:
        # No time in the header: the same page, the same bytes.
        zipped = gzip.compress(data, compresslevel=6, mtime=0)
    return ServedFile(media_type(path), data, zipped, hashlib.blake2b(data, digest_size=12).hexdigest())
