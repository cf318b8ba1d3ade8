"""Leases: extended while a chunk is in hand, in a pool and in a Celery worker's threads alike, and no longer."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from translateflow.workflow.draft import Drafter
from translateflow.workflow.leases import Leases
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflow.conftest import EngineServer, House

LEASE = 0.5  # seconds
PATIENCE = 30.0


def pool(drafter: Drafter) -> None:
    """Draft as `translate` and `serve` do."""
    drafter.draft_open(threads=2)


def celery(drafter: Drafter) -> None:
    """Draft as a thread of a Celery worker does."""
    drafter.draft_along(on_claim=lambda: None, on_chunk=lambda: None)
    drafter.close()


@pytest.mark.parametrize("way", [pool, celery])
def test_an_engine_that_takes_longer_than_the_lease_is_waited_for_and_asked_once(
    served_house: House, engine: EngineServer, way: Callable[[Drafter], None]
) -> None:
    newsroom = served_house.newsroom
    job = run_translate(newsroom, TranslateRequest(languages=["en"], wait=False), lambda _: None).job
    asked, go_on = threading.Event(), threading.Event()

    def answer_late() -> None:
        asked.set()
        assert go_on.wait(PATIENCE)

    engine.before_answer = answer_late
    drafter = Drafter(newsroom.database, replace(newsroom.settings, lease_seconds=LEASE))
    thread = threading.Thread(target=way, args=(drafter,))
    thread.start()
    assert asked.wait(PATIENCE)
    pause = threading.Event()
    for _ in range(4):  # twice the lease
        assert newsroom.database.ledger.claim_chunk("a thief", lease_seconds=60) is None
        pause.wait(LEASE / 2)
    go_on.set()
    thread.join(PATIENCE)
    assert newsroom.database.ledger.sums(job).drafted == 5
    assert set(engine.asked.values()) == {1}


def test_a_chunk_that_was_let_go_of_by_an_error_is_not_held_any_longer(served_house: House) -> None:
    newsroom = served_house.newsroom
    run_translate(newsroom, TranslateRequest(languages=["en"], wait=False), lambda _: None)
    ledger = newsroom.database.ledger
    chunk = ledger.claim_chunk("me", lease_seconds=0.5)
    assert chunk is not None
    leases = Leases(ledger, seconds=3600)

    def fail() -> None:
        with leases.held(chunk):
            leases.beat()
            assert ledger.claim_chunk("other", lease_seconds=60) is None
            ledger.extend_leases([chunk], lease_seconds=-1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    leases.beat()
    leases.close()
    taken = ledger.claim_chunk("other", lease_seconds=60)
    assert taken is not None
    assert taken.id == chunk.id
