"""What is asked of a machine translation engine, and what comes back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.model.cost import Budget
    from translateflow.model.memory import Term
    from translateflow.model.segment import TagShape


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How a newsroom uses one engine. The key never appears in a repr, a log or an error.

    `timeout` bounds one request in seconds; `concurrency` is how many requests may run at once.
    `max_characters_per_day` is what all workers together may send it on one day.
    `price_per_million` is money per 1,000,000 characters in the newsroom's currency, 0 for free engines.
    `url` replaces the service's address (own instance, or a test server).
    `glossary` gives the terms of a pair of languages, for engines that take glossaries.
    """

    name: str
    url: str = ""
    api_key: str = field(default="", repr=False)
    requests_per_second: float | None = None
    characters_per_second: float | None = None
    price_per_million: float = 0.0
    max_characters_per_day: int | None = None
    timeout: float = 20.0
    concurrency: int = 8
    glossary: Callable[[str, str], Sequence[Term]] | None = field(default=None, repr=False, compare=False)

    @property
    def key_digest(self) -> str:
        """Tell one account from another, by address and key, without saying the key."""
        return hashlib.sha256(f"{self.url}\n{self.api_key}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """How much an engine takes in one request."""

    texts: int
    characters: int


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """One segment to draft. `shapes` are its own tags; `protected` are words that must come back as they are.

    `terms` are words of the text and what must stand for each in the translation, for engines that take no glossary.
    """

    text: str
    shapes: tuple[TagShape, ...] = ()
    protected: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A validated answer: a text with the segment's own tags, well nested. `warnings` go to the translator."""

    text: str
    engine: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoDraft:
    """Why an engine gave no usable answer for one segment. `permanent`: asking the same engine again is of no use.

    `retry_after` is in seconds, from now, where the engine named it. `budget`: it was not sent, because this budget has
    no room for it.
    """

    reason: str
    engine: str
    permanent: bool
    retry_after: float | None = None
    budget: Budget | None = None


DraftOutcome = Draft | NoDraft
