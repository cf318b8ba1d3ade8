"""Uploaded files on their way to a verb that reads paths: a folder of their own, names that we choose."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def uploaded(field: str) -> Iterator[Path | None]:
    """Give an uploaded file as a path that lives as long as the block; None when none was sent.

    Of the name the browser sent only the suffix is kept, letters and digits alone.
    """
    file = request.files.get(field)
    if file is None or not file.filename:
        yield None
        return
    suffix = PurePosixPath(file.filename.replace("\\", "/")).suffix.lower()
    plain = suffix if suffix[1:].isalnum() and suffix.isascii() else ""
    with tempfile.TemporaryDirectory(prefix="translateflow-") as folder:
        path = Path(folder) / f"upload{plain}"
        file.save(path)
        yield path
