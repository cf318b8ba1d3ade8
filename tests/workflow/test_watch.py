"""Watching a job from the ledger."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import UnknownJobError
from translateflow.model.job import ItemResult, JobState, Outcome
from translateflow.workflow.jobs import newest_job
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workflow.watch import look_at_job, to_json, watch_job

if TYPE_CHECKING:
    from tests.workflow.conftest import House


def _wait_for_workers(house: House) -> int:
    return run_translate(house.newsroom, TranslateRequest(languages=["en"], wait=False), lambda _: None).job


def test_every_change_is_told_once_and_the_last_one_is_over(served_house: House, never: threading.Event) -> None:
    job = _wait_for_workers(served_house)
    ledger = served_house.newsroom.database.ledger
    seen = []
    for progress in watch_job(served_house.newsroom, job, never):
        seen.append((progress.state, progress.sums.done, progress.sums.percent, progress.at_work))
        chunk = ledger.claim_chunk("a worker", lease_seconds=60)
        if chunk is not None:
            ledger.record_results(chunk, [ItemResult(chunk.items[0].id, Outcome.DRAFTED, "Bridge")])
            continue
        held = [item for item in ledger.items(job) if item.outcome is Outcome.WAITING]
        if held:
            ledger.cancel(job)
    assert seen == [(JobState.OPEN, 0, 0, 0), (JobState.OPEN, 1, 20, 1), (JobState.CANCELLED, 5, 100, 0)]


def test_a_job_that_is_over_is_told_once(served_house: House, never: threading.Event) -> None:
    job = run_translate(served_house.newsroom, TranslateRequest(languages=["en"]), lambda _: None).job
    assert [progress.is_over for progress in watch_job(served_house.newsroom, job, never)] == [True]


def test_the_caller_gets_a_turn_when_nothing_happens(served_house: House) -> None:
    job, stop = _wait_for_workers(served_house), threading.Event()
    watched = watch_job(served_house.newsroom, job, stop, repeat_after=0.0)
    assert next(watched) == next(watched)
    stop.set()
    assert list(watched) == []


def test_the_figures_have_the_same_mark_wherever_they_are_looked_at(served_house: House) -> None:
    job = _wait_for_workers(served_house)
    one, other = look_at_job(served_house.newsroom, job), look_at_job(served_house.newsroom, job)
    assert one.mark == other.mark
    assert to_json(one)["waiting"] == 5
    served_house.newsroom.database.ledger.cancel(job)
    assert look_at_job(served_house.newsroom, job).mark != one.mark


def test_an_unknown_job_cannot_be_watched(served_house: House, never: threading.Event) -> None:
    _wait_for_workers(served_house)
    with pytest.raises(UnknownJobError):
        next(watch_job(served_house.newsroom, 99, never))


def test_the_newest_open_job_is_watched_when_none_is_named(served_house: House) -> None:
    assert newest_job(served_house.newsroom) is None
    first, second = _wait_for_workers(served_house), _wait_for_workers(served_house)
    assert newest_job(served_house.newsroom) == second
    served_house.newsroom.database.ledger.cancel(second)
    assert newest_job(served_house.newsroom) == first
    served_house.newsroom.database.ledger.cancel(first)
    assert newest_job(served_house.newsroom) == second
