"""`translateflow add`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import show, show_json, tell, tell_next
from translateflow.cli.sync import sync_json, tell_failures
from translateflow.workflow.add import AddReport, AddRequest, run_add

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(
    epilog=example(
        "translateflow add ~/Downloads/pressemitteilung.docx\ntranslateflow add https://city.example/feed.xml"
    )
)
@click.argument("origins", nargs=-1, required=True, metavar="FILE-or-URL...")
@click.option("--slug", default="", help="Name of the release in files and URLs. [default: from its title]")
@click.option("--language", default="", metavar="L", help="Language it is written in. [default: guessed]")
@click.option("--allow-private", is_flag=True, help="Allow web addresses of the own network.")
@in_newsroom
def command(
    *, newsroom: Newsroom, origins: tuple[str, ...], slug: str, language: str, allow_private: bool, as_json: bool
) -> int:
    """Take in releases: Markdown, HTML, plain text or Word files, web pages, RSS or Atom feeds.

    Says what it guessed, and syncs the new releases.
    """
    if slug and len(origins) > 1:
        msg = "--slug names one release; add them one by one."
        raise click.UsageError(msg)
    report = run_add(newsroom, AddRequest(origins, slug, language, allow_private), tell)
    if as_json:
        show_json(_to_json(newsroom, report))
    else:
        _show(newsroom, report)
    return tell_failures(report.sync)


def _show(newsroom: Newsroom, report: AddReport) -> None:
    for release in report.added:
        show(f"added {newsroom.show(release.path)}")
        for guess in release.guesses:
            show(f"  {guess.field}: {guess.value}  ({guess.how})")
    for slug in report.passed_over:
        tell(f"passed over “{slug}”: it is here already")
    if report.added:
        slugs = " ".join(release.slug for release in report.added)
        tell_next(f"read through releases/, correct what was guessed wrong, then: translateflow translate {slugs}")


def _to_json(newsroom: Newsroom, report: AddReport) -> dict[str, object]:
    return {
        "added": [
            {
                "slug": release.slug,
                "file": newsroom.show(release.path),
                "origin": release.origin,
                "guesses": [
                    {"field": guess.field, "value": guess.value, "how": guess.how} for guess in release.guesses
                ],
            }
            for release in report.added
        ],
        "passed_over": list(report.passed_over),
        "sync": sync_json(report.sync),
    }
