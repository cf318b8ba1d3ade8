"""`translateflow init`."""

from __future__ import annotations

from pathlib import Path

import click

from translateflow.cli.options import debug_option, example
from translateflow.cli.show import show, tell_next
from translateflow.workflow.init import InitRequest, run_init


@click.command(
    epilog=example("translateflow init newsroom --title 'City of Eschenwarth' --source de --target en --target ar")
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="", help="Name of the press office. [default: the folder's name]")
@click.option("--source", default="de", show_default=True, metavar="L", help="Language the releases are written in.")
@click.option("--target", "targets", multiple=True, metavar="L", help="Language to publish in; may be repeated.")
@click.option("--base-url", default="", metavar="URL", help="Public address of the site.")
@debug_option
def command(*, folder: Path, title: str, source: str, targets: tuple[str, ...], base_url: str) -> None:
    """Make a newsroom: a folder with settings, releases and catalogs."""
    report = run_init(InitRequest(folder, title, source, targets, base_url))
    show(f"made {report.folder}, settings in {report.settings}")
    tell_next(f"cd {report.folder} && translateflow add RELEASE.md")
