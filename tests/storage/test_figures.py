"""The whole ledger in figures, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.job import LedgerFigures, Outcome

if TYPE_CHECKING:
    from tests.storage.conftest import Answer, Clock, MakeItems

    from translateflow.storage import Database


def test_an_empty_ledger_is_all_noughts(database: Database) -> None:
    assert database.ledger.figures() == LedgerFigures({}, {}, 0, 0, 0, 0.0, 0)


def test_items_characters_chunks_and_their_age_are_counted(
    database: Database, make_items: MakeItems, answer: Answer, clock: Clock
) -> None:
    ledger = database.ledger
    ledger.create_job("t", [*make_items(4), *make_items(1, outcome=Outcome.KEPT)], engines={}, chunk_texts=1)
    done = ledger.claim_chunk("me", lease_seconds=60)
    assert done
    ledger.record_results(done, answer(done))
    assert ledger.claim_chunk("me", lease_seconds=60)
    clock.advance(30)
    figures = ledger.figures()
    assert figures.items == {("drafted", "pseudo"): 1, ("kept", ""): 1, ("waiting", ""): 3}
    assert figures.characters == {"pseudo": len(done.items[0].key.text)}
    assert (figures.open_jobs, figures.waiting_chunks, figures.held_chunks) == (1, 2, 1)
    assert (figures.oldest_seconds, figures.lost_leases) == (30.0, 0)


def test_a_lease_that_ends_without_an_answer_is_counted(
    database: Database, make_items: MakeItems, clock: Clock
) -> None:
    database.ledger.create_job("t", make_items(1), engines={})
    database.ledger.claim_chunk("dies", lease_seconds=60)
    clock.advance(61)
    assert database.ledger.figures().waiting_chunks == 1
    database.ledger.claim_chunk("takes over", lease_seconds=60)
    assert database.ledger.figures().lost_leases == 1
