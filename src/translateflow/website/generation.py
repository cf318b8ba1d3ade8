"""One generation of the site on disk: its files, the manifest that knows them, and how the next one is made of it.

Files of a generation are never written to once it is complete: they are hard links that several generations share. A
new generation starts from the oldest one still there (the spare), which nobody reads any more, and changes only what
differs; so the work is in proportion to the change, not to the site.
"""

from __future__ import annotations

import contextlib
import os
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from translateflow.website.plan import SitePlan

SITE = "site"
MANIFEST = "manifest.json"

_MANIFEST_VERSION = 3


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the manifest knows of a file: the digest of its input, and how it looked when it was written.

    Size and time (nanoseconds) tell that nobody edited the file since; a file somebody edited is rendered again.
    """

    digest: str
    size: int
    mtime: int


class _Manifest(msgspec.Struct, frozen=True):
    """Files are by path below `site`; `folders` has when each folder last gained or lost a file."""

    version: int
    folders: dict[str, int]
    files: dict[str, Record]


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete tree, with what its manifest says of it."""

    folder: Path
    records: Mapping[str, Record]
    folders: Mapping[str, int]

    def has(self, path: str, record: Record) -> bool:
        """Whether the file stands there as it was written."""
        try:
            found = os.stat(f"{self.folder}/{SITE}/{path}")  # noqa: PTH116 — asked for every file of the site
        except OSError:
            return False
        return found.st_mtime_ns == record.mtime and found.st_size == record.size

    def unchanged(self, path: str, digest: str, *, look: bool) -> bool:
        """Whether the file of this path can be taken over as it is; `look` at it, or believe the manifest."""
        record = self.records.get(path)
        return record is not None and record.digest == digest and (not look or self.has(path, record))

    def is_tidy(self) -> bool:
        """Whether nobody added or removed a file behind our back."""
        return self.folders == read_folders(f"{self.folder}/{SITE}", self.folders)


def read_folders(site: str, folders: Iterable[str]) -> dict[str, int]:
    """Give the times of folders; -1 for one that is gone."""
    found = {}
    for name in folders:
        try:
            found[name] = os.stat(f"{site}/{name}").st_mtime_ns  # noqa: PTH116 — asked for every folder of the site
        except OSError:
            found[name] = -1
    return found


# Manifests that this process wrote or read, by the file's identity: the live one, the one before, the spare. A large
# site's takes a tenth of a second to read, and what is the very same object need not be compared.
_recent: OrderedDict[tuple[int, ...], _Manifest] = OrderedDict()
_RECENT = 3


def read_generation(folder: Path) -> Generation | None:
    """Read a generation; None when its manifest is missing or damaged: then it is only good to be removed."""
    path = folder / MANIFEST
    try:
        key = _identity(path)
        manifest = _recent.get(key) or msgspec.json.decode(path.read_bytes(), type=_Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if manifest.version != _MANIFEST_VERSION:
        return None
    _keep(key, manifest)
    return Generation(folder, manifest.files, manifest.folders)


def _identity(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _keep(key: tuple[int, ...], manifest: _Manifest) -> None:
    _recent[key] = manifest
    _recent.move_to_end(key)
    while len(_recent) > _RECENT:
        _recent.popitem(last=False)


def fill(folder: Path, plan: SitePlan, fresh: set[str], live: Generation | None, spare: Generation | None) -> None:
    """Make a folder a complete generation with its manifest. `spare` is what already stands in it.

    Paths in `fresh` are rendered, all others taken over from `live`.
    """
    site = f"{folder}/{SITE}"
    kept = spare.records if spare else {}
    folders = spare.folders if spare else {}
    gone = kept.keys() - plan.keys()
    for path in gone:
        os.unlink(f"{site}/{path}")  # noqa: PTH108 — pathlib costs as much as the system call
    wanted = set(live.folders) if live and live.records.keys() == plan.keys() else _folders_of(plan)
    changed = {_folder_of(path) for path in gone} | (wanted - folders.keys())
    os.makedirs(site, exist_ok=True)  # noqa: PTH103 — as below
    for name in sorted(wanted - folders.keys()):
        # The folder it is in comes before it.
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{site}/{name}")  # noqa: PTH102 — pathlib costs as much as the system call
    records = {path: live.records[path] for path in plan if path not in fresh} if live else {}
    # Equal times say that it is the very same file, written once and linked since. Most records are one object as well.
    linked = [path for path, record in records.items() if (old := kept.get(path)) is not record and old != record]
    # In the order of the plan: what belongs to one release is made one after the other.
    for path in (*linked, *(path for path in plan if path in fresh)):
        target = f"{site}/{path}"
        changed.add(_folder_of(path))
        if path in kept:
            # Never write into the old file: other generations may share it.
            os.unlink(target)  # noqa: PTH108 — as above
        if path in fresh:
            records[path] = _write(target, plan[path].digest, plan[path].render())
        elif live:
            os.link(f"{live.folder}/{SITE}/{path}", target)
    _remove_empty(site, {_folder_of(path) for path in gone})
    changed = wanted & changed.union(*map(_parents, changed))
    times = {name: folders[name] for name in wanted - changed} | read_folders(site, changed)
    _write_manifest(folder, records, times)


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _folders_of(plan: SitePlan) -> set[str]:
    found = {_folder_of(path) for path in plan}
    return found.union(*(_parents(name) for name in {_folder_of(name) for name in found}))


def _parents(name: str) -> tuple[str, ...]:
    """Give a folder and those it is in, the root as ""."""
    parts = name.split("/")
    return ("", *("/".join(parts[:depth]) for depth in range(1, len(parts) + 1)))


def _remove_empty(site: str, folders: Iterable[str]) -> None:
    for name in folders:
        # Up to the first folder that still holds something.
        with contextlib.suppress(OSError):
            os.removedirs(f"{site}/{name}")


def _write(target: str, digest: str, data: bytes) -> Record:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        found = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return Record(digest, found.st_size, found.st_mtime_ns)


def _write_manifest(folder: Path, records: dict[str, Record], folders: dict[str, int]) -> None:
    manifest = _Manifest(_MANIFEST_VERSION, folders, records)
    path = folder / MANIFEST
    path.write_bytes(msgspec.json.encode(manifest))
    _keep(_identity(path), manifest)
