from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.engine import Draft, DraftRequest
from translateflow.model.segment import TagShape
from translateflow.storage import drafts

if TYPE_CHECKING:
    import pytest
    from tests.storage.conftest import Clock, MakeItems

    from translateflow.model.job import Chunk
    from translateflow.storage import Database

ASKED = DraftRequest("Die <em>Brücke</em> ist offen.", (TagShape("em", paired=True),), ("IntMK",))
LEASE = 60.0
ANSWER = Draft("The <em>bridge</em> is open.", "deepl", ("unknown word",))


def test_what_was_answered_once_is_known_the_next_time(database: Database) -> None:
    database.drafts.remember("deepl", "v1", "de", "en", {ASKED: ANSWER})
    other = DraftRequest("Etwas anderes.")
    assert database.drafts.cached("deepl", "v1", "de", "en", [ASKED, other]) == {ASKED: ANSWER}


def test_any_difference_in_the_question_is_another_question(database: Database) -> None:
    database.drafts.remember("deepl", "v1", "de", "en", {ASKED: ANSWER})
    cached = database.drafts.cached
    assert cached("google", "v1", "de", "en", [ASKED]) == {}
    assert cached("deepl", "v2", "de", "en", [ASKED]) == {}
    assert cached("deepl", "v1", "de-simple", "en", [ASKED]) == {}
    assert cached("deepl", "v1", "de", "uk", [ASKED]) == {}
    assert cached("deepl", "v1", "de", "en", [DraftRequest(ASKED.text, ASKED.shapes)]) == {}
    assert cached("deepl", "v1", "de", "en", [DraftRequest(ASKED.text, (), ASKED.protected)]) == {}


def test_a_newer_answer_replaces_the_older(database: Database) -> None:
    newer = Draft("The <em>bridge</em> has opened.", "deepl")
    database.drafts.remember("deepl", "v1", "de", "en", {ASKED: ANSWER})
    database.drafts.remember("deepl", "v1", "de", "en", {ASKED: newer})
    assert database.drafts.cached("deepl", "v1", "de", "en", [ASKED]) == {ASKED: newer}


def test_nothing_to_remember_is_fine(database: Database) -> None:
    database.drafts.remember("deepl", "v1", "de", "en", {})
    assert database.drafts.cached("deepl", "v1", "de", "en", []) == {}


def test_long_lists_are_asked_for_in_parts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_IDS_AT_ONCE", 2)
    asked = {DraftRequest(f"Satz {number}."): Draft(f"Sentence {number}.", "deepl") for number in range(5)}
    database.drafts.remember("deepl", "v1", "de", "en", asked)
    assert database.drafts.cached("deepl", "v1", "de", "en", list(asked)) == asked


def test_a_question_is_asked_by_one_chunk_at_a_time(database: Database, make_items: MakeItems) -> None:
    first, second = _two_chunks(database, make_items)
    other = DraftRequest("Etwas anderes.")
    assert database.drafts.ask(first, "deepl", "v1", [ASKED]) == {ASKED}
    assert database.drafts.ask(first, "deepl", "v1", [ASKED]) == {ASKED}, "it may ask itself again"
    assert database.drafts.ask(second, "deepl", "v1", [ASKED, other]) == {other}
    database.drafts.asked_no_more(first)
    assert database.drafts.ask(second, "deepl", "v1", [ASKED]) == {ASKED}


def test_a_reservation_ends_with_the_claim_of_its_chunk(
    database: Database, make_items: MakeItems, clock: Clock
) -> None:
    first, second = _two_chunks(database, make_items)
    database.drafts.ask(first, "deepl", "v1", [ASKED])
    clock.advance(LEASE + 1)
    assert database.drafts.ask(second, "deepl", "v1", [ASKED]) == {ASKED}
    third = database.ledger.claim_chunk("three", lease_seconds=LEASE)
    assert third is not None
    assert database.drafts.ask(third, "deepl", "v1", [ASKED]) == {ASKED}, "the second's lease has ended as well"


def test_a_chunk_that_was_given_back_asks_nothing(database: Database, make_items: MakeItems) -> None:
    first, second = _two_chunks(database, make_items)
    database.drafts.ask(first, "deepl", "v1", [ASKED])
    database.ledger.give_back(first)
    assert database.drafts.ask(second, "deepl", "v1", [ASKED]) == {ASKED}


def _two_chunks(database: Database, make_items: MakeItems) -> tuple[Chunk, Chunk]:
    database.ledger.create_job("two", make_items(2), engines={"en": ["deepl"]}, chunk_texts=1)
    first = database.ledger.claim_chunk("one", lease_seconds=LEASE)
    second = database.ledger.claim_chunk("two", lease_seconds=LEASE)
    assert first is not None
    assert second is not None
    return first, second
