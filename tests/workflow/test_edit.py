from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import NOW, RELEASE, House
from tests.workflow.test_editing import COSTS, LONG, draft, opened_house

from translateflow.catalog import lock_of, read_catalog
from translateflow.errors import NoCatalogError, UnknownEditError, UnknownSegmentError
from translateflow.files import locked
from translateflow.model.edit import Act, segment_id
from translateflow.model.translation import EntryState
from translateflow.workflow.edit import Clash, Saved, SaveRequest, list_history, restore_segment, save_segment
from translateflow.workflow.editing import open_editor
from translateflow.workflow.exchange import ExportRequest, ImportRequest, run_export, run_import
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["opened_house"]

ADA = "Ada <ada@desk.example>"
BO = "Bo <bo@desk.example>"
ID = segment_id(COSTS)


def seen_of(house: House, segment: str = ID) -> str:
    return open_editor(house.newsroom, "bruecke", "en").segment(segment).text.digest


def save(
    house: House,
    target: str,
    by: str = ADA,
    *,
    segment: str = ID,
    seen: str = "",
    draft: bool = False,
    seconds: int = 0,
) -> Saved | Clash:
    known = seen or seen_of(house, segment)
    request = SaveRequest("bruecke", "en", segment, known, target, by, draft, seconds)
    return save_segment(house.newsroom, request, NOW)


def act_of(outcome: Saved | Clash) -> Act | None:
    assert isinstance(outcome, Saved)
    return outcome.act


def test_a_saved_text_is_reviewed_and_says_who_and_when(opened_house: House) -> None:
    outcome = save(opened_house, "The bridge costs EUR 12.8 million.", seconds=17)

    catalog = read_catalog(opened_house.catalog_path("en"), slug="bruecke", language="en")
    entry = catalog.get(COSTS)
    assert entry is not None
    assert (entry.target, entry.state) == ("The bridge costs EUR 12.8 million.", EntryState.REVIEWED)
    assert catalog.headers["Last-Translator"] == ADA
    assert catalog.headers["PO-Revision-Date"] == "2026-07-01 12:00+0000"
    assert isinstance(outcome, Saved)
    assert outcome.text.digest == seen_of(opened_house)
    (record,) = opened_house.newsroom.database.audit.records(target="bruecke/en")
    assert (record.who, record.action) == (ADA, "segment written")
    assert opened_house.newsroom.database.edits.seconds("bruecke", "en") == {ID: 17}


def test_accepting_a_draft_is_told_from_amending_it(opened_house: House) -> None:
    draft(opened_house, COSTS, "The bridge costs 12.8 million euros.")
    assert act_of(save(opened_house, "The bridge costs 12.8 million euros.")) is Act.ACCEPTED

    draft(opened_house, LONG, "It is <strong>186 m</strong> length.")
    amended = save(opened_house, "It is <strong>186 m</strong> long.", segment=segment_id(LONG))
    assert act_of(amended) is Act.AMENDED


def test_a_text_that_needs_more_work_stays_a_draft(opened_house: House) -> None:
    outcome = save(opened_house, "The bridge …", draft=True)

    assert act_of(outcome) is Act.SAVED
    assert opened_house.targets("en")[COSTS.text] == ("The bridge …", True)


def test_a_draft_of_an_outdated_text_stays_outdated(opened_house: House) -> None:
    opened_house.review("en")
    opened_house.write_release("bruecke", RELEASE.replace("12,8", "12,9"))
    run_sync(opened_house.newsroom, [])
    outdated = open_editor(opened_house.newsroom, "bruecke", "en").segments[1]

    save(opened_house, "The bridge costs …", segment=outdated.id, draft=True)

    again = open_editor(opened_house.newsroom, "bruecke", "en").segments[1]
    assert (again.state, again.text.previous) == (EntryState.OUTDATED, COSTS.text)


def test_two_people_never_overwrite_each_other(opened_house: House) -> None:
    before = seen_of(opened_house)
    save(opened_house, "Ada’s text.", ADA, seen=before)

    clash = save(opened_house, "Bo’s text.", BO, seen=before)

    assert isinstance(clash, Clash)
    assert (clash.theirs.target, clash.mine) == ("Ada’s text.", "Bo’s text.")
    assert opened_house.targets("en")[COSTS.text] == ("Ada’s text.", False)
    assert act_of(save(opened_house, "Bo’s text.", BO, seen=clash.theirs.digest)) is Act.AMENDED


def test_the_same_text_twice_is_no_clash_and_no_second_edit(opened_house: House) -> None:
    before = seen_of(opened_house)
    save(opened_house, "The same.", ADA, seen=before)

    assert act_of(save(opened_house, "The same.", BO, seen=before)) is None
    assert len(list_history(opened_house.newsroom, "bruecke", "en", [COSTS])) == 1


def test_a_machine_draft_that_came_in_meanwhile_is_no_obstacle(opened_house: House) -> None:
    before = seen_of(opened_house)
    draft(opened_house, COSTS, "Machine text.")

    assert act_of(save(opened_house, "A person’s text.", seen=before)) is Act.AMENDED


def test_a_change_is_undone_with_its_state(opened_house: House) -> None:
    draft(opened_house, COSTS, "Machine text.")
    save(opened_house, "Ada’s text.")
    (edit,) = list_history(opened_house.newsroom, "bruecke", "en", [COSTS])

    outcome = restore_segment(opened_house.newsroom, "bruecke", "en", edit.id, seen_of(opened_house), BO, NOW)

    assert act_of(outcome) is Act.RESTORED
    view = open_editor(opened_house.newsroom, "bruecke", "en").segment(ID)
    assert (view.target, view.state, view.text.origin) == ("Machine text.", EntryState.DRAFT, "apertium")
    assert view.text == edit.before


def test_the_history_of_another_language_cannot_be_brought_here(opened_house: House) -> None:
    save(opened_house, "Ada’s text.")
    (edit,) = list_history(opened_house.newsroom, "bruecke", "en", [COSTS])

    for language, number in (("ar", edit.id), ("en", 999)):
        with pytest.raises(UnknownEditError):
            restore_segment(opened_house.newsroom, "bruecke", language, number, "", BO, NOW)


def test_an_unknown_sentence_changes_nothing(opened_house: House) -> None:
    before = opened_house.files()
    with pytest.raises(UnknownSegmentError):
        save(opened_house, "x", segment="0" * 12, seen="0" * 16)
    opened_house.catalog_path("ar").unlink()
    with pytest.raises(NoCatalogError):
        save_segment(opened_house.newsroom, SaveRequest("bruecke", "ar", ID, "", "x", ADA), NOW)
    del before["locales/ar/LC_MESSAGES/bruecke.po"]
    assert opened_house.files() == before


def test_people_who_save_at_once_all_get_through(opened_house: House) -> None:
    view = open_editor(opened_house.newsroom, "bruecke", "en")
    outcomes: list[Saved | Clash] = []
    threads = [
        threading.Thread(
            target=lambda each=each: outcomes.append(
                save(opened_house, f"Text {each.number}", segment=each.id, seen=each.text.digest)
            )
        )
        for each in view.segments
    ]
    with locked(lock_of(opened_house.catalog_path("en"))):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()

    assert {act_of(outcome) for outcome in outcomes} == {Act.WRITTEN}
    assert {target for target, _ in opened_house.targets("en").values()} == {f"Text {n}" for n in range(1, 6)}


def test_a_history_out_of_reach_takes_no_word_back(opened_house: House) -> None:
    view = open_editor(opened_house.newsroom, "bruecke", "en").segment(ID)
    database = opened_house.newsroom.database
    with database.edits._connector.writing() as connection:  # the table is gone, as after a damaged restore
        connection.exec_driver_sql("DROP TABLE edits")

    outcome = save(opened_house, "Ada’s text.", seen=view.text.digest)

    assert isinstance(outcome, Saved)
    assert "history could not be written" in outcome.warning
    assert opened_house.targets("en")[COSTS.text] == ("Ada’s text.", False)


def test_confirming_an_uploaded_text_settles_the_upload(opened_house: House, tmp_path: Path) -> None:
    newsroom = opened_house.newsroom
    save(opened_house, "One.")
    path = tmp_path / "en.po"
    exported = run_export(newsroom, ExportRequest("bruecke", "en")).data.decode()
    path.write_text(exported.replace('msgstr "One."', 'msgstr "Two."'))
    save(opened_house, "Three.")
    run_import(newsroom, ImportRequest("bruecke", "en", path, by=BO), NOW)
    assert open_editor(newsroom, "bruecke", "en").waiting == {ID: 1}

    save(opened_house, "Four.")
    assert open_editor(newsroom, "bruecke", "en").waiting == {ID: 1}
    assert act_of(save(opened_house, "Two.")) is Act.TAKEN

    assert open_editor(newsroom, "bruecke", "en").waiting == {}
