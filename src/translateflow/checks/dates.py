"""Dates, by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Kind
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair


def check_dates(pair: Pair) -> Iterator[Finding]:
    """Ask that every date is the same day, whatever its order, its separators and the name of its month."""
    for difference in pair.differences:
        if difference.kind is Kind.DATE:
            yield changed("date", difference.source, difference.target, doubtful=difference.doubtful)
