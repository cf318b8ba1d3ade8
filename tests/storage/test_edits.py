from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.edit import Act, NewEdit, Place, TextState, segment_id
from translateflow.model.segment import Key, Role

if TYPE_CHECKING:
    from translateflow.storage import Database

KEY = Key(Role.HEADING, "Anfahrt")
PLACE = Place("bruecke", "en", KEY)
DRAFT = TextState("Approach", fuzzy=True, origin="apertium")


def test_the_history_of_a_segment_is_newest_first_and_whole(database: Database) -> None:
    outdated = TextState("Getting here", fuzzy=True, previous="Die Anfahrt")
    database.edits.note([NewEdit(PLACE, "Ada <ada@x.example>", Act.AMENDED, DRAFT, TextState("Getting there"), 12)])
    database.edits.note([NewEdit(PLACE, "Bo <bo@x.example>", Act.WRITTEN, TextState(), outdated)])

    newest, oldest = database.edits.of_segment("bruecke", "en", [segment_id(KEY)])

    assert (newest.after, newest.who, newest.place) == (outdated, "Bo <bo@x.example>", PLACE)
    assert (oldest.before, oldest.act, oldest.seconds) == (DRAFT, Act.AMENDED, 12)
    assert database.edits.get(oldest.id) == oldest
    assert database.edits.get(99) is None
    assert database.edits.of_segment("bruecke", "ar", [segment_id(KEY)]) == []


def test_an_edit_stands_in_the_audit_log_without_its_words(database: Database) -> None:
    database.edits.note([NewEdit(PLACE, "Ada <ada@x.example>", Act.ACCEPTED, DRAFT, TextState("Approach"))])

    (record,) = database.audit.records(target="bruecke/en")

    assert (record.who, record.action) == ("Ada <ada@x.example>", "segment accepted")
    assert record.detail == {"segment": segment_id(KEY)}


def test_seconds_add_up_for_each_segment(database: Database) -> None:
    other = Place("bruecke", "en", Key(Role.TEXT, "Anfahrt"))
    for place, seconds in ((PLACE, 5), (PLACE, 7), (other, 1)):
        database.edits.note([NewEdit(place, "Ada", Act.WRITTEN, TextState(), TextState("x"), seconds)])
    database.edits.note([])

    assert database.edits.seconds("bruecke", "en") == {segment_id(KEY): 12, segment_id(other.key): 1}
