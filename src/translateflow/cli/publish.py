"""`translateflow publish`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.show import count, show, show_json, tell, tell_next
from translateflow.workflow.export import ExportFormat, SiteExport, run_site_export
from translateflow.workflow.publish import PublishReport, PublishRequest, run_publish

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow publish weidensteg-oeffnet --language ar"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@languages_option
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to. [default: public, or export]"
)
@click.option(
    "--format",
    "export_format",
    type=click.Choice(["site", *(each.value for each in ExportFormat)]),
    default="site",
    show_default=True,
    help="The site, or a file per release and language for another publishing system.",
)
@click.option("--due", is_flag=True, help="Only what an embargo has released by now; for cron.")
@click.option(
    "--snippets",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for settings of nginx, Caddy and static hosts. [default: publish.snippets]",
)
@in_newsroom
def command(
    *,
    newsroom: Newsroom,
    slugs: tuple[str, ...],
    languages: tuple[str, ...],
    out: Path | None,
    export_format: str,
    due: bool,
    snippets: Path | None,
    as_json: bool,
) -> None:
    """Bring what is signed off to readers: pages, indexes, feeds and sitemap, in one step.

    What is not named stays as it is. Nothing under embargo goes out before its time.
    """
    request, now = PublishRequest(slugs, languages, out, due, snippets), dt.datetime.now(dt.UTC)
    if export_format != "site":
        _show_export(run_site_export(newsroom, request, ExportFormat(export_format), now), as_json=as_json)
        return
    report = run_publish(newsroom, request, now)
    if as_json:
        show_json(publish_json(report))
    else:
        show_publication(report)


def _show_export(report: SiteExport, *, as_json: bool) -> None:
    if as_json:
        show_json(
            {
                "out": str(report.out),
                "files": [str(path) for path in report.files],
                "written": [str(path) for path in report.written],
                "held": [{"slug": held.slug, "reason": held.reason} for held in report.held],
            }
        )
        return
    for path in report.written:
        show(f"wrote {path}")
    for held in report.held:
        show(f"held back: {held.slug}: {held.reason}")
    show(f"{count(len(report.files), 'file')} in {report.out}, {len(report.written)} of them new or changed")


def show_publication(report: PublishReport) -> None:
    """Show what went out and what did not."""
    for slug, language in report.fresh:
        show(f"now live: /{language}/{slug}/")
    for held in report.held:
        show(f"held back: {held.slug}: {held.reason}")
    site = report.site
    written = f"{count(len(site.written), 'file')} written, {site.unchanged} unchanged, {len(site.removed)} removed"
    show(f"{count(len(report.live), 'page')} live in {report.out}: {written}")
    for path in report.snippets:
        show(f"wrote {path}: reload the web server that reads it")
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
        "snippets": [str(path) for path in report.snippets],
    }
