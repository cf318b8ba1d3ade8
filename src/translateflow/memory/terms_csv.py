"""Terms as CSV, the way spreadsheets write and read it."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from translateflow.errors import ExchangeError, UnknownLanguageError
from translateflow.model.language import parse_language
from translateflow.model.memory import Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = ("source_language", "language", "source", "target", "status", "part_of_speech", "definition")
_REQUIRED = COLUMNS[:4]
_COLUMNS_REMEDY = f"The first line names the columns: {', '.join(_REQUIRED)}, and if you like {', '.join(COLUMNS[4:])}."

MAX_TERM = 500
"""Longer ones are sentences (and too long for an index of PostgreSQL)."""

_FORMULA = ("=", "+", "-", "@")


def read_terms_csv(data: bytes, path: Path | str) -> tuple[Term, ...]:
    """Read terms separated by commas, semicolons or tabs; UTF-8 or UTF-16, with or without a byte order mark.

    An empty status means preferred; a term that is kept as it is needs no target. Raises ExchangeError with the line.
    """
    text = _decode(data, path)
    header, _, _ = text.partition("\n")
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = _read_header(next(rows, []), path)
        return tuple(
            _read_row(dict(zip(columns, row, strict=False)), path, rows.line_num)
            for row in rows
            if any(field.strip() for field in row)
        )
    except csv.Error as error:
        remedy = "See whether a quotation mark is missing."
        raise ExchangeError(path, f"not readable as CSV ({error})", line=rows.line_num, remedy=remedy) from error


def _decode(data: bytes, path: Path | str) -> str:
    utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ExchangeError(path, "not UTF-8", line=line, remedy="Save it as “CSV UTF-8”.") from error


def _read_header(header: list[str], path: Path | str) -> list[str]:
    columns = [name.strip().lower() for name in header]
    unknown = [name for name in columns if name and name not in COLUMNS]
    if unknown:
        raise ExchangeError(path, f"unknown column “{unknown[0]}”", line=1, remedy=_COLUMNS_REMEDY)
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise ExchangeError(path, f"column “{missing[0]}” is missing", line=1, remedy=_COLUMNS_REMEDY)
    return columns


def _read_row(row: dict[str, str], path: Path | str, line: int) -> Term:
    values = {name: _unguard(row.get(name, "").strip()) for name in COLUMNS}
    status = _read_status(values["status"], path, line)
    target = values["target"] or (values["source"] if status is TermStatus.KEEP else "")
    if not values["source"] or not target:
        raise ExchangeError(path, "a term without its source or target", line=line, remedy="Fill both, or remove it.")
    if max(len(values["source"]), len(target)) > MAX_TERM:
        problem = f"a term of more than {MAX_TERM} characters"
        raise ExchangeError(path, problem, line=line, remedy="Sentences belong into the memory, as TMX.")
    try:
        source_language, language = parse_language(values["source_language"]), parse_language(values["language"])
    except UnknownLanguageError as error:
        raise ExchangeError(path, error.message, line=line, remedy=error.remedy) from error
    return Term(
        source_language, language, values["source"], target, status, values["part_of_speech"], values["definition"]
    )


def _read_status(text: str, path: Path | str, line: int) -> TermStatus:
    try:
        return TermStatus(text.lower() or TermStatus.PREFERRED)
    except ValueError as error:
        remedy = f"Use one of: {', '.join(TermStatus)}."
        raise ExchangeError(path, f"unknown status “{text}”", line=line, remedy=remedy) from error


def write_terms_csv(terms: Iterable[Term]) -> bytes:
    """Write terms as CSV in UTF-8 with a byte order mark, which spreadsheets need to see; reading gives them back."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_guard(str(getattr(term, name))) for name in COLUMNS] for term in terms)
    return out.getvalue().encode("utf-8-sig")


def _guard(field: str) -> str:
    # A spreadsheet would run what begins like a formula (OWASP, "CSV Injection").
    return f"'{field}" if field.startswith((*_FORMULA, "'")) else field


def _unguard(field: str) -> str:
    return field[1:] if field.startswith("'") and field[1:].startswith((*_FORMULA, "'")) else field
