"""How engines stand is the same for every worker, and no change is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.model.standing import Standing
from translateflow.storage import open_database

if TYPE_CHECKING:
    from translateflow.storage import Database


def _one_more(standing: Standing) -> Standing:
    return replace(standing, failures=standing.failures + 1)


def test_who_never_failed_stands_well(database: Database) -> None:
    assert database.standings.read("deepl", "abc") == Standing()
    assert database.standings.all() == {}


def test_a_change_is_seen_by_everybody_for_one_engine_and_key(database: Database) -> None:
    broken = Standing(4, 1, 1000.0, 0.0, 900.0, "it failed")
    assert database.standings.change("deepl", "abc", lambda _: broken) == broken
    assert database.standings.read("deepl", "abc") == broken
    assert database.standings.read("deepl", "other") == Standing()
    assert database.standings.all() == {("deepl", "abc"): broken}


def test_no_failure_is_lost_when_all_fail_at_once(database_url: str) -> None:
    def fail(_: int) -> None:
        with open_database(database_url) as own:
            for _ in range(5):
                own.standings.change("deepl", "abc", _one_more)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(fail, range(6)))
    with open_database(database_url) as database:
        assert database.standings.read("deepl", "abc").failures == 30
