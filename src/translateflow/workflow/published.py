"""What is live: the pages that stand in the site's folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.workspace import Newsroom


def read_live(newsroom: Newsroom, out: Path | None = None) -> frozenset[tuple[str, str]]:
    """Give release and language of every page that stands on the site, notices of withdrawal included."""
    folder = out or newsroom.site_folder
    signed = newsroom.shelf.read()
    standing = {
        language: _folders(folder / language) for language in {each for found in signed.values() for each in found}
    }
    return frozenset(
        (slug, language) for slug, languages in signed.items() for language in languages if slug in standing[language]
    )


def _folders(folder: Path) -> frozenset[str]:
    """Give the folders in a folder: a release has one exactly when it has a page."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries if entry.is_dir())
    except OSError:
        return frozenset()
