"""A table of typed cells as an OpenDocument spreadsheet: days are days, numbers are numbers, nothing is a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from odfdo import Cell, Document, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translateflow.review.register import Value

# What XML 1.0 cannot hold, section 2.2.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DATE, _SHARE, _HEAD = "tf-date", "tf-share", "tf-head"
# Spreadsheets show a typed value by its style only; without one, a day would be a number.
_DATE_FORMAT = f"""<number:date-style style:name="{_DATE}-format"><number:year number:style="long"/>\
<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>\
<number:day number:style="long"/></number:date-style>"""
_SHARE_FORMAT = f"""<number:percentage-style style:name="{_SHARE}-format">\
<number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>\
</number:percentage-style>"""
_HEAD_STYLE = f"""<style:style style:name="{_HEAD}" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>"""
_STYLES = (
    _DATE_FORMAT,
    _SHARE_FORMAT,
    _HEAD_STYLE,
    f'<style:style style:name="{_DATE}" style:family="table-cell" style:data-style-name="{_DATE}-format"/>',
    f'<style:style style:name="{_SHARE}" style:family="table-cell" style:data-style-name="{_SHARE}-format"/>',
)


def write_sheet(name: str, heads: Sequence[str], rows: Iterable[Sequence[Value]], notes: Sequence[str] = ()) -> bytes:
    """Write one table, its heads in bold, notes below it."""
    document = Document("spreadsheet")
    for style in _STYLES:
        document.insert_style(style, automatic=True)
    document.body.clear()
    table = Table(name)
    _append(table, [Cell(head, cell_type="string", style=_HEAD) for head in heads])
    for row in rows:
        _append(table, [_cell(value) for value in row])
    for note in ("", *notes):
        _append(table, [Cell(note, cell_type="string")])
    document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _append(table: Table, cells: Iterable[Cell]) -> None:
    row = Row()
    for cell in cells:
        row.append_cell(cell)
    table.append_row(row)


def _cell(value: Value) -> Cell:
    if value is None:
        return Cell()
    if isinstance(value, dt.date):
        return Cell(value, cell_type="date", style=_DATE)
    if isinstance(value, float):
        return Cell(value, cell_type="percentage", style=_SHARE, text=f"{value:.1%}")
    if isinstance(value, int):
        return Cell(value, cell_type="float")
    return Cell(_NOT_XML.sub("", value), cell_type="string")
