"""The outbox, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.job import Outcome
from translateflow.model.notice import Channel, Event, EventKind, NoticeState
from translateflow.storage.outbox import Addressee, Stage

if TYPE_CHECKING:
    from tests.storage.conftest import Answer, Clock, MakeItems

    from translateflow.storage import Database

ADA = Addressee(Channel.MAIL, "ada@press.example", "desk")
CMS = Addressee(Channel.HOOK, "https://cms.example/hook", "cms")


def _event(key: str = "published:fest:en:1") -> Event:
    return Event(
        key, EventKind.PUBLISHED, slug="fest", language="en", title="Fest", count=5, address="https://x.example/"
    )


def test_an_event_stands_with_its_stage_and_a_notice_for_each_recipient(database: Database) -> None:
    stage = {("fest", "en"): Stage("published", "1")}
    assert database.outbox.record(stage, [(_event(), [ADA, CMS, ADA])]) == 1
    assert database.outbox.stages() == stage
    assert [(each.channel, each.recipient, each.event) for each in database.outbox.newest()] == [
        (Channel.HOOK, CMS.recipient, _event()),
        (Channel.MAIL, ADA.recipient, _event()),
    ]


def test_the_same_event_is_stored_once(database: Database) -> None:
    assert [database.outbox.record({}, [(_event(), [ADA])]) for _ in range(2)] == [1, 0]
    assert len(database.outbox.newest()) == 1


def test_two_senders_never_take_the_same_notice_and_a_dead_ones_comes_back(database: Database, clock: Clock) -> None:
    database.outbox.record({}, [(_event(), [ADA, CMS])])
    first, second = (database.outbox.claim(lease_seconds=60) for _ in range(2))
    assert first
    assert second
    assert first.id != second.id
    assert database.outbox.claim(lease_seconds=60) is None
    database.outbox.note(first, NoticeState.SENT, "250 taken")
    clock.advance(61)
    again = database.outbox.claim(lease_seconds=60)
    assert again
    assert (again.id, again.attempts) == (second.id, 2)
    # What the first sender says now, after its lease, changes nothing.
    database.outbox.note(second, NoticeState.FAILED, "late")
    assert database.outbox.newest(state=NoticeState.FAILED) == []


def test_a_notice_that_failed_is_due_again_when_its_time_comes_or_somebody_says_so(
    database: Database, clock: Clock
) -> None:
    database.outbox.record({}, [(_event(), [ADA])])
    notice = database.outbox.claim(lease_seconds=60)
    assert notice
    database.outbox.note(notice, NoticeState.WAITING, "away", again_after=300)
    assert database.outbox.claim(lease_seconds=60) is None
    clock.advance(300)
    again = database.outbox.claim(lease_seconds=60)
    assert again
    database.outbox.note(again, NoticeState.FAILED, "refused")
    assert database.outbox.claim(lease_seconds=60) is None
    assert database.outbox.retry(again.id) == 1
    fresh = database.outbox.claim(lease_seconds=60)
    assert fresh
    assert (fresh.attempts, fresh.outcome) == (1, "refused")
    database.outbox.note(fresh, NoticeState.SENT, "taken")
    assert database.outbox.retry() == 0


def test_catalogs_are_busy_until_their_drafts_stand_in_them(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job(
        "t", [*make_items(1), *make_items(1, language="uk", outcome=Outcome.KEPT)], engines={}
    )
    assert database.ledger.busy_catalogs() == {("brueckenfest", "en")}
    chunk = database.ledger.claim_chunk("me", lease_seconds=60)
    assert chunk
    database.ledger.record_results(chunk, answer(chunk))
    assert database.ledger.busy_catalogs() == {("brueckenfest", "en")}
    database.ledger.mark_projected([item.id for item in database.ledger.items(job.id)])
    assert database.ledger.busy_catalogs() == frozenset()
