"""Budgets: counted before anything is sent, and never exceeded by however many workers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from translateflow.model.cost import Budget, Shortage, Spent
from translateflow.storage import open_database
from translateflow.storage.spending import Purse

if TYPE_CHECKING:
    from translateflow.storage import Database

TODAY = "2026-11-22"
FREE = Purse(3, TODAY)


def test_what_is_sent_adds_up_for_job_and_day_by_engine(database: Database) -> None:
    spending = database.spending
    assert [spending.spend(FREE, "deepl", 100), spending.spend(FREE, "google", 7)] == [None, None]
    assert spending.spend(Purse(4, TODAY), "deepl", 20) is None
    assert spending.of_job(3) == (Spent("deepl", 100, 1), Spent("google", 7, 1))
    assert spending.of_day(TODAY) == (Spent("deepl", 120, 2), Spent("google", 7, 1))
    assert spending.of_day("2026-11-23") == ()


def test_the_request_that_would_exceed_the_job_s_budget_is_refused_and_not_counted(database: Database) -> None:
    purse = Purse(3, TODAY, job_limit=100)
    assert database.spending.spend(purse, "deepl", 60) is None
    assert database.spending.spend(purse, "google", 41) == Shortage(Budget.JOB, 100, 40)
    assert database.spending.of_job(3) == (Spent("deepl", 60, 1),)
    assert database.spending.of_day(TODAY) == (Spent("deepl", 60, 1),)
    assert database.spending.spend(purse, "google", 40) is None


def test_the_day_s_budget_holds_for_all_jobs_and_for_one_engine_only(database: Database) -> None:
    spending = database.spending
    assert spending.spend(Purse(3, TODAY, day_limit=50), "deepl", 30) is None
    assert spending.spend(Purse(4, TODAY, day_limit=50), "deepl", 21) == Shortage(Budget.DAY, 50, 20)
    assert spending.spend(Purse(4, TODAY, day_limit=50), "google", 21) is None
    assert spending.spend(Purse(4, "2026-11-23", day_limit=50), "deepl", 21) is None


def test_a_first_request_larger_than_the_budget_is_refused(database: Database) -> None:
    assert database.spending.spend(Purse(3, TODAY, job_limit=10), "deepl", 11) == Shortage(Budget.JOB, 10, 10)
    assert database.spending.of_job(3) == ()


def test_a_budget_set_later_counts_what_was_sent_before(database: Database) -> None:
    database.spending.spend(FREE, "deepl", 90)
    assert database.spending.spend(Purse(3, TODAY, job_limit=100), "deepl", 11) == Shortage(Budget.JOB, 100, 10)


def test_what_could_not_be_sent_is_taken_back(database: Database) -> None:
    purse = Purse(3, TODAY, job_limit=10)
    database.spending.spend(purse, "deepl", 10)
    database.spending.take_back(purse, "deepl", 10)
    assert database.spending.spend(purse, "deepl", 10) is None
    assert database.spending.of_job(3) == (Spent("deepl", 10, 1),)


def test_many_workers_at_once_never_exceed_either_budget(database_url: str) -> None:
    purses = [Purse(job, TODAY, job_limit=300, day_limit=500) for job in (1, 2)]
    start = threading.Barrier(8)

    def work(number: int) -> int:
        with open_database(database_url) as own:
            start.wait(30)
            spent = [own.spending.spend(purses[number % 2], "deepl", 7) is None for _ in range(30)]
            return sum(spent)

    with ThreadPoolExecutor(8) as pool:
        sent = sum(pool.map(work, range(8)))
    with open_database(database_url) as database:
        by_job = [database.spending.of_job(job)[0].characters for job in (1, 2)]
        assert database.spending.of_day(TODAY) == (Spent("deepl", sent * 7, sent),)
    assert max(by_job) <= 300
    assert sum(by_job) == sent * 7
    assert 500 - 7 < sent * 7 <= 500
