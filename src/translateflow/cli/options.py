"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from translateflow.cli.state import CliState
from translateflow.logs import LogFormat, LogLevel, start_logging

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.workspace import Newsroom

Function = TypeVar("Function", bound="Callable[..., Any]")


def _state(ctx: click.Context) -> CliState:
    return ctx.ensure_object(CliState)


def _note_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    _state(ctx).debug |= value
    if _state(ctx).debug:
        start_logging(LogFormat.TEXT, LogLevel.INFO)


def _note_json(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    _state(ctx).as_json |= value
    return value


def _open(ctx: click.Context, _: click.Parameter, value: Path | None) -> Newsroom | None:
    if ctx.resilient_parsing:
        return None
    from translateflow.workspace import open_newsroom  # noqa: PLC0415 — `--help` need not pay for it

    newsroom = open_newsroom(value)
    level = newsroom.settings.log.level or (LogLevel.INFO if _state(ctx).debug else None)
    if level is not None:
        start_logging(newsroom.settings.log.format, level, newsroom.settings.secrets())
    return newsroom


def _open_workplace(ctx: click.Context, _: click.Parameter, value: Path | None) -> Newsroom | None:
    if ctx.resilient_parsing:
        return None
    from translateflow.workspace import open_workplace  # noqa: PLC0415 — as above

    return open_workplace(value)


debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, callback=_note_debug, help="Show tracebacks of errors."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, callback=_note_json, is_eager=True, help="One JSON document on stdout."
)
newsroom_option = click.option(
    "--newsroom",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_open,
    help="The newsroom's folder. [default: the nearest translateflow.toml upwards]",
)
workplace_option = click.option(
    "--newsroom",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_open_workplace,
    help="The newsroom's folder. [default: the nearest translateflow.toml upwards, or none where variables say enough]",
)
languages_option = click.option(
    "-l", "--language", "languages", multiple=True, metavar="L", help="Only this language; may be repeated."
)


def in_newsroom(function: Function) -> Function:
    """Give a command the options every listing has; it is called with `newsroom` and `as_json`."""
    return debug_option(json_option(newsroom_option(function)))


def example(text: str) -> str:
    """Give the epilog of a help page."""
    return "\b\nExample:\n  " + "\n  ".join(text.strip().splitlines())
