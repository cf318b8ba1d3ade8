"""One of several processes that write their own entries of one catalog: PATH NUMBER ENTRIES SECONDS."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

from translateflow.catalog import Catalog, Change, update_catalog
from translateflow.model.segment import Key, Role


def write_entries(path: Path, writer: int, entries: int, seconds: float) -> None:
    """Write each entry, then again and again until the time is up; the last round is the one to be found."""
    deadline = time.monotonic() + seconds
    rounds = 0
    while rounds == 0 or time.monotonic() < deadline:
        for number in range(entries):
            write_entry(path, Key(Role.TEXT, f"Satz {writer} {number}."), f"Phrase {writer} {number}, {rounds}.")
        rounds += 1
    print(rounds - 1)  # noqa: T201 — the test reads it


def write_entry(path: Path, key: Key, text: str) -> None:
    """Write one entry as every command does."""

    def change(catalog: Catalog | None) -> Catalog | None:
        return catalog and catalog.with_changes({key: Change(text)}, by="Writer", at=dt.datetime.now(dt.UTC))

    update_catalog(path, change)


if __name__ == "__main__":
    write_entries(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
