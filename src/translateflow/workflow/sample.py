"""The sample newsroom: an invented city's press office, to try everything on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from translateflow.errors import FileAccessError, ForeignDemoError
from translateflow.files import write_atomically
from translateflow.settings import FILE_NAME

PARTS = (FILE_NAME, "releases", "locales", "approved", "memory", "theme", "docs/samples")
MARK = Path(".translateflow") / "demo"
PRODUCT_TEXTS = ("translateflow.po", "translateflow.pot")


@dataclass(frozen=True, slots=True)
class SampleReport:
    """Where the sample was copied to, and where an earlier copy went."""

    folder: Path
    moved: Path | None


def find_sample() -> Path:
    """Give the folder of the sample: in an installed package, or the repository an editable install points to."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "sample"
    return inside if inside.is_dir() else package.parents[1]


def run_copy_sample(folder: Path) -> SampleReport:
    """Copy the sample newsroom. An earlier copy is moved aside, so that nothing tried out in it is lost.

    Raises ForeignDemoError when the folder holds something else, FileAccessError.
    """
    moved: Path | None = None
    try:
        if folder.exists() and any(folder.iterdir()):
            if not (folder / MARK).is_file():
                raise ForeignDemoError(folder)
            moved = _free_name(folder)
            folder.rename(moved)
        sample = find_sample()
        ignore = shutil.ignore_patterns(*PRODUCT_TEXTS)
        for part in PARTS:
            source, target = sample / part, folder / part
            if source.is_dir():
                shutil.copytree(source, target, ignore=ignore)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    except OSError as error:
        raise FileAccessError(folder, error) from error
    write_atomically(folder / MARK, b"This newsroom was made by translateflow demo.\n")
    return SampleReport(folder, moved)


def _free_name(folder: Path) -> Path:
    number = 1
    while (candidate := folder.with_name(f"{folder.name}.{number}")).exists():
        number += 1
    return candidate
