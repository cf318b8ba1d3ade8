"""Showing things: one JSON document, or lines and tables for people."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import click

from translateflow.model.worddiff import DiffKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.worddiff import DiffPart

COLOURS = {"error": "red", "broken": "red", "failed": "red", "warning": "yellow", "outdated": "yellow"}


def show_json(document: Any) -> None:
    """Print one document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def show(line: str = "") -> None:
    """Print a result."""
    click.echo(line)


def tell(line: str) -> None:
    """Print a message beside the result: on stderr."""
    click.echo(line, err=True)


def tell_next(line: str) -> None:
    """Say what a person would do next."""
    click.echo(click.style("next: ", fg="cyan") + line, err=True)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns that fit their content, numbers to the right."""
    table = [list(map(str, row)) for row in (heads, *rows)]
    widths = [max(_width(row[column]) for row in table) for column in range(len(heads))]
    for number, row in enumerate(table):
        cells = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - _width(cell))
            to_the_right = any(len(each) > column and each[column].isdigit() for each in table[1:])
            cells.append(space + cell if to_the_right else cell + space)
        line = "  ".join(cells).rstrip()
        click.echo(click.style(line, bold=True) if number == 0 else line)


def shorten(text: str, width: int = 70) -> str:
    """Give the beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def show_diff(parts: Sequence[DiffPart]) -> str:
    """Give a comparison on one line: [-removed-], {+added+}, in colour on a terminal."""
    return "".join(_style_part(part) for part in parts)


def _style_part(part: DiffPart) -> str:
    if part.kind is DiffKind.REMOVED:
        return click.style(f"[-{part.text}-]", fg="red")
    if part.kind is DiffKind.ADDED:
        return click.style(f"{{+{part.text}+}}", fg="green")
    return part.text


def count(number: int, one: str, many: str = "") -> str:
    """Give `1 release`, `3 releases`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _width(text: str) -> int:
    """Count the columns a terminal gives a text: two for wide characters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
