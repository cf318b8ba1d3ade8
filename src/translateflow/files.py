"""Files written so that a crash, a full disk or a second process never leaves half of one behind.

Every stage writes through here: lock, re-read, write a temporary file in the same folder, fsync, rename.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import time
from typing import TYPE_CHECKING

from translateflow.errors import FileAccessError, LockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_SECONDS = 20.0
_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.05


def read_file(path: Path) -> bytes:
    """Read a whole file. Raises FileAccessError, FileNotFoundError included."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileAccessError(path, error) from error


def read_if_there(path: Path) -> bytes | None:
    """Read a whole file; None when there is none. Raises FileAccessError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileAccessError(path, error) from error


def write_atomically(path: Path, data: bytes, *, unsynced: set[Path] | None = None, private: bool = False) -> bool:
    """Replace a file's content in one step, folders made as needed; False when it already had exactly this content.

    After a crash or a power cut the file has its old content or its new one, never half of either. That it is the new
    one is certain as soon as the folder is on disk too: at once, or, for who writes many files, when he has given each
    of the folders noted in `unsynced` to `sync_folder`. A `private` file is its owner's alone from its first moment.
    Raises FileAccessError; the old file is then untouched and nothing of the new one is left behind.
    """
    try:
        before = read_if_there(path)
        if before == data:
            return False
        _replace(path, data, 0o600 if private else 0o644 if before is None else path.stat().st_mode & 0o777)
        if unsynced is None:
            sync_folder(path.parent)
        else:
            unsynced.add(path.parent)
    except OSError as error:
        raise FileAccessError(path, error) from error
    return True


def _replace(path: Path, data: bytes, mode: int) -> None:
    temporary = f"{path.parent}/.{path.name}.{secrets.token_hex(6)}.tmp"
    descriptor = _open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, path.parent, mode)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            # Before the rename: otherwise a power cut may leave the new name with nothing behind it.
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)  # noqa: PTH105 — a Path of every temporary name costs more than the call
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108 — see above
        raise


def _open(path: str | Path, flags: int, folder: Path, mode: int = 0o644) -> int:
    """Open a file to be made, its folder made when it is missing: it hardly ever is."""
    try:
        return os.open(path, flags, mode)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, mode)


def sync_folder(folder: Path) -> None:
    """Make the renames in this folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(lock: Path, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold a lock file across processes and threads. Raises LockedError when it is not free in time.

    The file stays where it is: who deletes a lock file, lets two others hold two of the same name. The lock ends with
    the process at the latest, however that ends.
    """
    try:
        descriptor = _open(lock, os.O_RDWR | os.O_CREAT, lock.parent)
    except OSError as error:
        raise FileAccessError(lock, error) from error
    try:
        _wait_for(descriptor, lock, seconds)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, lock: Path, seconds: float) -> None:
    """Take the lock of an open file. Waits in growing steps: the kernel's own waiting has no time limit."""
    deadline = time.monotonic() + seconds
    pause = _FIRST_PAUSE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockedError(lock, seconds) from None
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        except OSError as error:  # a file system without locks
            raise FileAccessError(lock, error) from error
        else:
            return
