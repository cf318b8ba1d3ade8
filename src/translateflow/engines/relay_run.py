"""One run of the relay: the calls of one `Relay.draft` in one lane, with their retries.

Nothing here raises for what an engine does; everything ends as an outcome with a reason.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translateflow.engines.breaker import BreakerRule
from translateflow.engines.calls import guarded_by
from translateflow.engines.seen import CallWatch
from translateflow.errors import EngineError, EngineUnreachableError, TranslateflowError
from translateflow.model.cost import Budget
from translateflow.model.engine import Draft, NoDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.engines.clock import Clock
    from translateflow.engines.lane import Lane
    from translateflow.engines.purse import Broke, Purse
    from translateflow.engines.seen import CallSeen
    from translateflow.model.engine import DraftOutcome, DraftRequest

STOPPED = "stopped before it was asked"
_NO_TIME = "the time for this draft was over before its turn came"
_UNREACHABLE_ATTEMPTS = 2
_TRIAL_LOOK_SECONDS = 0.2


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
    purse: Purse | None
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

    def count(self, characters: int, calls: int = 1) -> None:
        """Count one request sent."""
        with self.lock:
            self.calls += calls
            self.characters += characters


class NoTurnError(EngineError):
    """A request that the guard did not let through: no failure of the engine's. Stays inside `engines`."""

    def __init__(self, engine: str, reason: str, broke: Broke | None = None) -> None:
        super().__init__(engine, reason, permanent=False)
        self.broke = broke


@dataclass(slots=True)
class LaneGuard:
    """Paces, pays, counts and stops the requests that an engine sends in this run.

    `refused` is the last request that was not let through, `sent` the characters of the last one that was.
    """

    run: Run
    lane: Lane
    deadline: float
    watch: CallWatch
    refused: NoTurnError | None = None
    sent: int = 0

    def before_call(self, characters: int) -> None:
        """Wait for this request's turn and pay for it. Raises EngineError when it must not be sent."""
        self.watch.end()
        self.sent = 0
        try:
            self._wait_for_turn(characters)
            self._pay(characters)
        except NoTurnError as error:
            self.refused = error
            raise
        self.sent = characters
        self.run.count(characters)
        self.watch.begin()

    def not_sent(self) -> None:
        """Take the last request back: no connection could be made."""
        if self.sent:
            self.run.count(-self.sent, calls=0)
            if self.run.purse is not None:
                self.run.purse.take_back(self.lane.name, self.sent)

    def _wait_for_turn(self, characters: int) -> None:
        pace, breaker = self.lane.pace, self.lane.breaker
        while not (turn := pace.reserve(characters, self.run.clock.now())).taken:
            self._wait(turn.seconds)
        self._wait(max(turn.seconds, breaker.held_for()))
        while (held := breaker.held_for()) > 0:
            # Somebody was asked for silence while we waited; nobody breaks it.
            self._wait(held)

    def _wait(self, seconds: float) -> None:
        if self.run.clock.now() + seconds > self.deadline:
            raise NoTurnError(self.lane.name, _NO_TIME)
        if not self.run.clock.wait(seconds, self.run.is_off):
            raise NoTurnError(self.lane.name, STOPPED)

    def _pay(self, characters: int) -> None:
        if self.run.purse is None:
            return
        try:
            broke = self.run.purse.spend(self.lane.name, characters)
        except TranslateflowError as error:
            reason = f"not sent, because it could not be written down first: {error}"
            raise NoTurnError(self.lane.name, reason) from error
        if broke is not None:
            raise NoTurnError(self.lane.name, broke.reason, broke)


class LaneCall:
    """One call of a run: some requests, drafted by one engine, tried again while that is of use."""

    def __init__(self, run: Run, lane: Lane, indices: Sequence[int], deadline: float) -> None:
        self._run = run
        self._lane = lane
        self._pending = list(indices)
        self._deadline = deadline
        self._guard = self._make_guard()
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
            if failure is None:
                self._work_in_halves()
                return
            if not self._may_try_again(failure, attempt):
                return

    def _make_guard(self) -> LaneGuard:
        watch = CallWatch(self._lane.name, self._run.clock, self._run.on_call)
        return LaneGuard(self._run, self._lane, self._deadline, watch)

    def _work_in_halves(self) -> None:
        """Send what a budget still has room for, where it had none for all of this call at once."""
        refused = self._guard.refused
        texts = [len(self._run.requests[index].text) for index in self._pending]
        if refused is None or refused.broke is None or len(texts) <= 1 or min(texts) > refused.broke.left:
            return
        middle = len(self._pending) // 2
        for half in (self._pending[:middle], self._pending[middle:]):
            LaneCall(self._run, self._lane, half, self._deadline).work()

    def _wait_for_place(self) -> str:
        """Take one of the engine's places; otherwise say why not."""
        while not self._lane.places.acquire(timeout=0.1):
            if self._run.is_off():
                return STOPPED
            if self._run.clock.now() > self._deadline:
                return "it was busy all the time"
        refusal = STOPPED if self._run.is_off() else self._breaker_refusal()
        if refusal:
            self._lane.places.release()
        return refusal

    def _breaker_refusal(self) -> str:
        """Ask the breaker; while another call tries for all of us, wait for what it finds."""
        breaker, clock = self._lane.breaker, self._run.clock
        until = min(self._deadline, clock.now() + self._lane.seconds)
        while (refusal := breaker.refusal()) and breaker.is_tried() and clock.now() < until:
            if not clock.wait(_TRIAL_LOOK_SECONDS, self._run.is_off):
                return STOPPED
        return refusal

    def _ask(self) -> NoDraft | None:
        """Ask the engine for what is pending, and keep what it gave; the failure worth another try, None when done."""
        try:
            outcomes = self._draft()
        except EngineError as error:
            if isinstance(error, EngineUnreachableError):
                self._unreachable += 1
                self._guard.not_sent()
            failure = NoDraft(error.reason, self._lane.name, error.permanent, error.retry_after)
            outcomes = [failure] * len(self._pending)
        refused = self._guard.refused
        if refused is not None:
            outcomes = [self._name_budget(outcome, refused) for outcome in outcomes]
        self._run.settle(self._pending, outcomes)
        if any(isinstance(outcome, Draft) for outcome in outcomes):
            self._lane.breaker.succeeded()
        self._pending = [
            index
            for index, outcome in zip(self._pending, outcomes, strict=True)
            if isinstance(outcome, NoDraft) and not outcome.permanent
        ]
        if refused is not None:
            self._lane.breaker.call_off_trial()
            return None
        return self._find_failure(outcomes)

    def _name_budget(self, outcome: DraftOutcome, refused: NoTurnError) -> DraftOutcome:
        """Say of what was not sent which budget kept it back; a whole job's is no engine's affair."""
        if refused.broke is None or not isinstance(outcome, NoDraft) or outcome.reason != refused.reason:
            return outcome
        engine = "" if refused.broke.budget is Budget.JOB else self._lane.name
        return replace(outcome, engine=engine, budget=refused.broke.budget)

    def _find_failure(self, outcomes: Sequence[DraftOutcome]) -> NoDraft | None:
        failures = [outcome for outcome in outcomes if isinstance(outcome, NoDraft)]
        again = [failure for failure in failures if not failure.permanent]
        if again:
            return max(again, key=lambda failure: failure.retry_after or 0.0)
        if failures and len(failures) == len(outcomes):
            self._note_refusal(failures[0])
        return None

    def _note_refusal(self, refusal: NoDraft) -> None:
        """Tell the breaker that the engine refused everything; until when, where it said so (a used up quota)."""
        wait = refusal.retry_after
        self._lane.breaker.failed(refusal.reason, at_once=wait is not None, wait=wait)

    def _draft(self) -> list[DraftOutcome]:
        """Call the engine. Raises EngineError, also for what an engine of another package does wrong."""
        run, lane = self._run, self._lane
        requests = [run.requests[index] for index in self._pending]
        if lane.engine is None:
            raise EngineError(lane.name, lane.unusable, permanent=True)
        problem = ""
        self._guard = self._make_guard()
        watch = self._guard.watch
        with guarded_by(self._guard):
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
        told = failure.retry_after
        pause = told if told is not None else self._backoff(attempt)
        too_long = pause > run.policy.longest_wait or now + pause > self._deadline
        lane.breaker.failed(failure.reason, at_once=hopeless or (too_long and told is not None), wait=told)
        if told is not None and not too_long:
            lane.breaker.hold(told)
        if failure.permanent or hopeless or too_long or attempt + 1 >= run.policy.attempts:
            return False
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
