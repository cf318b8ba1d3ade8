from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from translateflow.errors import DatabaseError, FileAccessError
from translateflow.storage import connect, open_database
from translateflow.storage.connect import Connector, parse_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.storage.conftest import MakeItems

    from translateflow.storage import Database


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Be someone whom file permissions bind, for the test's duration."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_text("This is a press release, not a database. " * 100)
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="is damaged: the file is not a database") as caught:
        open_database(f"sqlite:///{path}")
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_a_database_with_broken_pages_is_called_damaged(tmp_path: Path, make_items: MakeItems) -> None:
    path = tmp_path / "state.db"
    with open_database(f"sqlite:///{path}") as database:
        database.ledger.create_job("t", make_items(500), engines={})
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(DatabaseError, match="is damaged"), open_database(f"sqlite:///{path}") as database:
        database.ledger.items(1)


@pytest.mark.usefixtures("ordinary_user")
def test_a_folder_that_may_not_be_written_is_said_so() -> None:
    with pytest.raises(FileAccessError, match="Permission denied"):
        open_database("sqlite:////newsroom-of-nobody/state.db")


def test_a_database_that_may_not_be_written_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    open_database(f"sqlite:///{path}").close()
    with (
        open_database(f"sqlite:///{path}?mode=ro&uri=true".replace("sqlite:///", "sqlite:///file:")) as database,
        pytest.raises(DatabaseError, match="cannot be written"),
    ):
        database.audit.record("me", "write", "it")


def test_a_folder_in_place_of_the_file_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_full_disk_is_said_so_and_changes_nothing(tmp_path: Path, make_items: MakeItems) -> None:
    with open_database(f"sqlite:///{tmp_path / 'state.db'}") as database:
        job = database.ledger.create_job("small", make_items(1), engines={})
        connector = database.ledger._connector
        with connector.outside_transactions() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DatabaseError, match="the disk is full"):
            database.ledger.create_job("big", make_items(3000), engines={})
        assert [found.id for found in database.ledger.jobs()] == [job.id]


def test_another_writer_that_never_ends_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state.db"
    monkeypatch.setattr(connect, "SQLITE_BUSY_SECONDS", 0.05)
    with open_database(f"sqlite:///{path}") as database, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="in use by another command"):
            database.audit.record("me", "write", "it")
        assert database.audit.records() == []


def test_a_failure_inside_a_transaction_leaves_nothing_of_it(database: Database) -> None:
    connector = database.ledger._connector
    stored = sa.text("INSERT INTO audit (at, who, action, target, detail) VALUES (1, 'a', 'b', 'c', '{}')")

    def write_and_fail() -> None:
        with connector.writing() as connection:
            connection.execute(stored)
            connection.execute(sa.text("SELECT * FROM nowhere"))

    with pytest.raises(DatabaseError, match="reports an error"):
        write_and_fail()
    assert database.audit.records() == []


def test_a_misuse_of_the_library_is_still_one_sentence(database: Database) -> None:
    connector = database.ledger._connector
    with pytest.raises(DatabaseError, match=r"cannot be used \(NoResultFound\)"), connector.reading() as connection:
        connection.execute(sa.text("SELECT 1 WHERE 1 = 0")).one()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "mysql://root@localhost/x",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://u:p@h:port/x",
        "no+such://x",
    ],
)
def test_an_address_we_cannot_use_is_refused_with_one_that_works(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        parse_url(url)
    assert "sqlite:///path/to/state.db" in caught.value.remedy


def test_a_password_is_in_no_message(free_port: int) -> None:
    for url in (
        f"postgresql://press:secret@127.0.0.1:{free_port}/news?sslpassword=secret",
        "oracle://press:secret@host/news?password=secret",
        "postgresql://press:secret@host:bad/news",
    ):
        with pytest.raises(DatabaseError) as caught:
            open_database(url)
        assert "secret" not in str(caught.value)
        assert "secret" not in caught.value.where


def test_a_server_that_does_not_answer_is_out_of_reach(free_port: int) -> None:
    with pytest.raises(DatabaseError, match="cannot be reached"):
        open_database(f"postgresql://press@127.0.0.1:{free_port}/news")


def test_a_database_that_the_server_does_not_have_is_named(postgres_url: str) -> None:
    url = sa.make_url(postgres_url).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(DatabaseError, match="cannot be reached"):
        open_database(url)


def test_a_missing_driver_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match="needs the Python package psycopg") as caught:
        Connector("postgresql://press@127.0.0.1/news")
    assert "pip install" in caught.value.remedy


def end_all_sessions(url: str) -> None:
    """Do to every other connection what a restart of PostgreSQL does."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
        connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) {others}")
    engine.dispose()


def test_a_restart_of_the_server_between_two_calls_is_not_noticed(postgres_url: str) -> None:
    with open_database(postgres_url) as database:
        end_all_sessions(postgres_url)
        database.audit.record("me", "write", "it")


def test_a_restart_in_the_middle_of_a_call_is_said_so_and_the_next_call_works(postgres_url: str) -> None:
    with open_database(postgres_url) as database:
        connector = database.ledger._connector

        def restart_meanwhile() -> None:
            with connector.writing() as connection:
                end_all_sessions(postgres_url)
                connection.execute(sa.text("SELECT 1"))

        with pytest.raises(DatabaseError, match=r"is shutting down or starting|cannot be reached"):
            restart_meanwhile()
        database.audit.record("me", "write", "it")
