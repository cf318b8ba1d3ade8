"""The circuit breaker: after failures in a row an engine is left alone for a while, so that not every call waits.

What it knows stands on a board. With a board that all workers share they leave an engine alone together, one of them
tries it again for all, and a service's wish for silence (Retry-After) is everybody's.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from translateflow.model.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

TRIAL_SECONDS = 90.0
"""How long the one call that tries again keeps the others waiting; whoever made it may have died."""


@dataclass(frozen=True, slots=True)
class BreakerRule:
    """`failures` in a row open the breaker for `pause` seconds, twice as long each time up to `longest_pause`."""

    failures: int = 4
    pause: float = 30.0
    longest_pause: float = 600.0


class Board(Protocol):
    """Where the standing of one engine with one key is kept. Raises nothing: what it cannot reach it keeps itself."""

    def now(self) -> float:
        """Give the time that the standing's times are measured in, in seconds."""

    def read(self) -> Standing:
        """Give the standing, at most a moment old."""

    def change(self, step: Callable[[Standing], Standing]) -> Standing:
        """Apply a step, no other coming between, and give the result."""


class LocalBoard:
    """A board for the threads of this process."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self._standing = Standing()
        self._lock = Lock()

    def read(self) -> Standing:
        """Give the standing."""
        with self._lock:
            return self._standing

    def change(self, step: Callable[[Standing], Standing]) -> Standing:
        """Apply a step."""
        with self._lock:
            self._standing = step(self._standing)
            return self._standing


@dataclass(slots=True)
class Breaker:
    """One per engine and key. Open: every call is refused with the reason. Then one call is let through to try.

    It reports itself in the log when it opens and when it closes again.
    """

    engine: str
    board: Board
    rule: BreakerRule = field(default_factory=BreakerRule)

    def refusal(self) -> str:
        """Say why no call may be made now; "" when one may, which is then the trial call of an open breaker."""
        now = self.board.now()
        standing = self.board.read()
        if standing.open_until is None:
            return ""
        if now < standing.open_until:
            return f"{standing.reason}; left alone for {standing.open_until - now:.0f} more seconds"
        mine = now + TRIAL_SECONDS
        taken = False

        def take_trial(current: Standing) -> Standing:
            nonlocal taken
            taken = current.open_until is None or (current.open_until <= now and current.trial_until <= now)
            return replace(current, trial_until=mine) if taken and current.open_until is not None else current

        self.board.change(take_trial)
        return "" if taken else f"{standing.reason}; being tried again"

    def is_tried(self) -> bool:
        """Whether somebody's trial call is under way: soon it will be known whether the engine answers again."""
        standing = self.board.read()
        return standing.open_until is not None and standing.trial_until > self.board.now() >= standing.open_until

    def succeeded(self) -> None:
        """Close the breaker."""
        if not (self.board.read().failures or self.board.read().open_until):
            return
        was_open = False

        def close(current: Standing) -> Standing:
            nonlocal was_open
            was_open = current.open_until is not None
            return Standing(resume_at=current.resume_at)

        self.board.change(close)
        if was_open:
            log.info("Engine %s answers again.", self.engine)

    def call_off_trial(self) -> None:
        """Let another call be the trial: this one ended for a reason that is not the engine's."""
        if self.board.read().trial_until:
            self.board.change(lambda current: replace(current, trial_until=0.0))

    def failed(self, reason: str, *, at_once: bool = False, wait: float | None = None) -> None:
        """Count a failure. It opens the breaker when it is one too many, when a trial failed, or `at_once`.

        `wait` is after how many seconds the engine itself said it can be asked again.
        """
        now = self.board.now()
        opened: float | None = None

        def count(current: Standing) -> Standing:
            nonlocal opened
            opened = None
            after = _after_failure(current, self.rule, reason, now, at_once=at_once, wait=wait)
            if after.openings > current.openings and after.open_until is not None:
                opened = after.open_until
            return after

        self.board.change(count)
        if opened is not None:
            log.warning("Engine %s is left alone for %.0f seconds: %s.", self.engine, opened - now, reason)

    def hold(self, seconds: float) -> None:
        """Let nobody ask for so long: the service asked for it."""
        until = self.board.now() + seconds
        self.board.change(lambda current: replace(current, resume_at=max(current.resume_at, until)))

    def held_for(self) -> float:
        """Give for how many seconds the service asked us to be silent, 0 when it did not."""
        return max(0.0, self.board.read().resume_at - self.board.now())


def _after_failure(  # noqa: PLR0913 — what is known of one failure
    current: Standing, rule: BreakerRule, reason: str, now: float, *, at_once: bool, wait: float | None
) -> Standing:
    until = now + wait if wait else 0.0
    resume_at = max(current.resume_at, until)
    if current.open_until is not None and now < current.open_until:
        # A call that was under way when the breaker opened: it says nothing new.
        return replace(current, open_until=max(current.open_until, until), resume_at=resume_at)
    failures = current.failures + 1
    if not (at_once or current.trial_until > now or failures >= rule.failures):
        return replace(current, failures=failures, resume_at=resume_at)
    pause = min(rule.pause * 2**current.openings, rule.longest_pause)
    return Standing(
        failures=failures,
        openings=current.openings + 1,
        open_until=max(now + pause, until),
        resume_at=resume_at,
        reason=reason,
    )


def invite_trial(current: Standing, now: float) -> Standing:
    """Let the next call try at once, because a person asks for it; the silence a service asked for is kept."""
    if current.open_until is None:
        return current
    return replace(current, open_until=min(current.open_until, max(now, current.resume_at)), trial_until=0.0)
