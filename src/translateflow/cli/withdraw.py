"""`translateflow withdraw`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.publish import publish_json, show_publication
from translateflow.cli.show import show, show_json, tell_next
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example('translateflow withdraw weidensteg-oeffnet --reason "The opening is postponed."'))
@click.argument("slug")
@languages_option
@click.option("--reason", required=True, metavar="TEXT", help="Why; readers will see it.")
@in_newsroom
def command(*, newsroom: Newsroom, slug: str, languages: tuple[str, ...], reason: str, as_json: bool) -> None:
    """Take a release back, in these languages or in all; a localised notice stays in its place."""
    report = run_withdraw(newsroom, slug, languages, reason, dt.datetime.now(dt.UTC))
    if as_json:
        publish = publish_json(report.publish) if report.publish else None
        show_json({"slug": slug, "withdrawn": list(report.languages), "reason": reason, "publish": publish})
        return
    show(f"withdrawn: {slug} in {', '.join(report.languages)}")
    if report.publish:
        show_publication(report.publish)
    else:
        tell_next(f"approve {slug} again to bring it back")
