"""One run of the relay: the calls of one `Relay.draft` in one lane, with their retries.

Nothing here raises for what an engine does; everything ends as an outcome with a reason.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.engines.breaker import BreakerRule
from translateflow.engines.calls import guarded_by
from translateflow.engines.seen import CallWatch
from translateflow.errors import EngineError, EngineUnreachableError
from translateflow.model.engine import Draft, NoDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.engines.clock import Clock
    from translateflow.engines.lane import Lane
    from translateflow.engines.seen import CallSeen
    from translateflow.model.engine import DraftOutcome, DraftRequest

STOPPED = "stopped before it was asked"
_NO_TIME = "the time for this draft was over before its turn came"
_UNREACHABLE_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class RelayPolicy:
    """How patient the relay is. Seconds throughout.

    `attempts` per call and engine, two where no connection can be made; back-off doubles from `backoff` up to
    `longest_backoff`, with full jitter. A Retry-After beyond `longest_wait` hands over to the next engine.
    `total` bounds one `draft` over all engines; a call under way then ends by its own time-out.
    """

    attempts: int = 4
    backoff: float = 0.5
    longest_backoff: float = 20.0
    longest_wait: float = 60.0
    total: float = 90.0
    breaker: BreakerRule = field(default_factory=BreakerRule)


@dataclass(slots=True)
class Run:
    """What one `Relay.draft` shares between its threads; every field is changed under `lock`."""

    requests: Sequence[DraftRequest]
    source: str
    target: str
    policy: RelayPolicy
    clock: Clock
    called_off: Callable[[], bool]
    on_call: Callable[[CallSeen], None] | None = None
    outcomes: dict[int, DraftOutcome] = field(default_factory=dict)
    characters: int = 0
    calls: int = 0
    over: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_off(self) -> bool:
        """Whether nothing more may be sent."""
        return self.over or self.called_off()

    def settle(self, indices: Sequence[int], outcomes: Sequence[DraftOutcome]) -> None:
        """Store outcomes, unless the run has ended without them."""
        with self.lock:
            if not self.over:
                self.outcomes.update(zip(indices, outcomes, strict=True))

    def count(self, characters: int) -> None:
        """Count one request sent."""
        with self.lock:
            self.calls += 1
            self.characters += characters


class NoTurnError(EngineError):
    """A request that the guard did not let through: no failure of the engine's. Stays inside `engines`."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason, permanent=False)


@dataclass(frozen=True, slots=True)
class LaneGuard:
    """Paces, counts and stops the requests that an engine sends in this run."""

    run: Run
    lane: Lane
    deadline: float
    watch: CallWatch

    def before_call(self, characters: int) -> None:
        """Wait for this request's turn. Raises EngineError when it does not come in time."""
        run, lane = self.run, self.lane
        self.watch.end()
        now = run.clock.now()
        turn = max(now + lane.pace.reserve(characters, now), lane.resume_at)
        if turn > self.deadline:
            raise NoTurnError(lane.name, _NO_TIME)
        if not run.clock.wait(turn - now, run.is_off):
            raise NoTurnError(lane.name, STOPPED)
        run.count(characters)
        self.watch.begin()


class LaneCall:
    """One call of a run: some requests, drafted by one engine, tried again while that is of use."""

    def __init__(self, run: Run, lane: Lane, indices: Sequence[int], deadline: float) -> None:
        self._run = run
        self._lane = lane
        self._pending = list(indices)
        self._deadline = deadline
        self._unreachable = 0

    def work(self) -> None:
        """Draft until every request has a draft or a final reason, patience is at its end, or the run is stopped."""
        for attempt in range(self._run.policy.attempts):
            refusal = self._wait_for_place()
            if refusal:
                self._give_up(refusal)
                return
            try:
                failure = self._ask()
            finally:
                self._lane.places.release()
            if failure is None or not self._may_try_again(failure, attempt):
                return

    def _wait_for_place(self) -> str:
        """Take one of the engine's places; otherwise say why not."""
        while not self._lane.places.acquire(timeout=0.1):
            if self._run.is_off():
                return STOPPED
            if self._run.clock.now() > self._deadline:
                return "it was busy all the time"
        refusal = STOPPED if self._run.is_off() else self._lane.breaker.refusal(self._run.clock.now())
        if refusal:
            self._lane.places.release()
        return refusal

    def _ask(self) -> NoDraft | None:
        """Ask the engine for what is pending, and keep what it gave; the failure worth another try, None when done."""
        try:
            outcomes = self._draft()
        except EngineError as error:
            if isinstance(error, EngineUnreachableError):
                self._unreachable += 1
            failure = NoDraft(error.reason, self._lane.name, error.permanent, error.retry_after)
            self._run.settle(self._pending, [failure] * len(self._pending))
            if isinstance(error, NoTurnError):
                self._lane.breaker.call_off_trial()
                return None
            return failure
        self._run.settle(self._pending, outcomes)
        if any(isinstance(outcome, Draft) for outcome in outcomes):
            self._lane.breaker.succeeded()
        failures = [outcome for outcome in outcomes if isinstance(outcome, NoDraft)]
        again = [failure for failure in failures if not failure.permanent]
        self._pending = [
            index
            for index, outcome in zip(self._pending, outcomes, strict=True)
            if isinstance(outcome, NoDraft) and not outcome.permanent
        ]
        if again:
            return max(again, key=lambda failure: failure.retry_after or 0.0)
        if failures and len(failures) == len(outcomes):
            self._note_refusal(failures[0])
        return None

    def _note_refusal(self, refusal: NoDraft) -> None:
        """Tell the breaker that the engine refused everything; until when, where it said so (a used up quota)."""
        now = self._run.clock.now()
        until = None if refusal.retry_after is None else now + refusal.retry_after
        self._lane.breaker.failed(refusal.reason, now, at_once=until is not None, until=until)

    def _draft(self) -> list[DraftOutcome]:
        """Call the engine. Raises EngineError, also for what an engine of another package does wrong."""
        run, lane = self._run, self._lane
        requests = [run.requests[index] for index in self._pending]
        if lane.engine is None:
            raise EngineError(lane.name, lane.unusable, permanent=True)
        problem = ""
        watch = CallWatch(lane.name, run.clock, run.on_call)
        with guarded_by(LaneGuard(run, lane, self._deadline, watch)):
            try:
                outcomes = lane.engine.draft(requests, run.source, run.target)
            except EngineError as error:
                watch.end("permanent" if error.permanent else "passing")
                raise
            except Exception as error:  # noqa: BLE001 — a plug-in may raise anything, and its text may hold a key
                problem = f"it broke down ({type(error).__name__})"
        watch.end("permanent" if problem else "")
        if problem or len(outcomes) != len(requests):
            reason = problem or f"it gave {len(outcomes)} outcomes for {len(requests)} segments"
            raise EngineError(lane.name, reason, permanent=True)
        return outcomes

    def _may_try_again(self, failure: NoDraft, attempt: int) -> bool:
        """Tell the breaker, and wait for the next attempt if there is to be one."""
        run, lane = self._run, self._lane
        now = run.clock.now()
        if run.is_off():
            lane.breaker.call_off_trial()
            return False
        hopeless = self._unreachable >= _UNREACHABLE_ATTEMPTS
        pause = failure.retry_after if failure.retry_after is not None else self._backoff(attempt)
        too_long = pause > run.policy.longest_wait or now + pause > self._deadline
        resume = now + pause if failure.retry_after is not None else None
        lane.breaker.failed(failure.reason, now, at_once=hopeless or (too_long and resume is not None), until=resume)
        if failure.permanent or hopeless or too_long or attempt + 1 >= run.policy.attempts:
            return False
        if resume is not None:
            lane.hold_until(resume)
        return run.clock.wait(pause, run.is_off)

    def _backoff(self, attempt: int) -> float:
        """Give the back-off before the next attempt: exponential, with full jitter."""
        policy = self._run.policy
        return min(policy.backoff * 2.0**attempt, policy.longest_backoff) * self._run.clock.jitter()

    def _give_up(self, reason: str) -> None:
        """Leave what is pending with a reason, keeping one that an earlier attempt found."""
        for index in self._pending:
            if index not in self._run.outcomes:
                self._run.settle([index], [NoDraft(reason, self._lane.name, permanent=False)])
