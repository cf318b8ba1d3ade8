"""What `doctor` says of one thing it has looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How a thing is. WARN: it works, and something should be mended. ABSENT: not used here, and that is fine."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at, and how to mend it where it is not good."""

    what: str
    health: Health
    message: str
    remedy: str = ""
