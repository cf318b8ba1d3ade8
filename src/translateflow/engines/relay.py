"""The relay: several engines in order, as one that never raises.

It splits requests into calls, runs them at once within each engine's limits, tries again what may work the second
time, leaves an engine alone that keeps failing, and hands over to the next. Share one between all threads of a
process: pace and breaker live here.
"""

from __future__ import annotations

import contextvars
import threading
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from translateflow.engines.breaker import LocalBoard
from translateflow.engines.calls import split_calls
from translateflow.engines.clock import SystemClock
from translateflow.engines.lane import open_lane
from translateflow.engines.pace import LocalPace
from translateflow.engines.relay_run import STOPPED, LaneCall, RelayPolicy, Run
from translateflow.model.cost import Budget
from translateflow.model.engine import Draft, EngineOptions, NoDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.engines.breaker import Board
    from translateflow.engines.clock import Clock
    from translateflow.engines.lane import Lane
    from translateflow.engines.pace import Pace
    from translateflow.engines.protocol import Engine
    from translateflow.engines.purse import Purse
    from translateflow.engines.seen import CallSeen
    from translateflow.model.engine import DraftOutcome, DraftRequest

# After its time-out a call has this long to end before it is left behind.
_LEAVE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class TriedEngine:
    """An engine that did not draft everything, and why, in one clause."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RelayReport:
    """What became of the requests: one outcome each, in order. `characters` and `calls` are what was really sent.

    `tried` names each engine that left something undone, in the order they were asked.
    """

    outcomes: tuple[DraftOutcome, ...]
    characters: int
    calls: int
    tried: tuple[TriedEngine, ...] = ()


class Relay:
    """Engines in order of preference. Raises UnknownEngineError for a name that is none; `draft` never raises.

    Options make the relay build and close the engine itself. `stop` calls off every `draft`; `pace` gives each engine
    its limits and `board` the place where its breaker stands (the defaults keep both in this process); `clock` is for
    tests. `on_call` is told of each request that was sent.
    """

    def __init__(  # noqa: PLR0913 — all but the engines by name
        self,
        engines: Sequence[Engine | EngineOptions],
        *,
        policy: RelayPolicy | None = None,
        stop: threading.Event | None = None,
        pace: Callable[[EngineOptions], Pace] = LocalPace,
        board: Callable[[EngineOptions], Board] | None = None,
        clock: Clock | None = None,
        on_call: Callable[[CallSeen], None] | None = None,
    ) -> None:
        self._policy = policy or RelayPolicy()
        self._clock = clock or SystemClock()
        self._on_call = on_call
        self._stop = stop or threading.Event()
        self._closing = threading.Event()
        self._lanes: list[Lane] = []
        for engine in engines:
            options = engine if isinstance(engine, EngineOptions) else EngineOptions(engine.name)
            kept = board(options) if board else LocalBoard(self._clock.now)
            self._lanes.append(open_lane(engine, pace(options), kept, self._policy.breaker))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def draft(  # noqa: PLR0913 — what to draft, and by name what holds for it
        self,
        requests: Sequence[DraftRequest],
        source: str,
        target: str,
        *,
        order: Sequence[str] | None = None,
        stop: threading.Event | None = None,
        purse: Purse | None = None,
    ) -> RelayReport:
        """Draft segments with the first engine that can, the rest with the next one, and so on.

        `order` picks and orders this relay's engines by name, so that one relay serves languages with different ones.
        Each request is paid from `purse` before it is sent; what it has no room for is not sent.
        Never raises for what engines do; KeyboardInterrupt passes through. Setting `stop` ends every wait at once:
        what is under way is finished, the rest comes back as NoDraft.
        """
        stops = [self._stop, self._closing, *([stop] if stop else [])]
        run = Run(
            requests, source, target, self._policy, self._clock, purse,
            called_off=lambda: any(event.is_set() for event in stops),
            on_call=self._on_call,
        )  # fmt: skip
        reasons: dict[int, list[NoDraft]] = {index: [] for index in range(len(requests))}
        tried: list[TriedEngine] = []
        until = self._clock.now() + self._policy.total
        lanes = self._lanes if order is None else self._ordered(order)
        for place, lane in enumerate(lanes):
            pending = [index for index in reasons if _is_open(run.outcomes.get(index))]
            if not pending:
                break
            failures = self._try_lane(run, lane, pending, self._share(until, len(lanes) - place))
            for index, failure in failures.items():
                reasons[index].append(failure)
            if failures:
                tried.append(TriedEngine(lane.name, _sum_up(failures, len(pending))))
        with run.lock:
            run.over = True
            outcomes = tuple(_final(run.outcomes.get(index), failures) for index, failures in reasons.items())
            return RelayReport(outcomes, run.characters, run.calls, tuple(tried))

    def _ordered(self, order: Sequence[str]) -> list[Lane]:
        by_name = {lane.name: lane for lane in self._lanes}
        return [by_name[name] for name in order if name in by_name]

    def _share(self, until: float, lanes_left: int) -> float:
        """Give an engine's deadline: its equal share of the time left, so that the next one has time, too."""
        now = self._clock.now()
        return now + max(0.0, until - now) / lanes_left

    def _try_lane(self, run: Run, lane: Lane, pending: Sequence[int], deadline: float) -> dict[int, NoDraft]:
        """Draft what is pending with one engine; give what it left undone, with the reasons."""
        refusal = lane.refusal(run.source, run.target)
        if lane.engine is None or refusal:
            return dict.fromkeys(pending, NoDraft(refusal, lane.name, permanent=True))
        for index in pending:
            run.outcomes.pop(index, None)
        costs = [len(run.requests[index].text) for index in pending]
        calls = [
            LaneCall(run, lane, [pending[place] for place in places], deadline)
            for places in split_calls(costs, lane.engine.limits)
        ]
        grace = lane.seconds + _LEAVE_SECONDS
        _run_at_once(run, calls, lane.concurrency, seconds=max(0.0, deadline - self._clock.now()) + grace)
        late = NoDraft(STOPPED if run.called_off() else "no answer came in time", lane.name, permanent=False)
        with run.lock:
            left = {index: run.outcomes.get(index, late) for index in pending}
        return {index: outcome for index, outcome in left.items() if isinstance(outcome, NoDraft)}

    def close(self) -> None:
        """End every wait and close the engines; may be called twice."""
        self._closing.set()
        for lane in self._lanes:
            if lane.engine is not None:
                lane.engine.close()


def _run_at_once(run: Run, calls: Sequence[LaneCall], concurrency: int, *, seconds: float) -> None:
    """Work off calls in daemon threads, so that a call that hangs for ever keeps neither us nor the process's end."""
    waiting = iter(calls)
    taking = threading.Lock()

    def work() -> None:
        while True:
            with taking:
                call = next(waiting, None)
            if call is None:
                return
            call.work()

    threads = [
        # With the context of this thread, so that what is logged there says what it is about.
        threading.Thread(
            target=contextvars.copy_context().run, args=(work,), name=f"translateflow-draft-{number}", daemon=True
        )
        for number in range(min(concurrency, len(calls)))
    ]
    try:
        for thread in threads:
            thread.start()
        until = run.clock.now() + seconds
        for thread in threads:
            # Short joins: a wait without end could not be interrupted from the keyboard on every platform.
            while thread.is_alive() and run.clock.now() < until:
                thread.join(0.5)
    except BaseException:
        # KeyboardInterrupt: what is under way must not start another request.
        run.over = True
        raise


def _sum_up(failures: dict[int, NoDraft], asked: int) -> str:
    """Give the most frequent reason, and how many it holds for when it is not all."""
    reason, _ = Counter(failure.reason for failure in failures.values()).most_common(1)[0]
    return reason if len(failures) == asked else f"{reason} ({len(failures)} of {asked} segments)"


def _is_open(outcome: DraftOutcome | None) -> bool:
    """Whether another engine may help: not where the budget of the whole job has no room."""
    return outcome is None or (isinstance(outcome, NoDraft) and outcome.budget is not Budget.JOB)


def _final(outcome: DraftOutcome | None, failures: Sequence[NoDraft]) -> DraftOutcome:
    """Give a draft as it is; otherwise the last engine's reason, followed by those of the engines before it."""
    if isinstance(outcome, Draft):
        return outcome
    if not failures:
        return NoDraft("none is set for this language: people translate it", "engines", permanent=True)
    *before, last = failures
    if last.budget is Budget.JOB:
        return last
    earlier = "".join(f"; before it {failure.engine}: {failure.reason}" for failure in reversed(before))
    waits = [failure.retry_after for failure in failures if failure.retry_after is not None]
    return NoDraft(
        reason=f"{last.reason}{earlier}",
        engine=last.engine,
        permanent=all(failure.permanent for failure in failures),
        retry_after=min(waits, default=None),
        budget=next((failure.budget for failure in failures if failure.budget), None),
    )
