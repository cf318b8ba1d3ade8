from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.storage.sessions import IDLE, LONGEST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.conftest import Clock

    from translateflow.storage import Database

HOUR = 3600.0


@pytest.fixture
def ali(database: Database) -> int:
    return database.accounts.add("Ali", "ali@example.org").id


def test_a_session_opens_its_account_until_it_is_ended(database: Database, ali: int) -> None:
    here = database.sessions.open(ali, address="192.0.2.1", agent="Firefox")
    there = database.sessions.open(ali)
    found = database.sessions.find(here)
    assert found
    assert (found[0].address, found[0].agent, found[1].mail) == ("192.0.2.1", "Firefox", "ali@example.org")
    assert database.sessions.end(ali, found[0].id)
    assert not database.sessions.end(ali, found[0].id)
    assert database.sessions.find(here) is None
    assert database.sessions.find(there)
    assert database.sessions.find("") is None


def test_nobody_ends_the_sessions_of_others(database: Database, ali: int) -> None:
    zoe = database.accounts.add("Zoë", "zoe@example.org").id
    secret = database.sessions.open(ali)
    (session,) = database.sessions.of(ali)
    assert not database.sessions.end(zoe, session.id)
    assert database.sessions.find(secret)


def test_a_session_that_rests_too_long_has_ended(database: Database, ali: int, clock: Clock) -> None:
    secret = database.sessions.open(ali)
    clock.advance(IDLE - HOUR)
    assert database.sessions.find(secret)
    clock.advance(IDLE - HOUR)
    assert database.sessions.find(secret)
    clock.advance(IDLE + HOUR)
    assert database.sessions.find(secret) is None
    assert database.sessions.of(ali) == []


def test_even_a_busy_session_ends_some_day(database: Database, ali: int, clock: Clock) -> None:
    secret = database.sessions.open(ali)
    for _ in range(int(LONGEST / (IDLE / 2)) + 1):
        clock.advance(IDLE / 2)
        database.sessions.find(secret)
    assert database.sessions.find(secret) is None


def test_all_other_sessions_end_together(database: Database, ali: int) -> None:
    kept, *others = (database.sessions.open(ali) for _ in range(3))
    found = database.sessions.find(kept)
    assert found
    assert database.sessions.end_all(ali, but=found[0].id) == 2
    assert [database.sessions.find(secret) is not None for secret in (kept, *others)] == [True, False, False]


def test_a_secret_is_nowhere_in_the_database_file(sqlite_database: Database, tmp_path: Path) -> None:
    ali = sqlite_database.accounts.add("Ali", "ali@example.org").id
    secret = sqlite_database.sessions.open(ali).encode()
    sqlite_database.close()
    assert all(secret not in path.read_bytes() for path in tmp_path.iterdir())
