"""The published tree on disk: generations, and the one step that puts a new one in the place of the old.

`public` is a symbolic link to `.public-<number>/site`; beside `site` lies `manifest.json`, out of any web server's
reach. A new generation is complete and on disk before the link is renamed over the old link. So a reader, or a crash
at any moment, finds the whole old site or the whole new one. The generation before the live one stays as it is until
two publications later: whoever is just walking through it finishes undisturbed.

For operators: point the web server's root at `public` itself (nginx: `root …/public;` with `disable_symlinks off`, the
default); copy it elsewhere with `rsync -aL --delete-after public/`. `public` cannot be a mount point: mount its parent.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
from pathlib import Path

from translateflow.errors import ForeignFolderError
from translateflow.files import sync_folder
from translateflow.website.generation import MANIFEST, SITE, Generation, read_generation

GENERATOR = b'<meta name="generator" content="translateflow">'

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


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
    match = re.fullmatch(rf"\.{re.escape(out.name)}-([0-9]+)", name)
    return int(match[1]) if match else None


def _generations(out: Path) -> dict[int, Path]:
    numbered = ((_number(out, path.name), path) for path in out.parent.iterdir())
    return {number: path for number, path in numbered if number is not None}


def next_folder(out: Path) -> Path:
    """Give the name of the generation to build."""
    return out.with_name(f".{out.name}-{max(_generations(out), default=0) + 1}")


def live_generation(out: Path) -> Generation | None:
    """Give the generation that readers see; None when there is none, or none whose manifest can be read."""
    shown = shown_folder(out)
    return read_generation(shown) if shown else None


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
    link = out.with_name(f".{out.name}-next")
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
    aside = other.with_name(f".{other.name}-old")
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


def start_folder(out: Path, *, check: bool) -> tuple[Path, Generation | None]:
    """Give the folder of the next generation, and the old generation that already stands in it where there is one.

    `check`: only one that nobody added files to or removed files from. The oldest of three serves: it is neither shown
    nor the one before, so nobody reads it any more.
    """
    folder = next_folder(out)
    older = _older(out)
    spare = read_generation(older[1]) if len(older) > 1 else None
    if spare is None or (check and not spare.is_tidy()):
        folder.mkdir()
        return folder, None
    # Without its manifest it is nothing but a leftover, should we be killed while we change it.
    (spare.folder / MANIFEST).unlink()
    spare.folder.rename(folder)
    return folder, Generation(folder, spare.records, spare.folders)


def _older(out: Path) -> list[Path]:
    """Give the generations before the one that is shown, the latest first."""
    shown = shown_folder(out)
    current = _number(out, shown.name) if shown else None
    numbers = sorted((number for number in _generations(out) if current and number < current), reverse=True)
    return [out.with_name(f".{out.name}-{number}") for number in numbers]


def remove_leftovers(out: Path) -> None:
    """Remove what killed and older publications left. The generation shown and the two before it stay."""
    keep = {shown_folder(out), *_older(out)[:2]}
    for folder in _generations(out).values():
        if folder not in keep:
            shutil.rmtree(folder)
    for name in (f".{out.name}-next", f".{out.name}-old"):
        path = out.with_name(name)
        if path.is_symlink():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
