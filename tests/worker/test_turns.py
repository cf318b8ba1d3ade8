"""Who works on what, and when: one wake-up brings every thread, what is due goes first, SIGTERM ends in time."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING

import sqlalchemy as sa

from translateflow.broker import DRAFT_TASK, wake_workers
from translateflow.model.job import NewItem, Outcome
from translateflow.model.segment import Key, Role
from translateflow.storage import schema
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.worker.conftest import Stage

SECONDS = 30.0


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for what comes soon."""
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def void(_: object) -> None:
    """Forget a value."""


def owners(stage: Stage) -> set[str]:
    """Give the processes that hold a lease."""
    engine = sa.create_engine(f"sqlite:///{stage.newsroom.state_folder / 'state.db'}")
    with engine.connect() as connection:
        held = sa.select(schema.chunks.c.owner).where(schema.chunks.c.state == "claimed").distinct()
        found = set(connection.execute(held).scalars())
    engine.dispose()
    return found


def add_backlog(stage: Stage, count: int) -> int:
    """Ask for what nobody waits for; gives the job."""
    texts = [f"Der Vorgang {100_000 + number} ist erledigt." for number in range(count)]
    items = [NewItem("archive", "de", "en", Key(Role.TEXT, text)) for text in texts]
    return stage.newsroom.database.ledger.create_job("archive", items, engines={"en": ("libretranslate",)}).id


def test_one_wake_up_brings_every_free_thread_of_every_worker(stage: Stage) -> None:
    add_backlog(stage, 500)
    together = threading.Barrier(5)  # and this thread
    stage.engine.may_answer = lambda: void(together.wait(SECONDS))
    stage.worker("one", "draft", 2)
    stage.worker("two", "draft", 2)
    wake_workers(stage.newsroom.settings.broker, DRAFT_TASK)
    together.wait(SECONDS)
    assert len(owners(stage)) == 2


def test_a_due_release_overtakes_a_backlog_of_ten_thousand_within_one_chunk(stage: Stage) -> None:
    ledger = stage.newsroom.database.ledger
    archive = add_backlog(stage, 10_000)
    stage.write_release("eilmeldung", 5)
    stage.worker("drafting", "draft", 2)
    wake_workers(stage.newsroom.settings.broker, DRAFT_TASK)
    wait_until(lambda: stage.engine.asked.total() > 100)
    job = run_translate(stage.newsroom, TranslateRequest(due="+5m", wait=False), lambda _: None).job
    before = stage.engine.asked.total()
    wait_until(lambda: not ledger.sums(job).waiting)
    assert ledger.sums(job).drafted == 5
    # What two threads had in hand, and what they took while the job was being handed over to this test.
    assert stage.engine.asked.total() - before <= 4 * 25 + 5
    assert ledger.sums(archive).waiting > 5_000


def test_a_worker_told_to_stop_ends_its_chunk_and_leaves_no_lease(stage: Stage) -> None:
    ledger = stage.newsroom.database.ledger
    job = add_backlog(stage, 200)
    stage.engine.latency = 2.0
    worker = stage.worker("drafting", "draft", 2)
    wake_workers(stage.newsroom.settings.broker, DRAFT_TASK)
    wait_until(lambda: ledger.chunks_in_hand() == 2)
    wait_until(lambda: stage.engine.asked.total() == 50)
    started = time.monotonic()
    worker.kill(signal.SIGTERM)
    assert time.monotonic() - started < 10
    assert ledger.chunks_in_hand() == 0
    assert ledger.sums(job).drafted == 50
    assert stage.engine.asked.total() == 50
    stage.engine.latency = 0.0
    stage.worker("next", "draft", 2)
    wake_workers(stage.newsroom.settings.broker, DRAFT_TASK)
    wait_until(lambda: not ledger.sums(job).waiting)
    assert set(stage.engine.asked.values()) == {1}


def test_a_worker_told_to_stop_returns_what_it_has_not_asked_for_yet(stage: Stage) -> None:
    """A chunk of one call that fails is asked again after a pause; SIGTERM ends the pause, not after the grace time."""
    ledger = stage.newsroom.database.ledger
    job = add_backlog(stage, 25)
    stage.engine.faults, stage.engine.fault_rate = ("wait long",), 1.0
    worker = stage.worker("drafting", "draft", 1)
    wake_workers(stage.newsroom.settings.broker, DRAFT_TASK)
    wait_until(lambda: stage.engine.asked.total() == 25)
    started = time.monotonic()
    worker.kill(signal.SIGTERM)
    assert time.monotonic() - started < 10
    assert ledger.chunks_in_hand() == 0
    assert ledger.sums(job).waiting == 25
    assert not ledger.items(job, Outcome.FAILED)
