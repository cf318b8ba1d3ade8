"""A job of 5,000 segments survives fifty kills of anything at any moment, and pays for next to nothing twice."""

from __future__ import annotations

import os
import secrets
import sys
from typing import TYPE_CHECKING

import pytest
from tests.worker.counting_engine import FAULTS
from tests.worker.drama import TEXTS, Drama
from tests.worker.troupe import PostgresServer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RequireProgram

# CI kills at the same moments every time, people at new ones; who wants those of a failure again sets SEED.
SEED = int(os.environ.get("SEED") or (1 if os.environ.get("CI") else secrets.randbelow(10**6)))
EVERYBODY = (*["worker"] * 4, "redis", "redis, emptied", "dispatcher", "catalogs", "catalogs", "beat")


@pytest.fixture(autouse=True)
def _programs(require_program: RequireProgram) -> None:
    require_program("redis-server")


def see_through(drama: Drama, *victims: str) -> None:
    """Play it to the end and see what must hold."""
    sys.stderr.write(f"SEED={SEED}\n")
    try:
        drama.begin()
        drama.play(victims)
        drama.finish()
        sys.stderr.write(f"killed: {dict(drama.killed)}; texts in hand then: {drama.explained.total()}; ")
        sys.stderr.write(f"texts asked for: {drama.engine.asked.total()} of {TEXTS}; {dict(drama.engine.met)}\n")
        drama.check_ledger()
        drama.check_catalogs()
        drama.check_engine()
    finally:
        drama.end()


def test_fifty_kills_lose_nothing_and_ask_for_nothing_twice_without_reason(tmp_path: Path) -> None:
    see_through(Drama(tmp_path, seed=SEED, kills=50), *EVERYBODY)


def test_a_database_that_is_killed_under_the_workers_loses_nothing(
    tmp_path: Path, require_program: RequireProgram
) -> None:
    require_program("initdb", "postgresql")
    server = PostgresServer()
    see_through(Drama(tmp_path, seed=SEED, kills=12, database=server), "database", "database", *EVERYBODY)
    server.remove()


def test_an_engine_that_misbehaves_in_every_way_breaks_nothing(tmp_path: Path) -> None:
    drama = Drama(tmp_path, seed=SEED, kills=6, faults=FAULTS, engine_timeout=2.0)
    see_through(drama, "worker", "dispatcher", "catalogs")
    assert set(drama.engine.met) == set(FAULTS)
