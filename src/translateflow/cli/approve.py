"""`translateflow approve`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from translateflow.cli.changes import changes_to_json, show_changes
from translateflow.cli.exits import DONE, REFUSED
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, shorten, show, show_json, tell, tell_next
from translateflow.review.gate import Code
from translateflow.workflow.approve import ApproveRequest, Verdict, run_approve

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom

SHOWN = 10  # reasons in a terminal; --json has all


@click.command(
    epilog=example(
        "translateflow approve weidensteg-oeffnet --language de --language en"
        ' --by "Press Office <press@eschenwarth.example>"'
    )
)
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...")
@click.option(
    "-l", "--language", "languages", multiple=True, required=True, metavar="L", help="Language; may be repeated."
)
@click.option("--by", default="", metavar='"Name <mail>"', help="Who signs, and answers for the text.")
@click.option("--note", default="", help="A note for the evidence.")
@click.option(
    "--correction", default=None, help='What the version before had wrong, for readers; "" takes the note away.'
)
@click.option("--dry-run", is_flag=True, help="List what blocks and what changed, write nothing.")
@in_newsroom
def command(
    *,
    newsroom: Newsroom,
    slugs: tuple[str, ...],
    languages: tuple[str, ...],
    by: str,
    note: str,
    correction: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Sign releases off in a language, the original included; refuses with every reason.

    Freezes source and catalog under approved/ with the evidence: who, when, which exact text, what a machine had said.
    """
    request = ApproveRequest(slugs, languages, by, note, dry_run, correction)
    verdicts = run_approve(newsroom, request, dt.datetime.now(dt.UTC))
    if as_json:
        show_json(_to_json(verdicts, dry_run=dry_run))
    else:
        for verdict in verdicts:
            _show(verdict, dry_run=dry_run)
        if any(verdict.evidence for verdict in verdicts):
            tell_next("translateflow publish")
    return DONE if all(verdict.passed for verdict in verdicts) else REFUSED


def _show(verdict: Verdict, *, dry_run: bool) -> None:
    name = f"{verdict.slug} {verdict.language}"
    if verdict.changes:
        show_changes(verdict.changes)
    if verdict.passed:
        show(f"{name}: {'nothing blocks' if dry_run else 'signed off'}")
        if verdict.warning:
            tell(f"  {verdict.warning}")
        return
    show(f"{name}: refused, {count(len(verdict.reasons), 'reason')}")
    for reason in verdict.reasons[:SHOWN]:
        show(f"  {reason.code}: {reason.message}" + (f" — {shorten(reason.segment, 60)}" if reason.segment else ""))
    if len(verdict.reasons) > SHOWN:
        show(f"  … and {len(verdict.reasons) - SHOWN} more (--json shows all)")
    if any(reason.code is Code.WARNING for reason in verdict.reasons):
        tell_next(f"translateflow waive {verdict.slug} --language {verdict.language} --list")


def _to_json(verdicts: tuple[Verdict, ...], *, dry_run: bool) -> dict[str, object]:
    results = [_verdict_json(verdict, dry_run=dry_run) for verdict in verdicts]
    reasons = [reason for verdict in verdicts for reason in _reasons_json(verdict)]
    only = results[0] if len(results) == 1 else {}
    approved = not dry_run and all(verdict.passed for verdict in verdicts)
    return {**only, "approved": approved, "dry_run": dry_run, "reasons": reasons, "results": results}


def _reasons_json(verdict: Verdict) -> list[dict[str, str]]:
    return [
        {
            "slug": verdict.slug,
            "language": verdict.language,
            "code": reason.code.value,
            "message": reason.message,
            "segment": reason.segment,
        }
        for reason in verdict.reasons
    ]


def _verdict_json(verdict: Verdict, *, dry_run: bool) -> dict[str, object]:
    evidence = verdict.evidence
    return {
        "slug": verdict.slug,
        "language": verdict.language,
        "approved": verdict.passed and not dry_run,
        "reasons": _reasons_json(verdict),
        "changes": changes_to_json(verdict.changes) if verdict.changes else None,
        "approved_by": evidence.approved_by if evidence else None,
        "approved_at": evidence.approved_at.isoformat() if evidence else None,
        "source_digest": evidence.source_digest if evidence else None,
        "catalog_digest": evidence.catalog_digest if evidence else None,
    }
