"""Paragraph references: § 5, Art. 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.checks.facts.fact import Kind
from translateflow.checks.finding import Finding, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.checks.pair import Pair


def check_references(pair: Pair) -> Iterator[Finding]:
    """Ask that every paragraph or article keeps its number."""
    for difference in pair.differences:
        if difference.kind is Kind.REFERENCE:
            yield changed("reference", difference.source, difference.target, doubtful=difference.doubtful)
