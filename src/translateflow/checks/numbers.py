"""Numbers, by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Kind
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Ask for every number of the source, and no other; a digit may become a word and back."""
    for difference in pair.differences:
        if difference.kind is Kind.NUMBER:
            yield changed("number", difference.source, difference.target, doubtful=difference.doubtful)
