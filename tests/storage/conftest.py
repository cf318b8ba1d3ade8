"""A database of each kind, empty for each test, and a clock that only tests move."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest
import sqlalchemy as sa

from translateflow.model.job import ItemResult, NewItem, Outcome
from translateflow.model.segment import Key, Role, TagShape
from translateflow.storage import Database, open_database
from translateflow.storage.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translateflow.model.job import Chunk


@dataclass
class Clock:
    """Seconds since the epoch, as the test says."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty database once: a copy is ten times faster than a migration."""
    path = tmp_path_factory.mktemp("template") / "state.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[sa.Engine]:
    """Give a connection that empties the session's PostgreSQL between tests."""
    open_database(postgres_url).close()
    engine = sa.create_engine(postgres_url, pool_pre_ping=True)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the URL of an empty SQLite database, tables made."""
    shutil.copy(sqlite_template, tmp_path / "state.db")
    return f"sqlite:///{tmp_path / 'state.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of an empty database, tables made, of each kind in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    engine: sa.Engine = request.getfixturevalue("postgres_engine")
    with engine.begin() as connection:
        tables = ", ".join(table.name for table in metadata.sorted_tables)
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def database(database_url: str, clock: Clock) -> Iterator[Database]:
    with open_database(database_url, clock=clock) as opened:
        yield opened


@pytest.fixture
def sqlite_database(sqlite_url: str, clock: Clock) -> Iterator[Database]:
    """Give a database for what does not depend on the kind."""
    with open_database(sqlite_url, clock=clock) as opened:
        yield opened


class MakeItems(Protocol):
    """Plan items of one release."""

    def __call__(
        self, count: int, *, language: str = "en", slug: str = "brueckenfest", outcome: Outcome = Outcome.WAITING
    ) -> list[NewItem]: ...


@pytest.fixture
def make_items() -> MakeItems:
    def make(
        count: int, *, language: str = "en", slug: str = "brueckenfest", outcome: Outcome = Outcome.WAITING
    ) -> list[NewItem]:
        return [
            NewItem(
                slug=slug,
                source_language="de",
                language=language,
                key=Key(Role.TEXT, f"Satz <a1>Nummer</a1> {number}.<br/>"),
                shapes=(TagShape("a1", paired=True), TagShape("br", paired=False)),
                outcome=outcome,
                text="" if outcome is Outcome.WAITING else f"Sentence {number}.",
            )
            for number in range(count)
        ]

    return make


class Answer(Protocol):
    """Draft every item of a chunk, or give them another outcome."""

    def __call__(self, chunk: Chunk, outcome: Outcome = Outcome.DRAFTED, reason: str = "") -> list[ItemResult]: ...


@pytest.fixture
def answer() -> Answer:
    def make(chunk: Chunk, outcome: Outcome = Outcome.DRAFTED, reason: str = "") -> list[ItemResult]:
        return [
            ItemResult(item.id, outcome, f"EN {item.key.text}", "pseudo", reason, ("a warning",), len(item.key.text))
            for item in chunk.items
        ]

    return make
