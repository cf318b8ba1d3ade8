from __future__ import annotations

import subprocess
import sys
from importlib import resources
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from translateflow.errors import DatabaseError
from translateflow.storage import open_database
from translateflow.storage.migrate import HEAD
from translateflow.storage.schema import metadata

if TYPE_CHECKING:
    from pathlib import Path

_OPEN = """
import sys
from translateflow.storage import open_database
database = open_database(sys.argv[1])
database.audit.record("process", "open", "database")
print("alembic" in sys.modules)
"""


def test_the_newest_revision_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(resources.files("translateflow.storage") / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_migrations_make_exactly_the_tables_of_the_schema(database_url: str) -> None:
    open_database(database_url).close()
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_processes_that_open_a_new_database_at_once_all_succeed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'state.db'}"
    command = [sys.executable, "-c", _OPEN, url]
    opening = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(process.communicate(timeout=60)[1], process.returncode) for process in opening] == [("", 0)] * 3
    with open_database(url) as database:
        assert len(database.audit.records()) == 3


def test_processes_that_open_a_new_postgresql_database_at_once_all_succeed(postgres_url: str) -> None:
    server = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS brand_new")
        connection.exec_driver_sql("CREATE DATABASE brand_new")
    server.dispose()
    url = sa.make_url(postgres_url).set(database="brand_new").render_as_string(hide_password=False)
    command = [sys.executable, "-c", _OPEN, url]
    opening = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(process.communicate(timeout=60)[1], process.returncode) for process in opening] == [("", 0)] * 3
    with open_database(url) as database:
        assert len(database.audit.records()) == 3


def test_a_current_database_is_opened_without_loading_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.db'}"
    open_database(url).close()
    run = subprocess.run([sys.executable, "-c", _OPEN, url], check=True, capture_output=True, text=True, timeout=60)
    assert run.stdout == "False\n"


def test_a_database_of_a_newer_program_is_left_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.db'}"
    open_database(url).close()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(DatabaseError, match=r"was made by a newer translateflow \(schema 9999\)") as caught:
        open_database(url)
    assert "Update translateflow" in caught.value.remedy


def test_a_folder_with_a_percent_sign_or_spaces_is_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "100% der Presse" / "state.db"
    open_database(f"sqlite:///{path}").close()
    assert path.is_file()
