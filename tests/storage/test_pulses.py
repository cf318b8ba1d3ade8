"""Signs of life, and the database's clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from translateflow.storage import open_database
from translateflow.storage.rows import to_time

if TYPE_CHECKING:
    from tests.storage.conftest import Clock

    from translateflow.storage import Database


def test_the_last_sign_of_life_counts(database: Database, clock: Clock) -> None:
    assert database.pulses.last() == {}
    database.pulses.beat("serve")
    clock.advance(30)
    database.pulses.beat("serve")
    database.pulses.beat("beat")
    assert database.pulses.last() == {"serve": to_time(clock.now), "beat": to_time(clock.now)}


def test_a_server_s_clock_is_compared_with_ours(postgres_url: str) -> None:
    with open_database(postgres_url) as same:
        skew = same.pulses.skew()
    with open_database(postgres_url, clock=lambda: time.time() - 100) as behind:
        ahead = behind.pulses.skew()
    assert skew is not None
    assert ahead is not None
    assert abs(skew) < 2
    assert 98 < ahead < 102


def test_sqlite_has_no_clock_of_its_own(database: Database) -> None:
    if "postgresql" not in database.where:
        assert database.pulses.skew() is None
