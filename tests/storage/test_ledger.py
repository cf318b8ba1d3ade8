"""The ledger's promises, whatever happens: sums add up, nothing recorded is lost, nobody shares a chunk."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from translateflow.dispatch import run_pool
from translateflow.model.job import Chunk, ItemResult, JobState, NewItem, Outcome
from translateflow.model.segment import Key, Role
from translateflow.storage import Database, open_database

if TYPE_CHECKING:
    from tests.storage.conftest import Answer, Clock, MakeItems

LEASE = 60.0


class LedgerMachine(RuleBasedStateMachine):
    """Workers over two connections claim, answer, die, come late; editors cancel, retry; catalogs are written."""

    jobs = Bundle("jobs")
    claims = Bundle("claims")

    _template: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self._now = 1_800_000_000.0
        self._folder = Path(tempfile.mkdtemp(prefix="translateflow-ledger-"))
        if LedgerMachine._template is None:
            template = Path(tempfile.mkdtemp(prefix="translateflow-template-")) / "state.db"
            open_database(f"sqlite:///{template}").close()
            LedgerMachine._template = template
        shutil.copy(LedgerMachine._template, self._folder / "state.db")
        url = f"sqlite:///{self._folder / 'state.db'}"
        self._connections = [open_database(url, clock=lambda: self._now) for _ in range(2)]
        self._recorded: dict[int, str] = {}
        self._items: dict[int, int] = {}

    def _ledger(self, connection: int) -> Database:
        return self._connections[connection]

    @rule(target=jobs, count=st.integers(0, 7), texts=st.integers(1, 3), connection=st.integers(0, 1))
    def create(self, count: int, texts: int, connection: int) -> int:
        items = [NewItem("fest", "de", "en", Key(Role.TEXT, f"Satz {number}")) for number in range(count)]
        ledger = self._ledger(connection).ledger
        job = ledger.create_job("t", items, engines={"en": ["pseudo"]}, chunk_texts=texts).id
        self._items[job] = count
        return job

    @rule(target=claims, connection=st.integers(0, 1), owner=st.sampled_from(["one", "two", "three"]))
    def claim(self, connection: int, owner: str) -> Chunk | None:
        chunk = self._ledger(connection).ledger.claim_chunk(owner, lease_seconds=LEASE)
        if chunk is not None:
            # Nobody else holds it, and nobody is asked for what is known.
            assert not {item.id for item in chunk.items} & self._recorded.keys()
            assert chunk.items
        return chunk

    @rule(chunk=claims, connection=st.integers(0, 1), share=st.integers(1, 3), fails=st.booleans())
    def record(self, chunk: Chunk | None, connection: int, share: int, fails: bool) -> None:
        if chunk is None:
            return
        outcome = Outcome.FAILED if fails else Outcome.DRAFTED
        results = [ItemResult(item.id, outcome, f"text {item.id} {chunk.attempt}") for item in chunk.items[:share]]
        if self._ledger(connection).ledger.record_results(chunk, results, calls=1) and not fails:
            for result in results:
                self._recorded.setdefault(result.item, result.text)

    @rule(chunk=consumes(claims), connection=st.integers(0, 1))
    def give_back(self, chunk: Chunk | None, connection: int) -> None:
        if chunk is not None:
            self._ledger(connection).ledger.give_back(chunk)

    @rule(owner=st.sampled_from(["one", "two", "three"]))
    def die(self, owner: str) -> None:
        self._ledger(0).ledger.release_leases(lambda name: name != owner)

    @rule(seconds=st.sampled_from([1.0, LEASE / 2, LEASE + 1]))
    def wait(self, seconds: float) -> None:
        self._now += seconds

    @rule(job=jobs)
    def cancel(self, job: int) -> None:
        self._ledger(1).ledger.cancel(job)

    @rule(job=jobs)
    def retry(self, job: int) -> None:
        self._ledger(1).ledger.retry_failed(job)

    @rule(keep_first=st.booleans())
    def project(self, keep_first: bool) -> None:
        ledger = self._ledger(0).ledger
        for slug, language in ledger.unprojected():
            results = ledger.results_to_project(slug, language)
            kept = {results[0].id: "a person was faster"} if keep_first else {}
            ledger.mark_projected([item.id for item in results], kept=kept)
        assert ledger.unprojected() == []

    @invariant()
    def every_item_is_counted_once(self) -> None:
        ledger = self._ledger(0).ledger
        for job, count in self._items.items():
            found = ledger.job(job)
            assert found.sums.adds_up
            assert found.sums.items == count
            assert (found.state is JobState.OPEN) == (found.sums.waiting > 0)
            assert (ledger.open_chunks(job) > 0) == (found.sums.waiting > 0)

    @invariant()
    def nothing_recorded_is_lost(self) -> None:
        stored = {item.id: item.text for job in self._items for item in self._ledger(1).ledger.items(job)}
        assert all(stored[item] == text for item, text in self._recorded.items())

    def teardown(self) -> None:
        for connection in self._connections:
            connection.close()
        shutil.rmtree(self._folder)


LedgerMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
test_the_ledger_adds_up_whatever_happens = LedgerMachine.TestCase


def test_many_workers_at_once_draft_everything_exactly_once(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    planned = make_items(120) + make_items(120, language="uk")
    job = database.ledger.create_job("t", planned, engines={}, chunk_texts=4)
    calls: list[int] = []

    def work(chunk: Chunk) -> None:
        calls.extend(item.id for item in chunk.items)
        for result in answer(chunk)[:2]:
            assert database.ledger.record_results(chunk, [result])
        assert database.ledger.record_results(chunk, answer(chunk), calls=1)

    run_pool(
        lambda: database.ledger.claim_chunk(threading.current_thread().name, lease_seconds=LEASE),
        work,
        threads=8,
        stop=threading.Event(),
    )
    after = database.ledger.job(job.id)
    assert (after.state, after.sums.drafted, after.sums.engine_calls) == (JobState.DONE, 240, 60)
    assert sorted(calls) == [item.id for item in database.ledger.items(job.id)]


_WORKER = """
import sys
from translateflow.model.job import ItemResult, Outcome
from translateflow.storage import open_database
ledger = open_database(sys.argv[1]).ledger
while chunk := ledger.claim_chunk("worker", lease_seconds=3600):
    ledger.record_results(chunk, [ItemResult(chunk.items[0].id, Outcome.DRAFTED, "stored")])
    print(chunk.id, flush=True)
    sys.stdin.readline()
    ledger.record_results(chunk, [ItemResult(item.id, Outcome.DRAFTED, "stored") for item in chunk.items])
"""


def test_a_worker_killed_in_the_middle_loses_nothing_that_was_recorded(
    database_url: str, database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(6), engines={}, chunk_texts=3)
    # Its clock is years behind the test's: no obstacle to what is free at once.
    command = [sys.executable, "-c", _WORKER, database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdout.readline()
        worker.stdin.write("\n")
        worker.stdin.flush()
        worker.stdout.readline()
        worker.send_signal(signal.SIGKILL)
    assert database.ledger.sums(job.id).drafted == 4
    assert database.ledger.release_leases(lambda _: False) == 1
    chunk = database.ledger.claim_chunk("successor", lease_seconds=60)
    assert chunk is not None
    assert len(chunk.items) == 2
    database.ledger.record_results(chunk, answer(chunk))
    assert database.ledger.job(job.id).state is JobState.DONE


def test_ten_thousand_items_are_stored_in_a_few_statements(
    sqlite_database: Database, make_items: MakeItems, clock: Clock
) -> None:
    job = sqlite_database.ledger.create_job("big", make_items(10_000), engines={})
    assert (job.sums.waiting, sqlite_database.ledger.open_chunks(job.id)) == (10_000, 400)
    assert job.created.timestamp() == clock.now
