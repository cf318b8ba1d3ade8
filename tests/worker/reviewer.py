"""A person who confirms sentences while machines are at work: a process of its own, which logs what it wrote.

Run: python reviewer.py NEWSROOM SEED LOG. Ends when its standard input is closed.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import select
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.catalog import Change, update_catalog
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from translateflow.catalog import Catalog

PAUSE = 0.1  # seconds
PERSON = "Translation Desk <desk@translators.example>"


def main() -> None:
    """Confirm one sentence after the other."""
    newsroom = open_newsroom(Path(sys.argv[1]), {})
    chance = random.Random(int(sys.argv[2]))  # noqa: S311 — which sentence is next
    slugs, languages = list(newsroom.sources()), newsroom.settings.targets
    with Path(sys.argv[3]).open("a", encoding="utf-8") as log:
        while not select.select([sys.stdin], [], [], PAUSE)[0]:
            slug, language = chance.choice(slugs), chance.choice(languages)
            path = newsroom.catalogs.catalog(slug, language)
            if not path.is_file():
                continue
            written: list[str] = []

            def confirm(catalog: Catalog | None, written: list[str] = written) -> Catalog | None:
                assert catalog is not None
                written.clear()
                entry = chance.choice(catalog.entries)
                if entry.target and not entry.fuzzy:
                    return None
                written[:] = [entry.source, f"A person wrote this: {entry.source}"]
                change = {entry.key: Change(written[1])}
                return catalog.with_changes(change, by=PERSON, at=dt.datetime.now(dt.UTC))

            update_catalog(path, confirm)
            if written:
                log.write(json.dumps([slug, language, *written]) + "\n")
                log.flush()


if __name__ == "__main__":
    main()
