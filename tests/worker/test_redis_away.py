"""Redis away, closed or frozen, at the start or in the middle: said within five seconds, exit code 4, nothing lost."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import read_catalog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.worker.conftest import Stage
    from tests.worker.troupe import Program

SOON = 5.0
BUSY = 20.0  # what a busy machine may take on top for starting Python and for its turns; the alternative is for ever
SENTENCES = 60


def close(stage: Stage) -> None:
    """End Redis without a good-bye."""
    stage.redis.kill()


def freeze(stage: Stage) -> None:
    """Let it accept, and never answer."""
    stage.redis.signal(signal.SIGSTOP)


def bring_back(stage: Stage, way: Callable[[Stage], None]) -> None:
    """End what was done to Redis."""
    if way is close:
        stage.redis.start()
    else:
        stage.redis.signal(signal.SIGCONT)


def exit_code(program: Program, *, within: float) -> int:
    """Wait for the end of a command, and expect it soon."""
    started = time.monotonic()
    code = program.wait(60)
    assert time.monotonic() - started < within, program.said()
    return code


def expect_the_message(program: Program) -> None:
    """One sentence that says what, where and how to go on."""
    said = program.said()
    assert "error: The broker redis://127.0.0.1:" in said
    assert "does not answer" in said
    assert "Nothing is lost: start Redis, then run translateflow jobs resume." in said
    assert "Traceback" not in said


def go_on(stage: Stage) -> None:
    """Resume the job, and find every draft in its place."""
    stage.worker("later", "draft", 2)
    resume = stage.program("resume", "translateflow", "jobs", "resume")
    resume.start()
    assert resume.wait(60) == 0, resume.said()
    sums = stage.newsroom.database.ledger.sums(1)
    assert sums.drafted == sums.items == SENTENCES
    entries = read_catalog(stage.newsroom.catalogs.catalog("bridge", "en"), slug="bridge", language="en").entries
    assert len(entries) == SENTENCES
    assert all(entry.fuzzy and entry.target for entry in entries)
    assert set(stage.engine.asked.values()) == {1}


@pytest.mark.parametrize("way", [close, freeze])
def test_away_at_the_start_is_said_soon_and_the_job_waits(stage: Stage, way: Callable[[Stage], None]) -> None:
    stage.write_release("bridge", SENTENCES)
    way(stage)
    translate = stage.program("translate", "translateflow", "translate")
    translate.start()
    assert exit_code(translate, within=SOON + BUSY) == 4
    expect_the_message(translate)
    bring_back(stage, way)
    go_on(stage)


@pytest.mark.parametrize("way", [close, freeze])
def test_away_in_the_middle_is_said_soon_and_the_job_goes_on(stage: Stage, way: Callable[[Stage], None]) -> None:
    stage.write_release("bridge", SENTENCES)
    may_go_on = threading.Event()
    asked = threading.Event()

    def hold() -> None:
        asked.set()
        assert may_go_on.wait(30)

    stage.engine.may_answer = hold
    stage.worker("drafting", "draft", 1)
    translate = stage.program("translate", "translateflow", "translate")
    translate.start()
    assert asked.wait(30)
    way(stage)
    assert exit_code(translate, within=SOON + BUSY) == 4
    expect_the_message(translate)
    may_go_on.set()
    bring_back(stage, way)
    go_on(stage)


@pytest.mark.parametrize("way", [close, freeze])
def test_a_worker_that_finds_no_redis_says_so_instead_of_waiting(stage: Stage, way: Callable[[Stage], None]) -> None:
    way(stage)
    worker = stage.program("worker", "translateflow", "worker")
    worker.start()
    assert exit_code(worker, within=SOON + BUSY) == 4
    assert "does not answer" in worker.said()
    bring_back(stage, way)


def test_a_moment_without_redis_is_not_worth_a_word(stage: Stage) -> None:
    stage.write_release("bridge", SENTENCES)
    asked = threading.Event()
    stage.engine.may_answer = asked.set
    stage.engine.latency = 1.5
    stage.worker("drafting", "draft", 1)
    translate = stage.program("translate", "translateflow", "translate")
    translate.start()
    assert asked.wait(30)
    stage.redis.kill()
    stage.redis.empty()
    stage.redis.start()
    assert translate.wait(60) == 0, translate.said()
    assert "error" not in translate.said()
