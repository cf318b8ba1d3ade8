"""Make the register over a period from every sign-off under approved/."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import disarm
from translateflow.errors import BadPeriodError
from translateflow.review.register import Period, RegisterRow, plan_register, register_cells, register_heads
from translateflow.review.statement import default_statement
from translateflow.texts import texts_for
from translateflow.workflow.evidence import read_editions
from translateflow.workflow.published import read_live

if TYPE_CHECKING:
    from translateflow.review.register import Value
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of a period, in the newsroom's language."""

    title: str
    period: Period
    language: str
    statement: str
    rows: tuple[RegisterRow, ...]


def run_register(newsroom: Newsroom, first: dt.date, last: dt.date) -> Register:
    """Read every release. Raises BadPeriodError, InputFileError where a record cannot be read."""
    if first > last:
        raise BadPeriodError(first, last)
    live = read_live(newsroom)
    snapshots, settings = newsroom.snapshots, newsroom.settings
    editions = [
        edition
        for slug in snapshots.slugs()
        for edition in read_editions(newsroom, slug, snapshots.languages(slug), live)
    ]
    period, language = Period(first, last), settings.source
    rows = plan_register(editions, period, newsroom.timezone, language)
    return Register(settings.title, period, language, settings.statement or default_statement(language), rows)


def register_to_csv(register: Register) -> bytes:
    """Write CSV in UTF-8 with a byte order mark; days as ISO 8601, shares from 0 to 1, no cell a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(register_heads(register.language))
    for row in register.rows:
        writer.writerow([_plain(value) for value in register_cells(row, register.language)])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.4f}"
    return disarm(str(value))


def register_to_ods(register: Register) -> bytes:
    """Write an OpenDocument spreadsheet."""
    from translateflow.review.sheet import write_sheet  # noqa: PLC0415 — lxml and odfdo are for this format only

    name = texts_for(register.language).gettext("Register")
    rows = (register_cells(row, register.language) for row in register.rows)
    period = f"{register.title}, {register.period.first} – {register.period.last}"
    return write_sheet(name, register_heads(register.language), rows, (period, register.statement))
