"""A body as a file for a moment, for verbs of the workflow that read files; nobody hears of where it lay."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.errors import TranslateflowError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def laid_down(data: bytes, name: str) -> Iterator[Path]:
    """Write a body under a name, of which only the last part counts: it is data here, and no path."""
    safe = name.replace("\\", "/").rpartition("/")[2].replace("\0", "").lstrip(".")[-120:] or "upload"
    with tempfile.TemporaryDirectory(prefix="translateflow-") as folder:
        path = Path(folder) / safe
        path.write_bytes(data)
        try:
            yield path
        except TranslateflowError as error:
            error.message = error.message.replace(f"{folder}/", "")
            error.remedy = error.remedy.replace(f"{folder}/", "")
            raise


@contextlib.contextmanager
def blank(name: str) -> Iterator[Path]:
    """Give the path of a file to be written and read."""
    with tempfile.TemporaryDirectory(prefix="translateflow-") as folder:
        yield Path(folder) / name
