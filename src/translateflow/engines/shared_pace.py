"""Pace shared by all workers: moving windows of the `limits` library in Redis, exact over any second.

A limit is a number of tokens within a window; who finds the window full asks again when its oldest token leaves. Redis
away: each process keeps the limits by itself until Redis is back, and says so in the log. No call waits longer than the
client's own time-outs, and while Redis is away it is asked only every few seconds.
"""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock
from typing import TYPE_CHECKING

from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter

from translateflow.engines.pace import LocalPace, Turn

if TYPE_CHECKING:
    from redis import Redis

    from translateflow.model.engine import EngineOptions

log = logging.getLogger(__name__)

AWAY_SECONDS = 5.0
_CHARACTERS, _REQUESTS = "characters", "requests"
_MOST_TOKENS = 500  # Redis stores each token of a window, so characters are counted by the handful
_SHORTEST_WAIT = 0.01
_LONGEST_PERIOD = 60  # seconds within which a rate is held exactly; slower ones are held as one request in so many


@dataclass(frozen=True, slots=True)
class Window:
    """At most `tokens` within `seconds`; a token is worth so many requests or characters."""

    tokens: int
    seconds: int
    worth: int = 1

    def cost(self, amount: int) -> int:
        """Give the tokens an amount costs, all of the window at most: no request is ever too large."""
        return min(self.tokens, max(1, math.ceil(amount / self.worth)))


def plan_request_window(rate: float) -> Window:
    """Give the shortest window of whole seconds that holds a rate of requests exactly: 2.5 a second are 5 in 2."""
    if rate * _LONGEST_PERIOD < 1:
        return Window(1, math.ceil(1 / rate))
    exact = Fraction(rate).limit_denominator(_LONGEST_PERIOD)
    return Window(exact.numerator, exact.denominator)


def plan_character_window(rate: float, largest: int) -> Window:
    """Give the shortest window that has room for the largest request: otherwise that could never be sent."""
    seconds = max(1, math.ceil(largest / rate))
    room = rate * seconds
    worth = max(1, math.ceil(room / _MOST_TOKENS))
    return Window(max(1, int(room / worth)), seconds, worth)


class SharedPace:
    """The limits of one engine and key, for all workers that share a Redis. `largest` is its largest request."""

    def __init__(self, options: EngineOptions, client: Redis, *, largest: int) -> None:
        self._name = options.name
        self._key = f"{options.name}:{options.key_digest}"
        self._local = LocalPace(options)
        windows: list[tuple[str, Window]] = []
        if options.characters_per_second:
            windows.append((_CHARACTERS, plan_character_window(options.characters_per_second, largest)))
        if options.requests_per_second:
            windows.append((_REQUESTS, plan_request_window(options.requests_per_second)))
        self._windows = tuple(
            (RateLimitItemPerSecond(window.tokens, window.seconds, namespace=kind), window) for kind, window in windows
        )
        pool = client.connection_pool
        storage = RedisStorage("redis://", connection_pool=pool, key_prefix="translateflow", wrap_exceptions=True)
        self._limiter = MovingWindowRateLimiter(storage)
        self._lock = Lock()
        self._not_before = 0.0
        self._away_until: float | None = None

    def reserve(self, characters: int, now: float) -> Turn:
        """Take a token of each window, or say when to ask again; what one thread learnt no other asks Redis for."""
        if not self._windows:
            return Turn(0.0)
        with self._lock:  # one at a time: two threads of a process would only get in each other's way
            if self._away_until is not None and now < self._away_until:
                return self._local.reserve(characters, now)
            if now < self._not_before:
                return Turn(max(_SHORTEST_WAIT, self._not_before - now), taken=False)
            return self._ask(characters, now)

    def _ask(self, characters: int, now: float) -> Turn:
        try:
            wait = self._take(characters)
        except StorageError:
            if self._away_until is None:
                log.warning(
                    "Redis does not answer: until it does, each worker keeps the limits of %s alone.", self._name
                )
            self._away_until = now + AWAY_SECONDS
            return self._local.reserve(characters, now)
        if self._away_until is not None:
            self._away_until = None
            log.info("Redis answers again: the limits of %s hold for all workers together.", self._name)
        self._not_before = now + wait
        return Turn(wait, taken=not wait)

    def _take(self, characters: int) -> float:
        """Take from every window; the seconds until it is worth asking again, 0.0 when all was taken.

        Looks before it takes, so that a full window of characters does not cost a request as well.
        """
        costs = [
            (item, window.cost(characters if item.namespace == _CHARACTERS else 1)) for item, window in self._windows
        ]
        for item, cost in costs[:-1]:
            if not self._limiter.test(item, self._key, cost=cost):
                return self._wait_for(item)
        for item, cost in reversed(costs):
            if not self._limiter.hit(item, self._key, cost=cost):
                return self._wait_for(item)
        return 0.0

    def _wait_for(self, item: RateLimitItemPerSecond) -> float:
        reset, _ = self._limiter.get_window_stats(item, self._key)
        return max(_SHORTEST_WAIT, reset - time.time())
