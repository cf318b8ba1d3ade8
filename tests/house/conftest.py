"""What the house's own tests share: a copy of what is committed, as it stands on this disk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy_of_house(tmp_path: Path) -> Path:
    """Copy every committed file, and nothing that is ignored or forgotten, to a folder without git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, check=True, capture_output=True, text=True, timeout=30
    )
    copy = tmp_path / "copy"
    for name in filter(None, listing.stdout.split("\0")):
        if (HOUSE / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HOUSE / name, copy / name)
    return copy
