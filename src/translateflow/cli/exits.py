"""Exit codes, as a table at the edge, and how an error is told."""

from __future__ import annotations

import json
from typing import Final

import click

from translateflow.errors import RefusedError, TranslateflowError, UnreachableError, UsageError

DONE: Final = 0
NEEDS_A_PERSON: Final = 1
USAGE: Final = 2
REFUSED: Final = 3
UNREACHABLE: Final = 4
INTERRUPTED: Final = 130

_FAMILIES: Final = ((UsageError, USAGE), (RefusedError, REFUSED), (UnreachableError, UNREACHABLE))


def exit_code(error: BaseException) -> int:
    """Give the exit code of an error; what nobody foresaw counts as a resource that failed."""
    return next((code for family, code in _FAMILIES if isinstance(error, family)), UNREACHABLE)


def tell_error(error: BaseException, *, as_json: bool = False) -> None:
    """Say an error in one sentence on stderr, and as a document on stdout for programs."""
    if isinstance(error, TranslateflowError):
        message, remedy = error.message, error.remedy
    else:
        message = f"Something unforeseen happened: {type(error).__name__}: {error}".rstrip(": ")
        remedy = "Run the same command with --debug and report what it prints."
    click.echo(click.style("error: ", fg="red", bold=True) + f"{message} {remedy}".rstrip(), err=True)
    if as_json:
        record = {"error": {"type": type(error).__name__, "message": message, "remedy": remedy}}
        click.echo(json.dumps(record, ensure_ascii=False))
