"""Files written so that a crash, a full disk or a second process never leaves half of one behind.

Every stage writes through here: lock, re-read, write a temporary file in the same folder, fsync, rename.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from translateflow.errors import FileAccessError, LockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_SECONDS = 20.0


def read_file(path: Path) -> bytes:
    """Read a whole file. Raises FileAccessError, FileNotFoundError included."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileAccessError(path, error) from error


def write_atomically(path: Path, data: bytes) -> bool:
    """Replace a file's content in one step, folders made as needed; False when it already had exactly this content.

    Raises FileAccessError; the old file is then untouched and nothing of the new one is left behind.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        _make_folder(path.parent)
        _replace(path, data)
    except OSError as error:
        raise FileAccessError(path, error) from error
    return True


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # what is in the way is a file; “File exists” would puzzle people
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(lock: Path, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold a lock file across processes and threads. Raises LockedError when it is not free in time."""
    # A singleton per path and thread would defeat threads of one process waiting for each other.
    held = FileLock(lock, timeout=seconds, is_singleton=False)
    try:
        _make_folder(lock.parent)
        held.acquire()
    except Timeout as error:
        raise LockedError(lock, seconds) from error
    except OSError as error:
        raise FileAccessError(lock, error) from error
    try:
        yield
    finally:
        held.release()
