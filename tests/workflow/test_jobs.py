"""The ledger of jobs, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import UnknownJobError
from translateflow.model.job import JobState
from translateflow.workflow.jobs import find_job, job_failures, list_jobs, run_cancel, run_resume
from translateflow.workflow.run_jobs import run_jobs
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from tests.workflow.conftest import EngineServer, House


def _start(house: House, *, wait: bool = True) -> int:
    return run_translate(house.newsroom, TranslateRequest(languages=["en"], wait=wait), lambda _: None).job


def test_a_new_newsroom_has_no_jobs_and_gets_no_database_by_asking(house: House) -> None:
    assert list_jobs(house.newsroom) == []
    assert not house.newsroom.has_database


def test_jobs_are_listed_newest_first_with_sums_that_add_up(served_house: House) -> None:
    first, second = _start(served_house), _start(served_house)
    jobs = list_jobs(served_house.newsroom)
    assert [job.id for job in jobs] == [second, first]
    assert all(job.sums.adds_up for job in jobs)


def test_a_cancelled_job_keeps_what_it_has_and_asks_for_nothing_more(served_house: House, engine: EngineServer) -> None:
    job = _start(served_house, wait=False)
    assert run_cancel(served_house.newsroom, job) == 5
    assert find_job(served_house.newsroom, job).state is JobState.CANCELLED
    run_jobs(served_house.newsroom, run_resume(served_house.newsroom, job), lambda _: None)
    assert not engine.asked
    assert find_job(served_house.newsroom, job).sums.adds_up


def test_resuming_by_number_asks_again_for_what_failed(served_house: House, engine: EngineServer) -> None:
    engine.down = True
    job = _start(served_house)
    assert len(job_failures(served_house.newsroom, job)) == 5
    engine.down = False
    report = run_jobs(served_house.newsroom, run_resume(served_house.newsroom, job), lambda _: None)
    assert (report.sums.drafted, report.sums.failed) == (5, 0)


def test_resuming_without_a_number_takes_every_open_job(served_house: House) -> None:
    jobs = [_start(served_house, wait=False), _start(served_house, wait=False)]
    assert run_resume(served_house.newsroom, None) == jobs
    report = run_jobs(served_house.newsroom, jobs, lambda _: None)
    assert report.state is JobState.DONE
    assert report.sums.items == 10


def test_an_unknown_job_is_told(served_house: House) -> None:
    for ask in (find_job, run_cancel, run_resume):
        with pytest.raises(UnknownJobError, match="99"):
            ask(served_house.newsroom, 99)
