from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from translateflow.model.job import Chunk, ItemResult, JobState, Outcome
from translateflow.storage import MAX_ATTEMPTS

if TYPE_CHECKING:
    from tests.storage.conftest import Answer, Clock, MakeItems

    from translateflow.storage import Database


def claim(database: Database, owner: str = "me", job: int | None = None) -> Chunk:
    """Claim a chunk that must be there."""
    chunk = database.ledger.claim_chunk(owner, lease_seconds=60, job=job)
    assert chunk is not None
    return chunk


def test_a_chunk_says_all_that_drafting_needs(database: Database, make_items: MakeItems) -> None:
    database.ledger.create_job("t", make_items(2), engines={"en": ["deepl", "google"]})
    chunk = claim(database)
    assert (chunk.source_language, chunk.language, chunk.engines) == ("de", "en", ("deepl", "google"))
    assert (chunk.attempt, chunk.owner, len(chunk.items)) == (1, "me", 2)


def test_a_language_without_engines_is_claimed_with_none(database: Database, make_items: MakeItems) -> None:
    database.ledger.create_job("t", make_items(1), engines={})
    assert claim(database).engines == ()


def test_nobody_gets_a_chunk_that_another_holds(database: Database, make_items: MakeItems) -> None:
    database.ledger.create_job("t", make_items(2), engines={}, chunk_texts=1)
    first, second = claim(database, "one"), claim(database, "two")
    assert first.id != second.id
    assert database.ledger.claim_chunk("three", lease_seconds=60) is None


def test_the_more_urgent_job_overtakes_then_the_earlier_deadline_then_the_older(
    database: Database, make_items: MakeItems
) -> None:
    noon = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
    backlog = database.ledger.create_job("backlog", make_items(1), engines={})
    later = database.ledger.create_job("later", make_items(1), engines={}, deadline=noon + dt.timedelta(hours=1))
    sooner = database.ledger.create_job("sooner", make_items(1), engines={}, deadline=noon)
    breaking = database.ledger.create_job("breaking", make_items(1), engines={}, priority=10)
    claimed = [claim(database).job for _ in range(4)]
    assert claimed == [breaking.id, sooner.id, later.id, backlog.id]


def test_a_claim_can_ask_for_one_job_only(database: Database, make_items: MakeItems) -> None:
    database.ledger.create_job("other", make_items(1), engines={}, priority=5)
    mine = database.ledger.create_job("mine", make_items(1), engines={})
    assert claim(database, job=mine.id).job == mine.id
    assert database.ledger.claim_chunk("me", lease_seconds=60, job=mine.id) is None


def test_a_lease_that_ended_lets_another_have_the_chunk(
    database: Database, make_items: MakeItems, clock: Clock, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(2), engines={})
    lost = claim(database, "slow")
    clock.advance(61)
    taken = claim(database, "quick")
    assert (taken.id, taken.attempt) == (lost.id, 2)
    assert not database.ledger.record_results(lost, answer(lost), calls=1)
    assert database.ledger.record_results(taken, answer(taken), calls=1)
    assert database.ledger.sums(job.id).engine_calls == 1


def test_an_answer_after_the_lease_counts_while_nobody_else_has_the_chunk(
    database: Database, make_items: MakeItems, clock: Clock, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(2), engines={})
    chunk = claim(database)
    clock.advance(3600)
    assert database.ledger.record_results(chunk, answer(chunk))
    assert database.ledger.job(job.id).state is JobState.DONE


def test_an_extended_lease_holds_the_chunk_for_longer(database: Database, make_items: MakeItems, clock: Clock) -> None:
    database.ledger.create_job("t", make_items(2), engines={}, chunk_texts=1)
    chunk = claim(database)
    clock.advance(50)
    assert database.ledger.extend_leases([chunk], lease_seconds=60) == 1
    other = claim(database, "other")
    clock.advance(50)
    assert database.ledger.extend_leases([other], lease_seconds=60) == 1
    clock.advance(20)
    assert claim(database, "third").id == chunk.id
    assert database.ledger.extend_leases([chunk, other], lease_seconds=60) == 1  # the first has another owner now


def test_a_chunk_given_back_is_free_after_the_pause_and_the_attempt_does_not_count(
    database: Database, make_items: MakeItems, clock: Clock
) -> None:
    database.ledger.create_job("t", make_items(1), engines={})
    chunk = claim(database)
    assert database.ledger.give_back(chunk, after_seconds=30)
    assert not database.ledger.give_back(chunk)
    assert database.ledger.claim_chunk("me", lease_seconds=60) is None
    clock.advance(30)
    assert claim(database).attempt == 1


def test_chunks_of_a_dead_owner_are_free_at_once(database: Database, make_items: MakeItems) -> None:
    database.ledger.create_job("t", make_items(3), engines={}, chunk_texts=1)
    dead, living = claim(database, "dead"), claim(database, "living")
    assert database.ledger.release_leases(lambda owner: owner != "dead") == 1
    assert database.ledger.release_leases(lambda _: True) == 0
    again = claim(database, "third")
    assert (again.id, again.attempt) == (dead.id, 2)
    assert database.ledger.extend_leases([living], lease_seconds=60) == 1


def test_whoever_is_at_work_is_counted_until_the_lease_ends(
    database: Database, make_items: MakeItems, clock: Clock
) -> None:
    database.ledger.create_job("t", make_items(2), engines={}, chunk_texts=1)
    assert database.ledger.chunks_in_hand() == 0
    claim(database)
    assert database.ledger.chunks_in_hand() == 1
    clock.advance(3600)
    assert database.ledger.chunks_in_hand() == 0


def test_a_chunk_that_stops_every_worker_is_given_up_with_the_reason(
    database: Database, make_items: MakeItems, clock: Clock
) -> None:
    job = database.ledger.create_job("t", make_items(2), engines={})
    for _ in range(MAX_ATTEMPTS):
        claim(database)
        clock.advance(61)
    assert database.ledger.claim_chunk("me", lease_seconds=60) is None
    after = database.ledger.job(job.id)
    assert (after.state, after.sums.failed) == (JobState.DONE, 2)
    (group,) = database.ledger.failures(job.id)
    assert "given up after 5 attempts" in group.reason


def test_single_results_can_be_recorded_as_they_arrive(
    database: Database, make_items: MakeItems, clock: Clock, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(3), engines={})
    chunk = claim(database)
    assert database.ledger.record_results(chunk, answer(chunk)[:1], calls=1)
    clock.advance(61)
    rest = claim(database, "successor")
    assert rest.items == chunk.items[1:]
    assert database.ledger.record_results(rest, answer(rest), calls=1)
    after = database.ledger.job(job.id)
    assert (after.state, after.sums.drafted, after.sums.engine_calls) == (JobState.DONE, 3, 2)


def test_a_result_that_came_before_is_not_replaced(database: Database, make_items: MakeItems, answer: Answer) -> None:
    job = database.ledger.create_job("t", make_items(2), engines={})
    chunk = claim(database)
    first = answer(chunk)[0]
    database.ledger.record_results(chunk, [first])
    database.ledger.record_results(chunk, [ItemResult(first.item, Outcome.FAILED, reason="late")])
    (stored,) = database.ledger.items(job.id, Outcome.DRAFTED)
    assert (stored.text, stored.origin, stored.warnings) == (first.text, "pseudo", ("a warning",))
    assert database.ledger.record_results(chunk, [])


def test_results_of_another_chunk_are_ignored(database: Database, make_items: MakeItems, answer: Answer) -> None:
    job = database.ledger.create_job("t", make_items(2), engines={}, chunk_texts=1)
    mine, other = claim(database, "me"), claim(database, "other")
    assert database.ledger.record_results(mine, answer(other))
    assert database.ledger.sums(job.id).waiting == 2


def test_a_result_must_be_an_outcome(database: Database, make_items: MakeItems) -> None:
    database.ledger.create_job("t", make_items(1), engines={})
    chunk = claim(database)
    with pytest.raises(ValueError, match="no step leads from waiting to waiting"):
        database.ledger.record_results(chunk, [ItemResult(chunk.items[0].id, Outcome.WAITING)])
