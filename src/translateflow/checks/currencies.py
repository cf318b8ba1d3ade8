"""Amounts of money: the figure with its magnitude, and the currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.compare import compare_units, missing_units
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
    source, target = pair.source_side.facts, pair.target_side.facts
    for difference in compare_units(source, target):
        if difference.kind is Kind.AMOUNT:
            yield changed("currency", difference.source, difference.target)
    if source.numbers and pair.target_profile.known and not any(is_currency(fact.unit) for fact in target.numbers):
        for code in sorted(filter(is_currency, missing_units(source, target))):
            yield changed("currency", code, "", doubtful=True)
