"""Changing a catalog on disk while others do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.catalog.paths import lock_of
from translateflow.catalog.read import parse_catalog, require_identity
from translateflow.errors import LockedError
from translateflow.files import LOCK_SECONDS, locked, read_if_there, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from translateflow.catalog.catalog import Catalog

ATTEMPTS = 20


def update_catalog(
    path: Path,
    change: Callable[[Catalog | None], Catalog | None],
    *,
    slug: str = "",
    language: str = "",
    unsynced: set[Path] | None = None,
) -> bool:
    """Lock a catalog, read it again, change it, write it in one step; True when its bytes are different now.

    `change` gets None when there is no file yet, and gives None when there is nothing to write. It may run more than
    once: an editor that saves the file meanwhile holds no lock of ours, so the change is then made again, on what was
    saved. What `change` raises leaves the file as it is. With `slug` and `language`, another release's or language's
    file is refused. `unsynced` is as with `write_atomically`: for who writes many.
    Raises CatalogError, LockedError, FileAccessError.
    """
    with locked(lock_of(path)):
        for _ in range(ATTEMPTS):
            before = read_if_there(path)
            catalog = None if before is None else parse_catalog(before, path)
            if catalog is not None and slug and language:
                require_identity(catalog, path, slug=slug, language=language)
            after = change(catalog)
            if after is None:
                return False
            if read_if_there(path) == before:
                return write_atomically(path, after.to_bytes(), unsynced=unsynced)
    raise LockedError(path, LOCK_SECONDS)
