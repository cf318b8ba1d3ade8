"""`translateflow sync`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, exit_code, tell_error
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, show, show_json, tell_next
from translateflow.workflow.minor_edit import run_minor_sync
from translateflow.workflow.sync import SyncReport, run_sync

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow sync weidensteg-oeffnet --minor"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@click.option("--minor", is_flag=True, help="The edits change no meaning: keep every translation as it is.")
@click.option(
    "--minor-sentence",
    "sentences",
    multiple=True,
    metavar="TEXT",
    help="Only the edit that led to this sentence changes no meaning; may be repeated.",
)
@in_newsroom
def command(
    *, newsroom: Newsroom, slugs: tuple[str, ...], minor: bool, sentences: tuple[str, ...], as_json: bool
) -> int:
    """Bring the catalogs up to date with their sources; every translation is kept.

    An edited sentence keeps its translation as outdated, a moved one as it is, a deleted one in reserve.
    """
    kept: tuple[tuple[str, str], ...] = ()
    if minor:
        done = run_minor_sync(newsroom, slugs, dt.datetime.now(dt.UTC))
        report, kept = done.sync, done.kept
    else:
        report = run_sync(newsroom, slugs, minor=frozenset(sentences))
    if as_json:
        signed = [{"slug": slug, "language": language} for slug, language in kept]
        show_json(sync_json(report) | {"kept_signoffs": signed})
    else:
        _show(report)
        for slug, language in kept:
            show(f"{slug} {language}: the sign-off stands, the evidence says why")
    return tell_failures(report)


def _show(report: SyncReport) -> None:
    for synced in report.catalogs:
        counts = synced.counts
        parts = [f"{counts.total} segments"]
        parts += [
            f"{number} {word}"
            for number, word in (
                (counts.new, "new"),
                (counts.moved, "moved"),
                (counts.outdated, "outdated"),
                (counts.restored, "restored"),
                (counts.obsolete, "obsolete"),
            )
            if number
        ]
        show(f"{synced.slug} {synced.language}: {', '.join(parts)}{'' if synced.changed else ' (unchanged)'}")
    if report.unchanged:
        show(f"{count(report.unchanged, 'release')} unchanged since the last sync")
    if any(synced.counts.new or synced.counts.outdated for synced in report.catalogs):
        tell_next("translateflow translate")


def sync_json(report: SyncReport) -> dict[str, object]:
    """Give a sync as a document."""
    return {
        "catalogs": [
            {"slug": each.slug, "language": each.language, "changed": each.changed, **asdict(each.counts)}
            for each in report.catalogs
        ],
        "unchanged": report.unchanged,
        "failures": [str(error) for error in report.failures],
    }


def tell_failures(report: SyncReport) -> int:
    """Say why releases could not be synced; give the exit code."""
    for error in report.failures:
        tell_error(error)
    return exit_code(report.failures[0]) if report.failures else DONE
