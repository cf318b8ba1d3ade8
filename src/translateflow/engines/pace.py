"""Pace: how many requests and characters an engine gets per second, as token buckets."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from translateflow.model.engine import EngineOptions


@dataclass(frozen=True, slots=True)
class Turn:
    """`taken`: it is ours, and comes in so many seconds. Otherwise ask again after them."""

    seconds: float
    taken: bool = True


class Pace(Protocol):
    """Gives out turns. One per engine and key; another implementation may share it between machines."""

    def reserve(self, characters: int, now: float) -> Turn:
        """Take the next turn for one request of so many characters, or say when to ask again."""


@dataclass(slots=True)
class TokenBucket:
    """`rate` tokens a second, at most one second's worth saved up. Taking more than there is makes a debt to wait for.

    So a request larger than the bucket passes, and those after it pay: no request is ever too large.
    """

    rate: float
    _tokens: float = field(init=False)
    _at: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._tokens = max(1.0, self.rate)

    def take(self, tokens: float, now: float) -> float:
        """Take tokens; give the seconds until they are there."""
        if self._at is not None:
            self._tokens = min(max(1.0, self.rate), self._tokens + (now - self._at) * self.rate)
        self._at = now
        self._tokens -= tokens
        # The turn comes when the debt before this request is paid back far enough to carry it.
        return max(0.0, -self._tokens / self.rate)


class LocalPace:
    """The limits of the settings, held in this process. None means no limit."""

    def __init__(self, options: EngineOptions) -> None:
        rates = (options.requests_per_second, options.characters_per_second)
        self._requests, self._characters = (TokenBucket(rate) if rate else None for rate in rates)
        self._lock = Lock()

    def reserve(self, characters: int, now: float) -> Turn:
        """Take one request and its characters from both buckets; give the longer wait."""
        with self._lock:
            waits = [0.0]
            if self._requests is not None:
                waits.append(self._requests.take(1, now))
            if self._characters is not None:
                waits.append(self._characters.take(characters, now))
            return Turn(max(waits))
