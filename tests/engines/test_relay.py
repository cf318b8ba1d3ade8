from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from translateflow.engines import BreakerRule, LocalPace, Probe, Relay, RelayPolicy, TriedEngine
from translateflow.engines.breaker import Breaker, LocalBoard
from translateflow.engines.calls import announce_call
from translateflow.engines.purse import Broke
from translateflow.errors import DatabaseError, EngineError, EngineUnreachableError, UnknownEngineError
from translateflow.model.cost import Budget
from translateflow.model.engine import Draft, DraftRequest, EngineLimits, EngineOptions, NoDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.engines.conftest import StartService

    from translateflow.model.engine import DraftOutcome

REQUESTS = [DraftRequest(f"Bridge {number}") for number in range(6)]


@dataclass
class HandClock:
    """A clock whose waits pass at once, and are remembered."""

    time: float = 1000.0
    waits: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> float:
        with self.lock:
            return self.time

    def wait(self, seconds: float, called_off: Callable[[], bool]) -> bool:
        with self.lock:
            if seconds > 0:
                self.waits.append(seconds)
                self.time += seconds
        return not called_off()

    def jitter(self) -> float:
        return 1.0


@dataclass
class ScriptedEngine:
    """Plays a script, one line a call: an exception to raise, a function of the requests, or None to draft.

    When the script is over it drafts.
    """

    name: str = "fake"
    limits: EngineLimits = field(default_factory=lambda: EngineLimits(texts=50, characters=1000))
    script: deque[object] = field(default_factory=deque)
    calls: list[list[str]] = field(default_factory=list)
    pairs: tuple[str, ...] = ("en-de",)
    closed: int = 0
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def supports(self, source: str, target: str) -> bool:
        return f"{source}-{target}" in self.pairs

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        del source, target
        texts = [request.text for request in requests]
        announce_call(sum(map(len, texts)))
        with self.lock:
            self.calls.append(texts)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            line = self.script.popleft() if self.script else None
        try:
            if isinstance(line, BaseException):
                raise line
            if callable(line):
                outcomes: list[DraftOutcome] = line(requests)
                return outcomes
            return [Draft(text.upper(), self.name) for text in texts]
        finally:
            with self.lock:
                self.at_once -= 1

    def probe(self) -> Probe:
        return Probe(ok=True, message="")

    def close(self) -> None:
        self.closed += 1


def scripted(*script: object, name: str = "fake", **fields: object) -> ScriptedEngine:
    return ScriptedEngine(name=name, script=deque(script), **fields)  # type: ignore[arg-type]  # the dataclass's fields


def slow_down(seconds: float | None = None, name: str = "fake") -> EngineError:
    return EngineError(name, "it asks us to slow down (429)", permanent=False, retry_after=seconds)


def drafts(outcomes: Sequence[DraftOutcome]) -> list[str]:
    return [outcome.text for outcome in outcomes if isinstance(outcome, Draft)]


def reasons(outcomes: Sequence[DraftOutcome]) -> list[str]:
    return [outcome.reason for outcome in outcomes if isinstance(outcome, NoDraft)]


ALL = [request.text.upper() for request in REQUESTS]


def test_requests_are_split_by_the_engines_limits_and_come_back_in_order() -> None:
    engine = scripted(limits=EngineLimits(texts=4, characters=18))
    report = Relay([engine], clock=HandClock()).draft(REQUESTS, "en", "de")
    assert drafts(report.outcomes) == ALL
    assert sorted(engine.calls) == [["Bridge 0", "Bridge 1"], ["Bridge 2", "Bridge 3"], ["Bridge 4", "Bridge 5"]]
    assert (report.calls, report.characters, report.tried) == (3, 48, ())


def test_no_requests_are_no_calls() -> None:
    engine = scripted()
    assert Relay([engine]).draft([], "en", "de").outcomes == ()
    assert engine.calls == []


def test_a_temporary_failure_is_tried_again_with_growing_pauses() -> None:
    clock = HandClock()
    error = EngineError("fake", "it failed with status 500", permanent=False)
    report = Relay([scripted(error, error)], clock=clock).draft(REQUESTS, "en", "de")
    assert drafts(report.outcomes) == ALL
    assert clock.waits == [0.5, 1.0]
    assert report.calls == 3


def test_retry_after_is_waited_for_exactly() -> None:
    clock = HandClock()
    report = Relay([scripted(slow_down(7.0))], clock=clock).draft(REQUESTS, "en", "de")
    assert drafts(report.outcomes) == ALL
    assert sum(clock.waits) == 7.0


def test_a_retry_after_beyond_our_patience_hands_over_and_is_remembered() -> None:
    clock = HandClock()
    first, second = scripted(slow_down(3600.0)), scripted(name="second")
    relay = Relay([first, second], clock=clock)
    report = relay.draft(REQUESTS, "en", "de")
    assert drafts(report.outcomes) == ALL
    assert report.tried == (TriedEngine("fake", "it asks us to slow down (429)"),)
    clock.time += 3000
    assert drafts(relay.draft(REQUESTS, "en", "de").outcomes) == ALL
    assert len(first.calls) == 1
    clock.time += 700
    relay.draft(REQUESTS, "en", "de")
    assert len(first.calls) == 2


def test_the_next_engine_takes_over_what_the_first_left_and_only_that() -> None:
    def all_but_two(requests: Sequence[DraftRequest]) -> list[DraftOutcome]:
        refused = NoDraft("tags were lost in every masking", "fake", permanent=True)
        return [refused if index in {1, 4} else Draft(r.text.upper(), "fake") for index, r in enumerate(requests)]

    second = scripted(name="second")
    report = Relay([scripted(all_but_two), second], clock=HandClock()).draft(REQUESTS, "en", "de")
    assert drafts(report.outcomes) == ALL
    assert second.calls == [["Bridge 1", "Bridge 4"]]
    assert report.tried == (TriedEngine("fake", "tags were lost in every masking (2 of 6 segments)"),)


def test_a_segment_without_answer_is_asked_for_again_alone() -> None:
    def one_empty(requests: Sequence[DraftRequest]) -> list[DraftOutcome]:
        empty = NoDraft("the answer is empty", "fake", permanent=False)
        return [empty, *[Draft(request.text.upper(), "fake") for request in requests[1:]]]

    engine = scripted(one_empty)
    assert drafts(Relay([engine], clock=HandClock()).draft(REQUESTS, "en", "de").outcomes) == ALL
    assert engine.calls[1] == ["Bridge 0"]


def test_when_all_engines_fail_every_reason_is_named_and_nothing_is_raised() -> None:
    first = scripted(EngineError("first", "it refused the key (401)", permanent=True), name="first")
    second = scripted(*[EngineUnreachableError("second", "it cannot be reached")] * 2, name="second")
    report = Relay([first, second], clock=HandClock()).draft(REQUESTS, "en", "de")
    assert set(report.outcomes) == {
        NoDraft("it cannot be reached; before it first: it refused the key (401)", "second", permanent=False)
    }
    assert report.tried == (
        TriedEngine("first", "it refused the key (401)"), TriedEngine("second", "it cannot be reached"),
    )  # fmt: skip


def test_an_unsupported_pair_skips_the_engine_and_says_what_to_do() -> None:
    engine, second = scripted(pairs=()), scripted(name="second")
    report = Relay([engine, second], clock=HandClock()).draft(REQUESTS, "en", "de")
    assert engine.calls == []
    assert drafts(report.outcomes) == ALL
    assert "put another engine into engines.order for de" in report.tried[0].reason


def test_without_an_engine_people_translate() -> None:
    report = Relay([]).draft(REQUESTS[:1], "de", "de-simple")
    assert report.outcomes == (
        NoDraft("none is set for this language: people translate it", "engines", permanent=True),
    )


def test_a_missing_key_is_a_reason_and_a_wrong_name_is_the_callers_error() -> None:
    report = Relay([EngineOptions("deepl")]).draft(REQUESTS[:1], "en", "de")
    assert reasons(report.outcomes) == ["no key is set (api_key_file under [engines.deepl] in translateflow.toml)"]
    with pytest.raises(UnknownEngineError):
        Relay([EngineOptions("goggle")])


def test_one_relay_serves_languages_with_different_orders() -> None:
    first, second = scripted(name="first"), scripted(name="second")
    relay = Relay([first, second], clock=HandClock())
    relay.draft(REQUESTS, "en", "de", order=["second", "unknown"])
    assert (len(first.calls), len(second.calls)) == (0, 1)


def test_the_breaker_opens_reports_itself_and_closes_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "translateflow")
    clock = HandClock()
    engine = scripted(*[EngineUnreachableError("fake", "it cannot be reached")] * 3)
    relay = Relay([engine], clock=clock)
    for _ in range(40):
        assert "it cannot be reached" in relay.draft(REQUESTS, "en", "de").tried[0].reason
    assert len(engine.calls) == 2
    clock.time += 31
    relay.draft(REQUESTS, "en", "de")
    assert len(engine.calls) == 3, "one trial call, which fails"
    clock.time += 31
    relay.draft(REQUESTS, "en", "de")
    assert len(engine.calls) == 3, "the second pause is twice as long"
    clock.time += 31
    assert drafts(relay.draft(REQUESTS, "en", "de").outcomes) == ALL
    assert [record.getMessage() for record in caplog.records] == [
        "Engine fake is left alone for 30 seconds: it cannot be reached.",
        "Engine fake is left alone for 60 seconds: it cannot be reached.",
        "Engine fake answers again.",
    ]


def test_requests_per_second_are_kept_over_calls_and_drafts() -> None:
    clock = HandClock()
    options = EngineOptions("fake", requests_per_second=2.0, concurrency=1)
    engine = scripted(limits=EngineLimits(texts=1, characters=100))

    def pace(_: EngineOptions) -> LocalPace:
        return LocalPace(options)

    relay = Relay([engine], clock=clock, pace=pace)
    relay.draft(REQUESTS, "en", "de")
    relay.draft(REQUESTS, "en", "de")
    assert len(engine.calls) == 12
    assert clock.time - 1000 == pytest.approx(5.0)  # two at once, then ten at two per second


def test_a_limit_that_leaves_no_turn_is_a_reason() -> None:
    options = EngineOptions("fake", characters_per_second=0.5)
    relay = Relay([scripted()], clock=HandClock(), pace=lambda _: LocalPace(options))
    assert "the time for this draft was over" in reasons(relay.draft(REQUESTS, "en", "de").outcomes)[0]


def test_a_plug_in_that_breaks_its_promises_is_a_reason_without_its_words() -> None:
    few: Callable[[Sequence[DraftRequest]], list[DraftOutcome]] = lambda _: []  # noqa: E731 — a line of the script
    broken = scripted(KeyError("sekret"), few, name="broken")
    relay = Relay([broken], clock=HandClock())
    assert reasons(relay.draft(REQUESTS[:1], "en", "de").outcomes) == ["it broke down (KeyError)"]
    assert reasons(relay.draft(REQUESTS[:1], "en", "de").outcomes) == ["it gave 0 outcomes for 1 segments"]


def test_patience_ends() -> None:
    engine = scripted(*[slow_down()] * 10)
    report = Relay([engine], clock=HandClock(), policy=RelayPolicy(attempts=3)).draft(REQUESTS, "en", "de")
    assert len(engine.calls) == 3
    assert reasons(report.outcomes) == ["it asks us to slow down (429)"] * 6


def test_each_engine_gets_its_share_of_the_time() -> None:
    clock = HandClock()
    first = scripted(*[slow_down(20.0)] * 10)
    policy = RelayPolicy(attempts=10, total=90.0, breaker=BreakerRule(failures=99))
    report = Relay([first, scripted(name="second")], clock=clock, policy=policy).draft(REQUESTS, "en", "de")
    assert drafts(report.outcomes) == ALL
    assert clock.time - 1000 <= 45.0


def test_stop_ends_waits_at_once_and_keeps_what_is_there() -> None:
    stop = threading.Event()

    def stop_then_draft(requests: Sequence[DraftRequest]) -> list[DraftOutcome]:
        stop.set()
        return [Draft(request.text.upper(), "fake") for request in requests]

    engine = scripted(stop_then_draft, limits=EngineLimits(texts=2, characters=100))
    relay = Relay([engine], pace=lambda _: LocalPace(EngineOptions("fake", requests_per_second=0.1, concurrency=1)))
    started = time.monotonic()
    report = relay.draft(REQUESTS, "en", "de", stop=stop)
    assert time.monotonic() - started < 5
    assert drafts(report.outcomes) == ALL[:2]
    assert set(reasons(report.outcomes)) == {"stopped before it was asked"}


def test_a_relay_that_is_stopped_or_closed_asks_nobody() -> None:
    stop = threading.Event()
    stop.set()
    engine = scripted()
    assert not drafts(Relay([engine], stop=stop).draft(REQUESTS, "en", "de").outcomes)
    with Relay([engine]) as relay:
        pass
    assert not drafts(relay.draft(REQUESTS, "en", "de").outcomes)
    assert (engine.calls, engine.closed) == ([], 1)


def test_no_more_calls_at_once_than_the_engine_has_places(start_service: StartService) -> None:
    service = start_service("google")
    barrier = threading.Barrier(3)
    seen: list[int] = []

    def translate(text: str) -> str:
        seen.append(barrier.n_waiting)
        barrier.wait(5)
        return text.upper()

    service.translate = translate
    long = [DraftRequest(f"bridge{number} " + "x" * 4000) for number in range(6)]
    with Relay([EngineOptions("google", url=service.url, concurrency=3)]) as relay:
        assert len(drafts(relay.draft(long, "en", "de").outcomes)) == 6
    assert max(seen) <= 2, "three at once: two wait for the third"


def test_a_keyboard_interrupt_passes_through_and_ends_the_run() -> None:
    class Interrupted(HandClock):
        def now(self) -> float:
            if threading.current_thread() is threading.main_thread() and engine.calls:
                raise KeyboardInterrupt
            return super().now()

    engine = scripted(limits=EngineLimits(texts=1, characters=100))
    with pytest.raises(KeyboardInterrupt):
        Relay([engine], clock=Interrupted()).draft(REQUESTS, "en", "de")


def test_a_call_that_never_ends_is_left_behind() -> None:
    forever = threading.Event()

    def hang(requests: Sequence[DraftRequest]) -> list[DraftOutcome]:
        forever.wait(20)
        return [Draft(request.text, "fake") for request in requests]

    class Rushing(HandClock):
        def now(self) -> float:
            return time.monotonic() * 300

    report = Relay([scripted(hang)], clock=Rushing()).draft(REQUESTS[:1], "en", "de")
    assert reasons(report.outcomes) == ["no answer came in time"]
    forever.set()


def test_forty_chunks_without_internet_end_within_seconds() -> None:
    started = time.monotonic()
    with Relay([EngineOptions(name, api_key="k:k", url="http://127.0.0.1:9") for name in ("deepl", "google")]) as relay:
        for _ in range(40):
            report = relay.draft(REQUESTS, "en", "de")
            assert [tried.name for tried in report.tried] == ["deepl", "google"]
    assert time.monotonic() - started < 8


def test_a_trial_that_is_stopped_leaves_the_trial_to_the_next_call() -> None:
    clock = HandClock()
    stop = threading.Event()

    def stop_and_fail(_: Sequence[DraftRequest]) -> list[DraftOutcome]:
        stop.set()
        raise slow_down()

    unreachable = EngineUnreachableError("fake", "it cannot be reached")
    engine = scripted(unreachable, unreachable, stop_and_fail)
    relay = Relay([engine], clock=clock)
    relay.draft(REQUESTS, "en", "de")
    clock.time += 31
    relay.draft(REQUESTS, "en", "de", stop=stop)
    assert drafts(relay.draft(REQUESTS, "en", "de").outcomes) == ALL


def test_a_place_that_never_gets_free_is_a_reason() -> None:
    busy, done = threading.Event(), threading.Event()

    def hold(requests: Sequence[DraftRequest]) -> list[DraftOutcome]:
        busy.set()
        done.wait(10)
        return [Draft(request.text.upper(), "fake") for request in requests]

    stop = threading.Event()
    engine = scripted(hold, *[hold] * 7)
    patient, hurried = RelayPolicy(), RelayPolicy(total=0.05)
    relay = Relay([engine], policy=patient)
    others = [threading.Thread(target=relay.draft, args=(REQUESTS[:1], "en", "de")) for _ in range(8)]
    for other in others:
        other.start()
    assert busy.wait(5)
    while len(engine.calls) < 8:
        done.wait(0.01)
    relay._policy = hurried
    assert reasons(relay.draft(REQUESTS[:1], "en", "de").outcomes) == ["it was busy all the time"]
    relay._policy = patient
    threading.Timer(0.05, stop.set).start()
    assert reasons(relay.draft(REQUESTS[:1], "en", "de", stop=stop).outcomes) == ["stopped before it was asked"]
    done.set()
    for other in others:
        other.join(5)


def test_a_used_up_quota_is_remembered_until_it_comes_back() -> None:
    def used_up(requests: Sequence[DraftRequest]) -> list[DraftOutcome]:
        return [NoDraft("its free quota is used up", "fake", permanent=True, retry_after=3600.0) for _ in requests]

    clock = HandClock()
    engine = scripted(used_up)
    relay = Relay([engine], clock=clock)
    relay.draft(REQUESTS, "en", "de")
    clock.time += 3000
    assert "left alone for 600 more seconds" in reasons(relay.draft(REQUESTS, "en", "de").outcomes)[0]
    clock.time += 601
    assert drafts(relay.draft(REQUESTS, "en", "de").outcomes) == ALL


def test_an_engine_that_refuses_every_text_is_left_alone_too() -> None:
    def refuse(requests: Sequence[DraftRequest]) -> list[DraftOutcome]:
        return [NoDraft("its free quota is used up", "fake", permanent=True) for _ in requests]

    engine = scripted(*[refuse] * 9)
    relay = Relay([engine], clock=HandClock())
    for _ in range(9):
        relay.draft(REQUESTS, "en", "de")
    assert len(engine.calls) == 4


@dataclass
class CountedPurse:
    """A purse with so many characters for the whole job, and so many per engine."""

    job: int = 10_000
    day: dict[str, int] = field(default_factory=dict)

    def spend(self, engine: str, characters: int) -> Broke | None:
        if characters > self.job:
            return Broke(Budget.JOB, self.job, "the job's budget is reached")
        if characters > self.day.get(engine, 10_000):
            return Broke(Budget.DAY, self.day[engine], "today's budget is reached")
        self._pay(engine, characters)
        return None

    def take_back(self, engine: str, characters: int) -> None:
        self._pay(engine, -characters)

    def _pay(self, engine: str, characters: int) -> None:
        self.job -= characters
        self.day[engine] = self.day.get(engine, 10_000) - characters


def test_what_a_budget_has_room_for_is_sent_and_nothing_more() -> None:
    engine = scripted()
    purse = CountedPurse(job=20)
    report = Relay([engine, scripted(name="second")], clock=HandClock()).draft(REQUESTS, "en", "de", purse=purse)
    assert len(drafts(report.outcomes)) == 2
    assert report.characters == 16 == 20 - purse.job
    kept = [outcome for outcome in report.outcomes if isinstance(outcome, NoDraft)]
    assert {(each.reason, each.engine, each.budget) for each in kept} == {
        ("the job's budget is reached", "", Budget.JOB)
    }


def test_where_a_day_s_budget_is_reached_the_next_engine_takes_over() -> None:
    first, second = scripted(name="first"), scripted(name="second")
    purse = CountedPurse(day={"first": 10})
    report = Relay([first, second], clock=HandClock()).draft(REQUESTS, "en", "de", purse=purse)
    assert drafts(report.outcomes) == ALL
    assert (sum(map(len, first.calls)), sum(map(len, second.calls))) == (1, 5)
    assert report.tried == (TriedEngine("first", "today's budget is reached (5 of 6 segments)"),)


def test_a_budget_that_is_reached_is_no_failure_of_the_engine() -> None:
    engine = scripted()
    relay = Relay([engine], clock=HandClock())
    for _ in range(9):
        relay.draft(REQUESTS, "en", "de", purse=CountedPurse(job=0))
    assert engine.calls == []
    assert drafts(relay.draft(REQUESTS, "en", "de").outcomes) == ALL


def test_second_tries_are_paid_and_what_never_arrived_is_not() -> None:
    failure = EngineError("fake", "it failed with status 500", permanent=False)
    purse = CountedPurse(job=1000)
    report = Relay([scripted(failure)], clock=HandClock()).draft(REQUESTS, "en", "de", purse=purse)
    assert 1000 - purse.job == report.characters == 2 * 48
    unreachable = EngineUnreachableError("fake", "it cannot be reached")
    purse = CountedPurse(job=1000)
    report = Relay([scripted(unreachable)], clock=HandClock()).draft(REQUESTS, "en", "de", purse=purse)
    assert 1000 - purse.job == report.characters == 48


def test_what_cannot_be_written_down_is_not_sent() -> None:
    away = DatabaseError("state.db", "cannot be reached")

    class Away(CountedPurse):
        def spend(self, engine: str, characters: int) -> Broke | None:
            del engine, characters
            raise away

    engine = scripted()
    report = Relay([engine], clock=HandClock()).draft(REQUESTS, "en", "de", purse=Away())
    assert "could not be written down first" in reasons(report.outcomes)[0]
    assert engine.calls == []


def test_while_one_call_tries_again_the_others_wait_for_what_it_finds() -> None:
    clock = HandClock()
    board = LocalBoard(clock.now)
    down = [EngineUnreachableError("fake", "it cannot be reached")] * 2
    engine = scripted(*down)
    relay = Relay([engine], clock=clock, board=lambda _: board)
    relay.draft(REQUESTS, "en", "de")
    clock.time += 31
    Breaker("fake", board).refusal()  # somebody else's trial call
    waited = iter((False, False, True))

    def wait(seconds: float, called_off: Callable[[], bool]) -> bool:
        clock.time += seconds
        if next(waited, False):
            Breaker("fake", board).succeeded()
        return not called_off()

    clock.wait = wait  # type: ignore[method-assign]  # the hands of this one test
    assert drafts(relay.draft(REQUESTS, "en", "de").outcomes) == ALL
