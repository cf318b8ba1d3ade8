"""Times of day, by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Kind
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair


def check_times(pair: Pair) -> Iterator[Finding]:
    """Ask that every time is the same minute of the day, on a clock of 12 hours or of 24."""
    for difference in pair.differences:
        if difference.kind is Kind.TIME:
            yield changed("time", difference.source, difference.target, doubtful=difference.doubtful)
