"""Waivers: warnings of the checks that a person looked at and let stand, with name and reason. In files, per catalog.

A waiver is bound to exactly one source and one translation: when either changes by a sign, it is void. It stands in a
file of its own beside the catalog, where no PO editor gets at it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

from translateflow.errors import InputFileError
from translateflow.files import read_if_there, write_atomically
from translateflow.model.issue import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.model.issue import Issue
    from translateflow.model.translation import Entry

SCHEMA = "translateflow waivers 1"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One check let off for one text. `context` is the segment's role, "" for body text; `at` is aware, in UTC."""

    check: str
    reason: str
    by: str
    at: dt.datetime
    context: str
    source: str
    target: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What it is bound to."""
        return (self.context, self.source, self.target, self.check)


@dataclass(frozen=True)
class Waivers:
    """All waivers of one release in one language."""

    each: tuple[Waiver, ...] = ()

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, str, str], Waiver]:
        return {waiver.place: waiver for waiver in self.each}

    def find(self, entry: Entry, issue: Issue) -> Waiver | None:
        """Give the waiver of a finding; None where there is none. Errors are never waived."""
        if issue.severity is Severity.ERROR:
            return None
        return self._by_place.get((entry.context or "", entry.source, entry.target, issue.check))

    def with_one(self, waiver: Waiver) -> Waivers:
        """Add a waiver; it takes the place of one for the same text and check."""
        return Waivers((*(each for each in self.each if each.place != waiver.place), waiver))

    def without(self, waiver: Waiver) -> Waivers:
        """Take a waiver out."""
        return Waivers(tuple(each for each in self.each if each != waiver))


def read_waivers(path: Path) -> Waivers:
    """Read a file of waivers; none where there is no file. Raises InputFileError when it is damaged."""
    data = read_if_there(path)
    if data is None:
        return Waivers()
    try:
        record = json.loads(data)
        if record["schema"] != SCHEMA:
            raise InputFileError(path, "is not a file of waivers of this version.")
        return Waivers(tuple(map(_waiver, record["waivers"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "Restore it from git or your backup, or remove it: its warnings are then open again."
        raise InputFileError(path, "is a damaged file of waivers.", remedy=remedy) from error


def _waiver(row: dict[str, str]) -> Waiver:
    if set(row) != {item.name for item in fields(Waiver)} or not all(isinstance(text, str) for text in row.values()):
        msg = "unknown or missing fields"
        raise KeyError(msg)
    texts = {name: text for name, text in row.items() if name != "at"}
    return Waiver(at=dt.datetime.fromisoformat(row["at"]), **texts)


def write_waivers(path: Path, waivers: Waivers) -> None:
    """Write a file of waivers, stable bytes, one field a line, as git and people like it. Raises FileAccessError."""
    rows = [asdict(waiver) | {"at": waiver.at.isoformat(timespec="seconds")} for waiver in waivers.each]
    record = {"schema": SCHEMA, "waivers": rows}
    write_atomically(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
