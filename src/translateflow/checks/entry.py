"""The checks of one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.pair import make_pair
from translateflow.checks.registry import CHECKS
from translateflow.model.issue import Issue, Severity

if TYPE_CHECKING:
    from translateflow.checks.context import CheckContext


def check_entry(source: str, target: str, context: CheckContext) -> tuple[Issue, ...]:
    """Give what every check finds in a translation, in the registry's order; an empty translation has no issues.

    Pure: the same three arguments always give the same issues.
    """
    if not target or target.isspace():
        return ()
    pair = make_pair(source, target, context)
    issues: list[Issue] = []
    for check in CHECKS:
        for finding in check.function(pair):
            severity = Severity.WARNING if finding.doubtful else check.severity
            issues.append(Issue(check.name, severity, finding.message, finding.source_value, finding.target_value))
    return tuple(issues)
