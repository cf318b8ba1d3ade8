"""What a check finds in a translation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error blocks the sign-off; a warning is shown and can be waived."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. `source_value` and `target_value` are the two values that differ, "" where there is none."""

    check: str
    severity: Severity
    message: str
    source_value: str = ""
    target_value: str = ""
