from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.engine import Draft, DraftRequest
from translateflow.model.segment import TagShape
from translateflow.storage import drafts

if TYPE_CHECKING:
    import pytest

    from translateflow.storage import Database

ASKED = DraftRequest("Die <em>Brücke</em> ist offen.", (TagShape("em", paired=True),), ("IntMK",))
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
