from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.job import ItemResult, JobState, Outcome

if TYPE_CHECKING:
    from tests.storage.conftest import MakeItems

    from translateflow.storage import Database


def test_jobs_are_listed_newest_first_each_with_its_sums(database: Database, make_items: MakeItems) -> None:
    for count in (1, 2, 3):
        database.ledger.create_job(f"job {count}", make_items(count), engines={})
    assert [(job.title, job.sums.items) for job in database.ledger.jobs(limit=2)] == [("job 3", 3), ("job 2", 2)]


def test_jobs_can_be_asked_for_by_state_however_old(database: Database, make_items: MakeItems) -> None:
    waiting = database.ledger.create_job("waits", make_items(1), engines={})
    for _ in range(3):
        database.ledger.create_job("done", make_items(1, outcome=Outcome.MEMORY), engines={})
    assert [job.id for job in database.ledger.jobs(state=JobState.OPEN, limit=2)] == [waiting.id]
    assert len(database.ledger.jobs(limit=None)) == 4


def test_no_job_gives_an_empty_list(database: Database) -> None:
    assert database.ledger.jobs() == []


def test_items_can_be_asked_for_by_outcome(database: Database, make_items: MakeItems) -> None:
    planned = [*make_items(2, outcome=Outcome.KEPT), *make_items(1, language="uk")]
    job = database.ledger.create_job("t", planned, engines={})
    assert [item.language for item in database.ledger.items(job.id, Outcome.WAITING)] == ["uk"]
    assert len(database.ledger.items(job.id)) == 3


def test_failures_are_grouped_by_reason_the_most_frequent_first(database: Database, make_items: MakeItems) -> None:
    job = database.ledger.create_job("t", make_items(3), engines={})
    chunk = database.ledger.claim_chunk("me", lease_seconds=60)
    assert chunk is not None
    reasons = ("a tag was lost", "quota used up", "quota used up")
    results = [ItemResult(item.id, Outcome.FAILED, reason=why) for item, why in zip(chunk.items, reasons, strict=True)]
    database.ledger.record_results(chunk, results)
    groups = database.ledger.failures(job.id)
    assert [(group.reason, len(group.items)) for group in groups] == [("quota used up", 2), ("a tag was lost", 1)]
    assert groups[0].items[0].reason == "quota used up"


def test_open_chunks_are_counted_for_the_queue(database: Database, make_items: MakeItems) -> None:
    job = database.ledger.create_job("t", make_items(4), engines={}, chunk_texts=2)
    database.ledger.create_job("other", make_items(1), engines={})
    assert (database.ledger.open_chunks(), database.ledger.open_chunks(job.id)) == (3, 2)
    database.ledger.claim_chunk("me", lease_seconds=60)
    assert database.ledger.open_chunks(job.id) == 2
    database.ledger.cancel(job.id)
    assert database.ledger.open_chunks(job.id) == 0
