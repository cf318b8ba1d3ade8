"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show at the line of the PO file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.checks.registry import CHECKS
from translateflow.model.issue import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.issue import Issue

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


@dataclass(frozen=True, slots=True)
class Place:
    """An issue and where it stands: the PO file relative to the newsroom, the entry's line, the segment's source.

    `waived` is the reason for which a person let it stand.
    """

    file: str
    line: int
    segment: str
    issue: Issue
    waived: str = ""


def make_sarif(places: Iterable[Place], version: str) -> dict[str, object]:
    """Give one SARIF document with every check as a rule; `version` is the program's."""
    rules = [
        {
            "id": _rule_id(check.name),
            "name": check.name,
            "shortDescription": {"text": check.explanation},
            "defaultConfiguration": {"level": _LEVELS[check.severity]},
        }
        for check in CHECKS
    ]
    driver = {"name": "translateflow", "version": version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(place) for place in places],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(place: Place) -> dict[str, object]:
    issue = place.issue
    suppressions = [{"kind": "external", "status": "accepted", "justification": place.waived}]
    return {
        **({"suppressions": suppressions} if place.waived else {}),
        "ruleId": _rule_id(issue.check),
        "level": _LEVELS[issue.severity],
        "message": {"text": issue.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": place.file},
                    "region": {"startLine": max(1, place.line)},
                }
            }
        ],
        "partialFingerprints": {"issue/v1": _fingerprint(place)},
        "properties": {"sourceValue": issue.source_value, "targetValue": issue.target_value},
    }


def _rule_id(name: str) -> str:
    return name.lower().replace(" ", "-")


def _fingerprint(place: Place) -> str:
    """Stay the same while other entries come and go above this one."""
    issue = place.issue
    parts = (place.file, place.segment, issue.check, issue.source_value, issue.target_value)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
