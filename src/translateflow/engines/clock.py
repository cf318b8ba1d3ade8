"""Time and chance as the relay sees them, so that tests can turn the hands."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

# How soon a wait notices that it was called off.
_SLICE_SECONDS = 0.1


class Clock(Protocol):
    """Tells the time, waits, and spreads waits that would end together."""

    def now(self) -> float:
        """Give seconds that only go forward."""

    def wait(self, seconds: float, called_off: Callable[[], bool]) -> bool:
        """Wait so long; False as soon as the wait is called off."""

    def jitter(self) -> float:
        """Give a factor from 0 to 1 for a back-off."""


class SystemClock:
    """The real time."""

    def now(self) -> float:
        """Give the monotonic clock."""
        return time.monotonic()

    def wait(self, seconds: float, called_off: Callable[[], bool]) -> bool:
        """Wait in short slices: what calls it off may be one of several events."""
        until = self.now() + seconds
        while not called_off():
            left = until - self.now()
            if left <= 0:
                return True
            time.sleep(min(left, _SLICE_SECONDS))
        return False

    def jitter(self) -> float:
        """Give any factor: full jitter, so that clients that failed together do not come back together."""
        return random.random()  # noqa: S311 — no secret depends on it
