from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import UnknownJobError
from translateflow.model.job import JobState, Outcome

if TYPE_CHECKING:
    from tests.storage.conftest import Answer, Clock, MakeItems

    from translateflow.model.job import Chunk
    from translateflow.storage import Database


def test_a_new_job_waits_with_all_its_items(database: Database, make_items: MakeItems, clock: Clock) -> None:
    job = database.ledger.create_job("three sentences", make_items(3), engines={"en": ["deepl"]})
    assert (job.state, job.title, job.finished) == (JobState.OPEN, "three sentences", None)
    assert job.created == dt.datetime.fromtimestamp(clock.now, dt.UTC)
    assert (job.sums.items, job.sums.waiting) == (3, 3)


def test_items_come_back_as_they_were_planned(database: Database, make_items: MakeItems) -> None:
    planned = make_items(2)
    job = database.ledger.create_job("t", planned, engines={})
    stored = database.ledger.items(job.id)
    assert [(item.key, item.shapes, item.slug, item.language) for item in stored] == [
        (item.key, item.shapes, item.slug, item.language) for item in planned
    ]


def test_a_job_of_which_nothing_waits_is_done_at_once(database: Database, make_items: MakeItems) -> None:
    job = database.ledger.create_job("from memory", make_items(2, outcome=Outcome.MEMORY), engines={})
    assert (job.state, job.sums.memory) == (JobState.DONE, 2)
    assert job.finished == job.created
    assert database.ledger.claim_chunk("me", lease_seconds=60) is None


def test_a_job_without_items_is_done_and_adds_up(database: Database) -> None:
    job = database.ledger.create_job("nothing", [], engines={})
    assert job.state is JobState.DONE
    assert job.sums.adds_up


def test_cancelling_ends_what_waits_and_keeps_what_was_drafted(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(4), engines={}, chunk_texts=2)
    first = database.ledger.claim_chunk("me", lease_seconds=60)
    assert first is not None
    database.ledger.record_results(first, answer(first))
    assert database.ledger.cancel(job.id) == 2
    after = database.ledger.job(job.id)
    assert (after.state, after.sums.drafted, after.sums.cancelled) == (JobState.CANCELLED, 2, 2)
    assert database.ledger.claim_chunk("me", lease_seconds=60) is None


def test_an_answer_that_comes_after_the_cancellation_changes_nothing(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(2), engines={})
    chunk = database.ledger.claim_chunk("me", lease_seconds=60)
    assert chunk is not None
    database.ledger.cancel(job.id)
    assert not database.ledger.record_results(chunk, answer(chunk))
    assert database.ledger.sums(job.id).cancelled == 2


def test_a_finished_job_cannot_be_cancelled(database: Database, make_items: MakeItems) -> None:
    job = database.ledger.create_job("t", make_items(1, outcome=Outcome.KEPT), engines={})
    assert database.ledger.cancel(job.id) == 0
    assert database.ledger.job(job.id).state is JobState.DONE


def test_failed_items_can_be_tried_again_and_the_job_opens_again(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(3), engines={"en": ["deepl"]}, chunk_texts=2)
    while chunk := database.ledger.claim_chunk("me", lease_seconds=60):
        database.ledger.record_results(chunk, answer(chunk, Outcome.FAILED, "quota used up"), calls=1)
    assert database.ledger.job(job.id).state is JobState.DONE
    assert database.ledger.retry_failed(job.id) == 3
    again = database.ledger.job(job.id)
    assert (again.state, again.finished, again.sums.waiting) == (JobState.OPEN, None, 3)
    sent_before = again.sums.characters
    chunk = database.ledger.claim_chunk("me", lease_seconds=60)
    assert chunk is not None
    assert (chunk.attempt, len(chunk.items), chunk.engines) == (1, 2, ("deepl",))
    database.ledger.record_results(chunk, answer(chunk), calls=1)
    sums = database.ledger.sums(job.id)
    assert (sums.drafted, sums.waiting, sums.engine_calls) == (2, 1, 3)
    assert sums.characters > sent_before


def test_an_items_own_deadline_goes_before_that_of_the_job_and_is_kept_when_it_is_tried_again(
    database: Database, make_items: MakeItems, answer: Answer, clock: Clock
) -> None:
    soon = dt.datetime.fromtimestamp(clock.now + 60, dt.UTC)
    urgent = [replace(item, deadline=soon) for item in make_items(1, slug="eilmeldung")]
    later = soon + dt.timedelta(days=1)
    job = database.ledger.create_job("t", [*make_items(1), *urgent], engines={}, deadline=later)
    for _ in range(2):
        first = claim(database)
        assert [item.slug for item in first.items] == ["eilmeldung"]
        second = claim(database)
        for chunk in (first, second):
            database.ledger.record_results(chunk, answer(chunk, Outcome.FAILED, "no engine"))
        assert database.ledger.retry_failed(job.id) == 2


def claim(database: Database) -> Chunk:
    """Claim the next chunk, which there is."""
    chunk = database.ledger.claim_chunk("me", lease_seconds=60)
    assert chunk is not None
    return chunk


def test_nothing_is_tried_again_where_nothing_failed_or_the_job_was_cancelled(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(2), engines={}, chunk_texts=1)
    assert database.ledger.retry_failed(job.id) == 0
    chunk = database.ledger.claim_chunk("me", lease_seconds=60)
    assert chunk is not None
    database.ledger.record_results(chunk, answer(chunk, Outcome.FAILED, "no"))
    database.ledger.cancel(job.id)
    assert database.ledger.retry_failed(job.id) == 0


def test_a_job_that_is_not_there_is_named(database: Database) -> None:
    for ask in (
        database.ledger.job,
        database.ledger.sums,
        database.ledger.cancel,
        database.ledger.retry_failed,
    ):
        with pytest.raises(UnknownJobError, match="There is no job 4711"):
            ask(4711)
