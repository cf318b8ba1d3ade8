"""Measures and percent: the figure, and what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Kind
from translateflow.checks.facts.figures import is_currency
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair

_WORDS = {Kind.PERCENTAGE: "percentage", Kind.MEASURE: "measure"}


def check_units(pair: Pair) -> Iterator[Finding]:
    """Ask that every percentage and measure keeps its figure and its unit: no kilometres into miles."""
    for difference in pair.differences:
        if difference.kind in _WORDS:
            yield changed(_WORDS[difference.kind], difference.source, difference.target, doubtful=difference.doubtful)
    source, target = pair.source_side.facts.units, pair.target_side.facts.units
    if source != target:
        missing = sorted(code for code in source - target if not is_currency(code))
        added = sorted(code for code in target - source if not is_currency(code))
        if missing and added:
            yield changed("unit", ", ".join(missing), ", ".join(added))
