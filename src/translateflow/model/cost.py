"""What drafting costs: characters sent, the money a price makes of them, and budgets that end it in time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Spent:
    """What was sent to one engine, second tries and marks of tags included."""

    engine: str
    characters: int
    calls: int


@dataclass(frozen=True, slots=True)
class EngineCost:
    """What one engine was sent, in `calls`, or would be sent, for `items`; whichever is not counted is 0.

    `price_per_million` is 0 for what costs nothing, or has no price set.
    """

    engine: str
    characters: int
    price_per_million: float
    items: int = 0
    calls: int = 0

    @property
    def money(self) -> float:
        """Give the price of these characters in the newsroom's currency."""
        return self.characters * self.price_per_million / MILLION


class Budget(StrEnum):
    """What a budget holds for: one job over all engines, or one engine over all jobs of a day."""

    JOB = "job"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Shortage:
    """A request that a budget of `limit` characters has no room for; `left` is what it has room for."""

    budget: Budget
    limit: int
    left: int
