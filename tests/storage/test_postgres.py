"""A PostgreSQL that is frozen, not closed: nothing waits for it without a limit."""

from __future__ import annotations

import signal
import socket
import time
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from tests.worker.troupe import PostgresServer

from translateflow.errors import DatabaseError
from translateflow.storage import open_database, postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import RequireProgram

SECONDS = 8.0


@pytest.fixture
def frozen_port() -> Iterator[int]:
    """Listen on loopback, accept, and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.fixture
def server(require_program: RequireProgram) -> Iterator[PostgresServer]:
    """Run a PostgreSQL that this test may freeze."""
    require_program("initdb", "postgresql")
    made = PostgresServer()
    made.start()
    yield made
    made.kill()
    made.remove()


def test_a_server_that_accepts_and_never_answers_is_told_within_seconds(frozen_port: int) -> None:
    started = time.monotonic()
    with pytest.raises(DatabaseError, match="cannot be reached") as refused:
        open_database(f"postgresql://press@127.0.0.1:{frozen_port}/news")
    assert refused.value.passing
    assert time.monotonic() - started < SECONDS


def test_a_server_that_freezes_between_two_questions_is_given_up_and_taken_up_again(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_database(server.url) as database:
        engine = sa.create_engine(server.url)
        with engine.connect() as other:
            pids = other.execute(sa.text("select pid from pg_stat_activity where datname = 'postgres'")).scalars().all()
        engine.dispose()
        monkeypatch.setattr(postgres, "ANSWER_SECONDS", 1.0)
        frozen = [server.pid, *pids]
        server.signal(frozen, signal.SIGSTOP)
        started = time.monotonic()
        with pytest.raises(DatabaseError, match="cannot be reached") as refused:
            database.ledger.jobs()
        assert time.monotonic() - started < SECONDS
        assert refused.value.passing
        server.signal(frozen, signal.SIGCONT)
        assert database.ledger.jobs() == []
