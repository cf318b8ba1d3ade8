"""`translateflow status`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import show, show_json, show_table, tell, tell_next
from translateflow.workflow.quality import ENOUGH, Quality, QualityReport, run_quality
from translateflow.workflow.status import LanguageStatus, ReleaseStatus, run_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow status weidensteg-oeffnet --json"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@click.option("--quality", is_flag=True, help="Show instead how much people changed each engine's text.")
@in_newsroom
def command(*, newsroom: Newsroom, slugs: tuple[str, ...], quality: bool, as_json: bool) -> None:
    """Show where every release stands in every language, and what blocks its sign-off.

    With --quality: of what each engine drafted, how much was signed off as it was, and how far the rest is from what
    people made of it (chrF: 100 is unchanged; edited: share of characters), by language and kind of segment.
    """
    if quality:
        _show_quality(run_quality(newsroom, slugs), as_json=as_json)
        return
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


def _show_quality(report: QualityReport, *, as_json: bool) -> None:
    if as_json:
        show_json(_quality_to_json(report))
        return
    if not report.engines:
        show("No machine's text has been signed off yet.")
        return
    rows: list[tuple[str, ...]] = []
    for each in report.engines:
        pair = (f"{each.source_language} → {each.language}", each.engine)
        rows.append((*pair, "all", *_quality_row(each.total)))
        rows += [("", "", role.value or "text", *_quality_row(quality)) for role, quality in each.roles.items()]
    show_table(("languages", "engine", "kind", "segments", "accepted", "chrF", "edited"), rows)
    if not all(each.is_enough for each in report.engines):
        tell(f"Fewer than {ENOUGH} segments say little about an engine.")
    for language, order in report.orders.items():
        names = ", ".join(f'"{name}"' for name in order)
        tell_next(f"in translateflow.toml, [languages.{language}]: engines = [{names}]")


def _quality_row(quality: Quality) -> tuple[str, ...]:
    accepted = f"{quality.accepted / quality.segments:.0%}"
    return (str(quality.segments), accepted, f"{quality.chrf:.1f}", f"{quality.edit_distance:.1%}")


def _quality_to_json(report: QualityReport) -> dict[str, object]:
    return {
        "quality": [
            {
                "source_language": each.source_language,
                "language": each.language,
                "engine": each.engine,
                "enough": each.is_enough,
                **asdict(each.total),
                "roles": {role.value or "text": asdict(quality) for role, quality in each.roles.items()},
            }
            for each in report.engines
        ],
        "orders": {language: list(order) for language, order in report.orders.items()},
    }


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
                "warnings": status.warnings,
                "waived": status.waived,
                "suggestions": status.suggestions,
                "state": status.state,
                "approved_by": status.approved_by or None,
                "published": status.published or None,
                "blocked_by": list(status.blocked_by),
            }
            for language, status in release.languages.items()
        },
    }
