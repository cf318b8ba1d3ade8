"""What is seen of each request to an engine from outside: how long it took, and whether it failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.engines.clock import Clock


@dataclass(frozen=True, slots=True)
class CallSeen:
    """One request. `seconds` without the wait for its turn; `problem` is "", "passing" or "permanent"."""

    engine: str
    seconds: float
    problem: str = ""


class CallWatch:
    """Times the requests of one call of an engine, which may send several: each begins where the one before ended."""

    def __init__(self, engine: str, clock: Clock, tell: Callable[[CallSeen], None] | None) -> None:
        self._engine = engine
        self._clock = clock
        self._tell = tell
        self._since: float | None = None

    def begin(self) -> None:
        """Note that a request goes out now."""
        self.end()
        self._since = self._clock.now()

    def end(self, problem: str = "") -> None:
        """Note that the answer to the request under way is there, if one is."""
        if self._since is not None and self._tell is not None:
            self._tell(CallSeen(self._engine, self._clock.now() - self._since, problem))
        self._since = None
