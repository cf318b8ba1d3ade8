"""Measures and percent: the figure, and what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.compare import compare_units, missing_units
from translateflow.checks.facts.fact import Kind
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
    source, target = pair.source_side.facts, pair.target_side.facts
    units = [difference for difference in compare_units(source, target) if difference.kind in _WORDS]
    for difference in units:
        yield changed("unit", difference.source, difference.target)
    if not units and pair.target_profile.known and "%" in missing_units(source, target):
        yield changed("unit", "%", "", doubtful=True)
