"""`translateflow preview`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.show import show, show_json, tell_next
from translateflow.workflow.preview import make_preview

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom

_LOCAL = "http://127.0.0.1:8000"


@click.command(epilog=example("translateflow preview weidensteg-oeffnet --language en --hours 24"))
@click.argument("slug")
@languages_option
@click.option("--hours", type=click.FloatRange(min=0, min_open=True), default=48.0, show_default=True, help="How long.")
@in_newsroom
def command(*, newsroom: Newsroom, slug: str, languages: tuple[str, ...], hours: float, as_json: bool) -> None:
    """Give a link by which journalists read a signed release before it is out; `serve` answers it.

    The link is signed and expires; search engines are told to stay away. Whoever has it can pass it on.
    """
    now = dt.datetime.now(dt.UTC)
    preview, token = make_preview(newsroom, slug, languages, now + dt.timedelta(hours=hours), now)
    urls = {
        language: f"{newsroom.settings.base_url or _LOCAL}/preview/{token}/{language}/{slug}/"
        for language in preview.languages
    }
    if as_json:
        show_json({"slug": slug, "until": preview.until.isoformat(), "urls": urls})
        return
    for language, url in urls.items():
        show(f"{language}  {url}")
    until = preview.until.astimezone(newsroom.timezone)
    show(f"The link ends on {until:%Y-%m-%d at %H:%M %Z}; earlier with its key: translateflow keys revoke.")
    if not newsroom.settings.base_url:
        tell_next("set newsroom.base_url, so that the link names the public address of `translateflow serve`")
