"""One generation of the site on disk: its files, the manifest that knows them, and how the next one is made of it.

Files of a generation are never written to once it is complete: they are hard links that several generations share. A
new generation starts from the oldest one still there (the spare), which nobody reads any more, and changes only what
differs; so the work is in proportion to the change, not to the site.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from translateflow.website.plan import SitePlan

SITE = "site"
MANIFEST = "manifest.json"

_MANIFEST_VERSION = 2


@dataclass(frozen=True, slots=True)
class Record:
    """What the manifest knows of a file: the digest of its input, and how it looked when it was written.

    Size and time (nanoseconds) tell that nobody edited the file since; a file somebody edited is rendered again.
    """

    digest: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete tree. `records` is by path below `site`; `folders` has when each folder last gained or lost a file."""

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

    def unchanged(self, path: str, digest: str) -> bool:
        """Whether the file of this path can be taken over as it is."""
        record = self.records.get(path)
        return record is not None and record.digest == digest and self.has(path, record)

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


def read_generation(folder: Path) -> Generation | None:
    """Read a generation; None when its manifest is missing or damaged: then it is only good to be removed."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["version"] != _MANIFEST_VERSION:
            return None
        records = {path: Record(*values) for path, values in manifest["files"].items()}
        return Generation(folder, records, dict(manifest["folders"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def fill(folder: Path, plan: SitePlan, fresh: set[str], live: Generation | None, spare: Generation | None) -> None:
    """Make a folder a complete generation with its manifest. `spare` is what already stands in it.

    Paths in `fresh` are rendered, all others taken over from `live`.
    """
    site = f"{folder}/{SITE}"
    kept = spare.records if spare else {}
    gone = set(kept) - set(plan)
    for path in gone:
        os.unlink(f"{site}/{path}")  # noqa: PTH108 — pathlib costs as much as the system call
    for name in sorted(_folders_of(plan) - set(spare.folders if spare else ())):
        os.makedirs(f"{site}/{name}", exist_ok=True)  # noqa: PTH103 — pathlib costs as much as the system call
    records: dict[str, Record] = {}
    for path, file in plan.items():
        record = live.records[path] if live and path not in fresh else None
        if record and kept.get(path) == record:
            # The very same file: equal times say that it was written once, and linked since.
            records[path] = record
            continue
        target = f"{site}/{path}"
        # Never write into the old file: other generations may share it.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)  # noqa: PTH108 — as above
        if record and live:
            os.link(f"{live.folder}/{SITE}/{path}", target)
            records[path] = record
        else:
            records[path] = _write(target, file.digest, file.render())
    _remove_empty(site, {path.rpartition("/")[0] for path in gone})
    _write_manifest(folder, records, read_folders(site, _folders_of(plan)))


def _folders_of(plan: SitePlan) -> set[str]:
    found = {path.rpartition("/")[0] for path in plan}
    for name in tuple(found):
        parts = name.split("/")
        found.update("/".join(parts[:depth]) for depth in range(len(parts)))
    return found


def _remove_empty(site: str, folders: Iterable[str]) -> None:
    for name in folders:
        # Up to the first folder that still holds something.
        with contextlib.suppress(OSError):
            os.removedirs(f"{site}/{name}")


def _write(target: str, digest: str, data: bytes) -> Record:
    with open(target, "xb") as file:  # noqa: PTH123 — pathlib costs as much as the system call
        file.write(data)
        file.flush()
        found = os.fstat(file.fileno())
    return Record(digest, found.st_size, found.st_mtime_ns)


def _write_manifest(folder: Path, records: Mapping[str, Record], folders: Mapping[str, int]) -> None:
    files = {path: [record.digest, record.size, record.mtime] for path, record in records.items()}
    manifest = {"version": _MANIFEST_VERSION, "folders": folders, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, separators=(",", ":")), encoding="utf-8")
