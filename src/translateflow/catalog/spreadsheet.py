"""CSV that spreadsheets may open: no cell of it is ever a formula, and every cell comes back as it went.

A cell that a spreadsheet would run (`=`, `+`, `-`, `@`, tab, return at its start) gets an apostrophe in front, and so
does one where that could be mistaken later. Source of the rule: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from translateflow.catalog.exchange import FIELDS, build_catalog, identity_of, is_draft, list_rows
from translateflow.errors import CatalogError
from translateflow.model.translation import Entry, EntryState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translateflow.catalog.catalog import Catalog

_IDENTITY = dict(zip(("release", "source language", "language", "revision"), FIELDS, strict=True))
_TEXTS = ("role", "source", "translation", "state", "previous source", "comment")
_COLUMNS = (*_TEXTS, *_IDENTITY)
_NEEDED = ("role", "source", "translation", "state", *_IDENTITY)
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_DISARMED = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")
_STATES = {state.value for state in EntryState}
_SAVE_AS = "Save it as “CSV UTF-8” in your spreadsheet; nothing was changed."
_FIELD_LIMIT = 1_000_000


def write_csv(catalog: Catalog) -> bytes:
    """Write a catalog as CSV in UTF-8 with a byte order mark, which Excel needs. A row per sentence."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    identity = tuple(identity_of(catalog).values())
    for entry, comments in list_rows(catalog):
        texts = (entry.context or "", entry.source, entry.target, entry.state.value, entry.previous or "")
        writer.writerow([disarm(cell) for cell in (*texts, "; ".join(comments), *identity)])
    return out.getvalue().encode("utf-8-sig")


def disarm(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula; `_rearm` gives back what it was."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def _rearm(cell: str) -> str:
    return cell[1:] if _DISARMED.match(cell) else cell


def read_csv(data: bytes, path: Path | str) -> Catalog:
    """Read what `write_csv` wrote and a person edited, in a spreadsheet that may use `;` or tabs.

    A text typed into an empty row counts as a person's; a row whose state is draft or outdated stays a draft.
    Raises CatalogError with the row's line.
    """
    text = _decode(data, path)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        missing = [column for column in _NEEDED if column not in (reader.fieldnames or ())]
        if missing:
            problem = f"the first line has no column “{missing[0]}”."
            raise CatalogError(path, problem, line=1, remedy="Export the catalog again and keep its first line.")
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise CatalogError(path, f"this is no CSV: {error}.", line=reader.reader.line_num, remedy=_SAVE_AS) from error
    return build_catalog(_identity(rows, path), _entries(rows, path), path)


def _decode(data: bytes, path: Path | str) -> str:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-16" if utf16 else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError(path, "the file is not UTF-8.", line=line, remedy=_SAVE_AS) from error


_Rows = list[tuple[int, dict[str, str | None]]]


def _identity(rows: _Rows, path: Path | str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for column, field in _IDENTITY.items():
        values: dict[str, int] = {}
        for line, row in rows:
            if row[column]:
                values.setdefault(_rearm(row[column] or ""), line)
        if len(values) > 1:
            problem = f"the rows name more than one {column}: {', '.join(sorted(values))}."
            raise CatalogError(path, problem, line=max(values.values()), remedy="Import one catalog at a time.")
        fields[field] = next(iter(values), "")
    return fields


def _entries(rows: _Rows, path: Path | str) -> Iterator[Entry]:
    for line, row in rows:
        cells = {column: _rearm(cell or "") for column, cell in row.items() if column in _TEXTS}
        if not cells["source"]:
            continue
        state = cells["state"].strip().casefold()
        if state and state not in _STATES:
            remedy = f"Use one of {', '.join(sorted(_STATES))}."
            raise CatalogError(path, f"“{cells['state']}” is no state.", line=line, remedy=remedy)
        fuzzy = is_draft(state)
        previous = cells.get("previous source") if fuzzy else ""
        yield Entry(cells["source"], cells["translation"], cells["role"] or None, fuzzy, previous or None, line)
