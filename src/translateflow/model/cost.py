"""What drafting costs: characters sent, and the money that a price per million characters makes of them."""

from __future__ import annotations

from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Spent:
    """What was sent to one engine, second tries and marks of tags included."""

    engine: str
    characters: int
    calls: int


@dataclass(frozen=True, slots=True)
class EngineCost:
    """What one engine was sent, or would be. `price_per_million` is 0 for what costs nothing, or has no price set."""

    engine: str
    items: int
    characters: int
    calls: int
    price_per_million: float

    @property
    def money(self) -> float:
        """Give the price of these characters in the newsroom's currency."""
        return self.characters * self.price_per_million / MILLION
