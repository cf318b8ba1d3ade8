"""What a check function says, before the registry puts its name and severity to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translateflow.model.issue import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from translateflow.checks.pair import Pair


class Finding(NamedTuple):
    """One thing found. A `doubtful` finding of an error check is a warning: careful people write so at times."""

    message: str
    source_value: str = ""
    target_value: str = ""
    doubtful: bool = False


class Check(NamedTuple):
    """A registry line. `explanation` is one sentence that says what the check asks of a translation."""

    name: str
    function: Callable[[Pair], Iterable[Finding]]
    severity: Severity
    explanation: str


ERROR = Severity.ERROR
WARNING = Severity.WARNING


def changed(what: str, source_value: str, target_value: str, *, doubtful: bool = False) -> Finding:
    """Say that a value is missing, is new, or has become another one, whichever of the two is empty."""
    if not target_value:
        message = f"The {what} “{source_value}” is missing in the translation."
    elif not source_value:
        message = f"The {what} “{target_value}” is not in the source."
    elif source_value == target_value:
        # 3,200 is three thousand in English, and three point two in Spanish.
        message = f"The {what} “{source_value}” stands unchanged, but has another value as the language writes it."
    else:
        message = f"The {what} “{source_value}” has become “{target_value}”."
    return Finding(message, source_value, target_value, doubtful)
