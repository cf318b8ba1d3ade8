"""`translateflow status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import show, show_json, show_table, tell_next
from translateflow.workflow.status import LanguageStatus, ReleaseStatus, run_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow status weidensteg-oeffnet --json"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@in_newsroom
def command(*, newsroom: Newsroom, slugs: tuple[str, ...], as_json: bool) -> None:
    """Show where every release stands in every language, and what blocks its sign-off."""
    releases = run_status(newsroom, slugs)
    if as_json:
        show_json({"releases": [_to_json(release) for release in releases]})
        return
    _show(releases)


def _show(releases: Sequence[ReleaseStatus]) -> None:
    heads = ("release", "language", "state", "segments", "empty", "draft", "outdated", "reviewed", "blocked by")
    rows: list[tuple[str, ...]] = []
    for release in releases:
        if release.problem:
            rows.append((release.slug, "", "broken", "", "", "", "", "", release.problem))
        for number, (language, status) in enumerate(release.languages.items()):
            rows.append((release.slug if number == 0 else "", *_row(language, status)))
    if not rows:
        show("There are no releases yet.")
        tell_next("translateflow add FILE")
        return
    show_table(heads, rows)


def _row(language: str, status: LanguageStatus) -> tuple[str, ...]:
    counts = (status.total, status.empty, status.draft, status.outdated, status.reviewed)
    blocked = list(status.blocked_by)
    if status.suggestions:
        blocked.append(f"{status.suggestions} suggestions wait")
    return (language, status.state, *(str(number) if number else "·" for number in counts), "; ".join(blocked))


def _to_json(release: ReleaseStatus) -> dict[str, object]:
    return {
        "slug": release.slug,
        "source_language": release.source_language,
        "title": release.title,
        "problem": release.problem or None,
        "languages": {
            language: {
                "total": status.total,
                "empty": status.empty,
                "draft": status.draft,
                "outdated": status.outdated,
                "reviewed": status.reviewed,
                "errors": status.errors,
                "suggestions": status.suggestions,
                "state": status.state,
                "approved_by": status.approved_by or None,
                "published": status.published or None,
                "blocked_by": list(status.blocked_by),
            }
            for language, status in release.languages.items()
        },
    }
