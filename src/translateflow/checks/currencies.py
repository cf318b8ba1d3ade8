"""Amounts of money: the figure with its magnitude, and the currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Kind
from translateflow.checks.facts.figures import is_currency
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair


def check_currencies(pair: Pair) -> Iterator[Finding]:
    """Ask that every amount is the same value, in the same currency: `2,5 Mio. Euro` is `€2.5 million`."""
    for difference in pair.differences:
        if difference.kind is Kind.AMOUNT:
            yield changed("amount", difference.source, difference.target, doubtful=difference.doubtful)
    source, target = pair.source_side.facts.units, pair.target_side.facts.units
    if source != target:
        missing = sorted(code for code in source - target if is_currency(code))
        added = sorted(code for code in target - source if is_currency(code))
        if missing and added:
            yield changed("currency", ", ".join(missing), ", ".join(added))
