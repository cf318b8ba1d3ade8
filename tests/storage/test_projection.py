from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.job import Outcome
from translateflow.storage import projection

if TYPE_CHECKING:
    import pytest
    from tests.storage.conftest import Answer, MakeItems

    from translateflow.model.job import Job
    from translateflow.storage import Database


def draft_all(database: Database, answer: Answer, job: Job) -> None:
    """Let a worker answer everything."""
    while chunk := database.ledger.claim_chunk("me", lease_seconds=60, job=job.id):
        database.ledger.record_results(chunk, answer(chunk))


def test_results_wait_for_their_catalogs_until_they_are_marked(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    memory = make_items(1, language="uk", outcome=Outcome.MEMORY)
    job = database.ledger.create_job("t", [*make_items(2), *memory], engines={})
    assert database.ledger.unprojected() == [("brueckenfest", "uk")]
    draft_all(database, answer, job)
    assert database.ledger.unprojected(job.id) == [("brueckenfest", "en"), ("brueckenfest", "uk")]
    results = database.ledger.results_to_project("brueckenfest", "en")
    assert [item.outcome for item in results] == [Outcome.DRAFTED, Outcome.DRAFTED]
    database.ledger.mark_projected([item.id for item in results])
    assert database.ledger.results_to_project("brueckenfest", "en") == []
    assert database.ledger.unprojected() == [("brueckenfest", "uk")]


def test_catalogs_of_another_job_are_left_out_when_one_job_is_asked_for(
    database: Database, make_items: MakeItems
) -> None:
    database.ledger.create_job("one", make_items(1, outcome=Outcome.MEMORY), engines={})
    two = database.ledger.create_job("two", make_items(1, slug="marktplatz", outcome=Outcome.MEMORY), engines={})
    assert database.ledger.unprojected(two.id) == [("marktplatz", "en")]


def test_a_draft_that_met_a_persons_words_counts_as_kept_and_the_sums_add_up(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(3), engines={})
    draft_all(database, answer, job)
    first, *others = database.ledger.results_to_project("brueckenfest", "en")
    for _ in range(2):
        database.ledger.mark_projected(
            [first.id, *(item.id for item in others)], kept={first.id: "someone translated it meanwhile"}
        )
        sums = database.ledger.sums(job.id)
        assert (sums.drafted, sums.kept, sums.adds_up) == (2, 1, True)
    (kept,) = database.ledger.items(job.id, Outcome.KEPT)
    assert (kept.reason, kept.text) == ("someone translated it meanwhile", first.text)


def test_several_drafts_of_one_catalog_may_make_way_at_once(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(3), engines={})
    draft_all(database, answer, job)
    ids = [item.id for item in database.ledger.items(job.id)]
    database.ledger.mark_projected(ids, kept={ids[0]: "a person was faster", ids[2]: "so was another"})
    assert [item.reason for item in database.ledger.items(job.id, Outcome.KEPT)] == [
        "a person was faster",
        "so was another",
    ]
    assert database.ledger.unprojected() == []


def test_what_stands_in_a_catalog_does_not_become_kept_later(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    job = database.ledger.create_job("t", make_items(1), engines={})
    draft_all(database, answer, job)
    (item,) = database.ledger.items(job.id)
    database.ledger.mark_projected([item.id])
    database.ledger.mark_projected([], kept={item.id: "too late"})
    assert database.ledger.sums(job.id).drafted == 1


def test_marking_does_not_depend_on_how_many_there_are(
    database: Database, make_items: MakeItems, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "_IDS_AT_ONCE", 2)
    job = database.ledger.create_job("t", make_items(5, outcome=Outcome.MEMORY), engines={})
    database.ledger.mark_projected([item.id for item in database.ledger.items(job.id)])
    assert database.ledger.unprojected() == []


def test_the_newest_draft_of_each_segment_is_the_one_for_the_evidence(
    database: Database, make_items: MakeItems, answer: Answer
) -> None:
    database.ledger.create_job("first", make_items(2, outcome=Outcome.MEMORY), engines={})
    second = database.ledger.create_job("second", make_items(1), engines={})
    draft_all(database, answer, second)
    drafts = database.ledger.last_drafts("brueckenfest", "en")
    newest, older = (drafts[item.key] for item in make_items(2))
    assert (newest.job, newest.origin) == (second.id, "pseudo")
    assert (older.outcome, older.text) == (Outcome.MEMORY, "Sentence 1.")
    assert database.ledger.last_drafts("brueckenfest", "uk") == {}
