"""What is live: the pages that stand in the site's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.workspace import Newsroom


def read_live(newsroom: Newsroom, out: Path | None = None) -> frozenset[tuple[str, str]]:
    """Give release and language of every page that stands on the site, notices of withdrawal included."""
    folder = out or newsroom.site_folder
    return frozenset(
        (slug, language)
        for slug in newsroom.snapshots.slugs()
        for language in newsroom.snapshots.languages(slug)
        if (folder / language / slug / "index.html").is_file()
    )
