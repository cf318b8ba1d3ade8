"""`translateflow publish`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.show import count, show, show_json, tell, tell_next
from translateflow.workflow.publish import PublishReport, PublishRequest, run_publish

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow publish weidensteg-oeffnet --language ar"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@languages_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the site. [default: public]")
@click.option("--due", is_flag=True, help="Only what an embargo has released by now; for cron.")
@in_newsroom
def command(
    *,
    newsroom: Newsroom,
    slugs: tuple[str, ...],
    languages: tuple[str, ...],
    out: Path | None,
    due: bool,
    as_json: bool,
) -> None:
    """Bring what is signed off to readers: pages, indexes, feeds and sitemap, in one step.

    What is not named stays as it is. Nothing under embargo goes out before its time.
    """
    report = run_publish(newsroom, PublishRequest(slugs, languages, out, due), dt.datetime.now(dt.UTC))
    if as_json:
        show_json(publish_json(report))
    else:
        show_publication(report)


def show_publication(report: PublishReport) -> None:
    """Show what went out and what did not."""
    for slug, language in report.fresh:
        show(f"now live: /{language}/{slug}/")
    for held in report.held:
        show(f"held back: {held.slug}: {held.reason}")
    site = report.site
    written = f"{count(len(site.written), 'file')} written, {site.unchanged} unchanged, {len(site.removed)} removed"
    show(f"{count(len(report.live), 'page')} live in {report.out}: {written}")
    for note in site.notes:
        tell(f"note: {note}")
    if report.live:
        tell_next("translateflow serve")
    else:
        tell_next('nothing is signed off yet: translateflow approve SLUG --language L --by "Name <mail>"')


def publish_json(report: PublishReport) -> dict[str, object]:
    """Give a publication as a document."""
    return {
        "out": str(report.out),
        "live": [{"slug": slug, "language": language} for slug, language in report.live],
        "fresh": [{"slug": slug, "language": language} for slug, language in report.fresh],
        "held": [{"slug": held.slug, "reason": held.reason} for held in report.held],
        "written": list(report.site.written),
        "unchanged": report.site.unchanged,
        "removed": list(report.site.removed),
        "notes": list(report.site.notes),
    }
