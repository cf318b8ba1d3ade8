"""What jobs have really sent, and what that cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.cost import EngineCost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Costs:
    """Characters and calls per engine, at the prices that are set now."""

    engines: tuple[EngineCost, ...]
    currency: str

    @property
    def money(self) -> float:
        """Give what all engines together cost."""
        return sum(each.money for each in self.engines)


def find_costs(newsroom: Newsroom, jobs: Sequence[int]) -> Costs:
    """Add up what these jobs have sent: everything that left, second tries and marks of tags included."""
    characters: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for job in jobs:
        for spent in newsroom.database.spending.of_job(job):
            characters[spent.engine] += spent.characters
            calls[spent.engine] += spent.calls
    settings = newsroom.settings
    engines = tuple(
        EngineCost(name, characters[name], settings.options(name).price_per_million, calls=calls[name])
        for name in sorted(characters)
    )
    return Costs(engines, settings.currency)
