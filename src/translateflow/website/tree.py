"""The published tree on disk: generations, and the one step that puts a new one in the place of the old.

`public` is a symbolic link to `.public.<number>/site`; beside `site` lies `manifest.json`, out of any web server's
reach. A new generation is built beside the old one, unchanged files as hard links to the old one's, and is complete
and on disk before the link is renamed over the old link. So a reader, or a crash at any moment, finds the whole old
site or the whole new one. The generation before the live one stays until the next publication: whoever is just
walking through it finishes undisturbed.

For operators: point the web server's root at `public` itself (nginx: `root …/public;` with `disable_symlinks off`, the
default); copy it elsewhere with `rsync -aL --delete-after public/`. `public` cannot be a mount point: mount its parent.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.errors import ForeignFolderError
from translateflow.files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = "site"
MANIFEST = "manifest.json"
GENERATOR = b'<meta name="generator" content="translateflow">'

_MANIFEST_VERSION = 1
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


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
    """A complete tree. `records` is by path below `site`."""

    folder: Path
    records: Mapping[str, Record]

    def unchanged(self, path: str, digest: str) -> bool:
        """Whether the file of this path can be taken over as it is."""
        record = self.records.get(path)
        if record is None or record.digest != digest:
            return False
        try:
            found = (self.folder / SITE / path).stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (record.size, record.mtime)


def resolve_out(out: Path) -> Path:
    """Give the place of the site itself: a link that is not ours (`public` -> `/srv/www`) is followed, ours is not."""
    while out.is_symlink() and shown_folder(out) is None:
        out = out.parent / out.readlink()
    return out


def shown_folder(out: Path) -> Path | None:
    """Give the generation the link points at, whatever state it is in; None when there is no link of ours."""
    if not out.is_symlink():
        return None
    target = out.readlink()
    ours = target.name == SITE and len(target.parts) == 2 and _number(out, target.parent.name) is not None  # noqa: PLR2004 — `<generation>/site`
    return out.parent / target.parent if ours else None


def _number(out: Path, name: str) -> int | None:
    match = re.fullmatch(rf"\.{re.escape(out.name)}\.([0-9]+)", name)
    return int(match[1]) if match else None


def _generations(out: Path) -> dict[int, Path]:
    numbered = ((_number(out, path.name), path) for path in out.parent.iterdir())
    return {number: path for number, path in numbered if number is not None}


def next_folder(out: Path) -> Path:
    """Give the name of the generation to build."""
    return out.with_name(f".{out.name}.{max(_generations(out), default=0) + 1}")


def live_generation(out: Path) -> Generation | None:
    """Give the generation that readers see; None when there is none, or none whose manifest can be read."""
    folder = shown_folder(out)
    if folder is None:
        return None
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["version"] != _MANIFEST_VERSION:
            return None
        records = {path: Record(*values) for path, values in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Generation(folder, records)


def write_manifest(folder: Path, records: Mapping[str, Record]) -> None:
    """Write a generation's manifest."""
    files = {path: [record.digest, record.size, record.mtime] for path, record in sorted(records.items())}
    (folder / MANIFEST).write_text(json.dumps({"version": _MANIFEST_VERSION, "files": files}), encoding="utf-8")


def check_replaceable(out: Path) -> None:
    """Refuse to put a site in the place of somebody's files. Raises ForeignFolderError."""
    if out.is_symlink() or not out.exists():
        return
    if not out.is_dir():
        raise ForeignFolderError(out)
    index = out / "index.html"
    if any(out.iterdir()) and not (index.is_file() and GENERATOR in index.read_bytes()):
        raise ForeignFolderError(out)


def switch(out: Path, folder: Path) -> None:
    """Let readers see this generation from now on, in one step."""
    link = out.with_name(f".{out.name}.next")
    link.unlink(missing_ok=True)
    link.symlink_to(Path(folder.name) / SITE)
    if out.is_dir() and not out.is_symlink():
        _exchange(link, out)
        # What stood at `public` now has the link's name.
        shutil.rmtree(link)
    else:
        link.replace(out)
    sync_folder(out.parent)


def _exchange(one: Path, other: Path) -> None:
    """Let two names change places in one step (Linux, renameat2); where that is unknown, in two."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is not None:
        if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
        if code not in {errno.EINVAL, errno.ENOSYS}:
            raise OSError(code, os.strerror(code), str(other))
    aside = other.with_name(f".{other.name}.old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def sync_tree(folder: Path) -> None:
    """Make a generation survive a power cut before anybody is shown it."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs is None or syncfs(descriptor) != 0:
            os.sync()
    finally:
        os.close(descriptor)


def remove_leftovers(out: Path) -> None:
    """Remove what killed and older publications left. The generation shown and the one before it stay."""
    shown = shown_folder(out)
    generations = _generations(out)
    current = _number(out, shown.name) if shown else None
    before = max((number for number in generations if current and number < current), default=None)
    for number, folder in generations.items():
        if number not in {current, before}:
            shutil.rmtree(folder)
    for name in (f".{out.name}.next", f".{out.name}.old"):
        path = out.with_name(name)
        if path.is_symlink():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
