"""`translateflow check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.show import COLOURS, count, shorten, show, show_json, tell, tell_next
from translateflow.cli.state import CliState
from translateflow.workflow.check import CheckReport, Finding, report_sarif, run_check

if TYPE_CHECKING:
    from translateflow.model.issue import Issue
    from translateflow.review.waivers import Waiver
    from translateflow.workspace import Newsroom


_VALUE_WIDTH = 40
_NOTHING = "–"


def _note_format(ctx: click.Context, _: click.Parameter, value: str) -> str:
    """Let errors be documents too where a document was asked for."""
    ctx.ensure_object(CliState).as_json |= value == "json"
    return value


@click.command(epilog=example("translateflow check weidensteg-oeffnet --language ar"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@languages_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    callback=_note_format,
    is_eager=True,
    help="Lines for people, one JSON document (as --json), or SARIF 2.1.0 for code hosts. [default: text]",
)
@in_newsroom
def command(*, newsroom: Newsroom, slugs: tuple[str, ...], languages: tuple[str, ...], form: str, as_json: bool) -> int:
    """Look for what a reader would trip over: figures, dates, tags, names, terms.

    A line names the PO file and the entry's line, the check, what is wrong, and both values: [source → translation].
    Exit code 1 when an error is found.
    """
    report = run_check(newsroom, slugs, languages)
    if form == "sarif":
        show_json(report_sarif(report))
    elif as_json or form == "json":
        show_json(_to_json(report))
    else:
        for finding in report.findings:
            show(_line(finding))
        waived = f", {report.waived} waived" if report.waived else ""
        found = f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}{waived}"
        tell(f"{found} in {count(report.segments, 'segment')}")
        if report.errors:
            tell_next("correct these lines in the PO files; errors block a sign-off")
    return NEEDS_A_PERSON if report.errors else DONE


def _line(finding: Finding) -> str:
    issue = finding.issue
    severity = click.style(issue.severity.value, fg=COLOURS[issue.severity.value])
    waiver = finding.waiver
    word = "waived" if waiver else severity
    why = f" — {waiver.reason} ({waiver.by})" if waiver else ""
    return f"{finding.file}:{finding.line}: {word}: {issue.check}: {issue.message}{_values(issue)}{why}"


def _values(issue: Issue) -> str:
    """Give both values, for eyes that run down many lines; nothing where the finding is about the text as a whole."""
    values = (issue.source_value, issue.target_value)
    if not any(values):
        return ""
    source, target = (shorten(value, _VALUE_WIDTH) or _NOTHING for value in values)
    return f" [{source} → {target}]"


def _waiver_json(waiver: Waiver | None) -> dict[str, str] | None:
    return {"reason": waiver.reason, "by": waiver.by, "at": waiver.at.isoformat()} if waiver else None


def _to_json(report: CheckReport) -> dict[str, object]:
    return {
        "issues": [
            {
                "slug": finding.slug,
                "language": finding.language,
                "file": finding.file,
                "line": finding.line,
                "segment": finding.segment,
                "check": finding.issue.check,
                "severity": finding.issue.severity.value,
                "message": finding.issue.message,
                "source_value": finding.issue.source_value,
                "target_value": finding.issue.target_value,
                "waived": _waiver_json(finding.waiver),
            }
            for finding in report.findings
        ],
        "terms": [
            {
                "slug": found.slug,
                "language": found.language,
                "file": found.file,
                "line": found.line,
                "segment": found.segment,
                "terms": [
                    {"source": term.source, "target": term.target, "status": term.status.value} for term in found.terms
                ],
            }
            for found in report.terms
        ],
        "errors": report.errors,
        "warnings": report.warnings,
        "waived": report.waived,
        "catalogs": report.catalogs,
        "segments": report.segments,
    }
