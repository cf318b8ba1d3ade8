"""What a request has to be paid from: budgets of characters, kept by whoever runs the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from translateflow.model.cost import Budget


@dataclass(frozen=True, slots=True)
class Broke:
    """A request that a budget has no room for. `left` characters would still do; `reason` says what to do about it."""

    budget: Budget
    left: int
    reason: str


class Purse(Protocol):
    """The budgets of one job. All requests of all its workers draw on the same."""

    def spend(self, engine: str, characters: int) -> Broke | None:
        """Count a request that is about to be sent; Broke, and nothing counted, when it must not be sent.

        Raises TranslateflowError when it cannot be written down: it is not sent then either.
        """

    def take_back(self, engine: str, characters: int) -> None:
        """Count off a request that never reached the engine. Raises nothing."""
