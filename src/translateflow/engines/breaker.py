"""The circuit breaker: after failures in a row an engine is left alone for a while, so that not every call waits."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from threading import Lock

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BreakerRule:
    """`failures` in a row open the breaker for `pause` seconds, twice as long each time up to `longest_pause`."""

    failures: int = 4
    pause: float = 30.0
    longest_pause: float = 600.0


@dataclass(slots=True)
class Breaker:
    """One per engine and key. Open: every call is refused with the reason. Then one call is let through to try.

    It reports itself in the log when it opens and when it closes again.
    """

    engine: str
    rule: BreakerRule = field(default_factory=BreakerRule)
    _failures: int = field(default=0, init=False)
    _openings: int = field(default=0, init=False)
    _until: float | None = field(default=None, init=False)
    _trying: bool = field(default=False, init=False)
    _reason: str = field(default="", init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def refusal(self, now: float) -> str:
        """Say why no call may be made now; "" when one may, which is then the trial call of an open breaker."""
        with self._lock:
            if self._until is None:
                return ""
            if now < self._until:
                return f"{self._reason}; left alone for {self._until - now:.0f} more seconds"
            if self._trying:
                return f"{self._reason}; being tried again"
            self._trying = True
            return ""

    def succeeded(self) -> None:
        """Close the breaker."""
        with self._lock:
            was_open = self._until is not None
            self._failures = self._openings = 0
            self._until, self._trying, self._reason = None, False, ""
        if was_open:
            log.info("Engine %s answers again.", self.engine)

    def call_off_trial(self) -> None:
        """Let another call be the trial: this one ended for a reason that is not the engine's."""
        with self._lock:
            self._trying = False

    def failed(self, reason: str, now: float, *, at_once: bool = False, until: float | None = None) -> None:
        """Count a failure. It opens the breaker when it is one too many, when a trial failed, or `at_once`.

        `until` is when the engine itself said it can be asked again.
        """
        with self._lock:
            if self._until is not None and now < self._until:
                # A call that was under way when the breaker opened: it says nothing new.
                self._until = max(self._until, until or 0.0)
                return
            self._failures += 1
            if not (at_once or self._trying or self._failures >= self.rule.failures):
                return
            pause = min(self.rule.pause * 2**self._openings, self.rule.longest_pause)
            self._until = max(now + pause, until or 0.0)
            self._openings += 1
            self._trying = False
            self._reason = reason
            left = self._until - now
        log.warning("Engine %s is left alone for %.0f seconds: %s.", self.engine, left, reason)
