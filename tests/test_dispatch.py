from __future__ import annotations

import _thread
import logging
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import pytest

from translateflow.dispatch import Throttle, heartbeat, patiently, run_pool

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 20.0


def claim_from(tasks: SimpleQueue[int]) -> Callable[[], int | None]:
    """Give a claim that takes from a queue."""

    def claim() -> int | None:
        try:
            return tasks.get_nowait()
        except Empty:
            return None

    return claim


def queue_of(count: int) -> SimpleQueue[int]:
    """Queue the numbers below `count`."""
    tasks: SimpleQueue[int] = SimpleQueue()
    for number in range(count):
        tasks.put(number)
    return tasks


def test_everything_is_worked_on_once() -> None:
    done: list[int] = []
    run_pool(claim_from(queue_of(100)), done.append, threads=4, stop=threading.Event())
    assert sorted(done) == list(range(100))


def test_work_goes_on_side_by_side() -> None:
    together = threading.Barrier(3)

    def work(_: int) -> None:
        together.wait(PATIENCE)

    run_pool(claim_from(queue_of(3)), work, threads=3, stop=threading.Event())
    assert not together.broken


def test_nothing_is_claimed_after_the_stop_and_what_was_claimed_is_finished() -> None:
    stop = threading.Event()
    tasks = queue_of(10)
    done: list[int] = []

    def work(task: int) -> None:
        stop.set()
        done.append(task)

    run_pool(claim_from(tasks), work, threads=1, stop=stop)
    assert done == [0]
    assert tasks.qsize() == 9


def test_the_first_failure_stops_the_others_and_is_raised() -> None:
    stop = threading.Event()
    tasks = queue_of(1000)

    def work(task: int) -> None:
        if task == 5:
            message = "engine on fire"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="engine on fire"):
        run_pool(claim_from(tasks), work, threads=4, stop=stop)
    assert stop.is_set()


def test_a_claim_that_fails_is_raised_too() -> None:
    def claim() -> int | None:
        message = "no database"
        raise OSError(message)

    with pytest.raises(OSError, match="no database"):
        run_pool(claim, lambda _: None, threads=2, stop=threading.Event())


def test_an_idle_pool_may_wait_for_more() -> None:
    tasks = queue_of(1)
    done: list[int] = []
    idle = 0

    def on_idle() -> bool:
        nonlocal idle
        idle += 1
        if idle == 1:
            tasks.put(7)
        return idle < 3

    run_pool(claim_from(tasks), done.append, threads=1, stop=threading.Event(), on_idle=on_idle)
    assert (done, idle) == ([0, 7], 3)


def test_an_interrupt_waits_for_what_is_in_flight_and_goes_on_its_way() -> None:
    stop = threading.Event()
    done: list[int] = []

    def work(task: int) -> None:
        _thread.interrupt_main()
        assert stop.wait(PATIENCE)
        done.append(task)

    with pytest.raises(KeyboardInterrupt):
        run_pool(claim_from(queue_of(5)), work, threads=1, stop=stop)
    assert done == [0]


def test_an_interrupt_does_not_wait_for_ever() -> None:
    release, started = threading.Event(), threading.Event()

    def work(_: int) -> None:
        started.set()
        _thread.interrupt_main()
        release.wait(PATIENCE)

    with pytest.raises(KeyboardInterrupt):
        run_pool(claim_from(queue_of(1)), work, threads=1, stop=threading.Event(), grace_seconds=0.05)
    assert started.is_set()
    release.set()


def test_the_heart_beats_while_the_block_runs_and_not_after() -> None:
    beats: SimpleQueue[None] = SimpleQueue()
    with heartbeat(lambda: beats.put(None), every_seconds=0.01):
        beats.get(timeout=PATIENCE)
        beats.get(timeout=PATIENCE)
    assert "heartbeat" not in {thread.name for thread in threading.enumerate()}


def test_a_beat_that_fails_is_logged_and_the_next_one_tried(caplog: pytest.LogCaptureFixture) -> None:
    recovered = threading.Event()
    beats = 0

    def beat() -> None:
        nonlocal beats
        beats += 1
        if beats == 1:
            message = "database restarting"
            raise OSError(message)
        recovered.set()

    with caplog.at_level(logging.WARNING), heartbeat(beat, every_seconds=0.01):
        assert recovered.wait(PATIENCE)
    assert "database restarting" in caplog.text


def test_what_is_away_for_a_moment_is_tried_again() -> None:
    tries: list[int] = []

    def use() -> str:
        tries.append(1)
        if len(tries) < 2:
            raise ConnectionError
        return "there"

    assert patiently(use, passing=lambda error: isinstance(error, OSError), seconds=PATIENCE) == "there"
    assert len(tries) == 2


@pytest.mark.parametrize(("error", "seconds"), [(ValueError("no use"), PATIENCE), (ConnectionError("away"), -1.0)])
def test_patience_ends_with_its_time_and_at_once_for_what_does_not_pass(error: Exception, seconds: float) -> None:
    tries: list[int] = []

    def use() -> None:
        tries.append(1)
        raise error

    with pytest.raises(type(error), match=str(error)):
        patiently(use, passing=lambda error: isinstance(error, OSError), seconds=seconds)
    assert len(tries) == 1


def test_a_throttle_says_once_in_its_time_that_it_is_time() -> None:
    hourly, always = Throttle(3600), Throttle(0)
    assert [hourly.is_time() for _ in range(3)] == [True, False, False]
    assert [always.is_time() for _ in range(3)] == [True, True, True]
