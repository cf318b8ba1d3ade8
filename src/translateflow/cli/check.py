"""`translateflow check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.options import example, in_newsroom, languages_option
from translateflow.cli.show import COLOURS, count, show, show_json, tell, tell_next
from translateflow.workflow.check import CheckReport, Finding, run_check

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom


@click.command(epilog=example("translateflow check weidensteg-oeffnet --language ar"))
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@languages_option
@in_newsroom
def command(*, newsroom: Newsroom, slugs: tuple[str, ...], languages: tuple[str, ...], as_json: bool) -> int:
    """Look for what a reader would trip over: figures, dates, tags, names, terms.

    Exit code 1 when an error is found.
    """
    report = run_check(newsroom, slugs, languages)
    if as_json:
        show_json(_to_json(report))
    else:
        for finding in report.findings:
            show(_line(finding))
        found = f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}"
        tell(f"{found} in {count(report.segments, 'segment')}")
        if report.errors:
            tell_next("correct these lines in the PO files; errors block a sign-off")
    return NEEDS_A_PERSON if report.errors else DONE


def _line(finding: Finding) -> str:
    issue = finding.issue
    severity = click.style(issue.severity.value, fg=COLOURS[issue.severity.value])
    return f"{finding.file}:{finding.line}: {severity}: {issue.check}: {issue.message}"


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
            }
            for finding in report.findings
        ],
        "errors": report.errors,
        "warnings": report.warnings,
        "catalogs": report.catalogs,
        "segments": report.segments,
    }
