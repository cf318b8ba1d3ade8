"""`translateflow serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.options import debug_option, example, newsroom_option
from translateflow.cli.show import show, tell
from translateflow.logs import LogLevel, start_logging
from translateflow.web.serve import run_serve

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow serve --port 8000"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@debug_option
@newsroom_option
def command(*, newsroom: Newsroom, host: str, port: int) -> None:
    """Show the published site: `/` leads to each reader's language.

    Publishes what an embargo releases while it runs, and works off open jobs when no broker is set. Ctrl-C ends it.
    """

    def ready(url: str) -> None:
        show(f"{newsroom.settings.title}: {url}")
        tell("Ctrl-C ends it.")

    log = newsroom.settings.log
    start_logging(log.format, log.level or LogLevel.INFO, newsroom.settings.secrets())
    run_serve(newsroom, host, port, ready, tell)
    tell("stopped")
