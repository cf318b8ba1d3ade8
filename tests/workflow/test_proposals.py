from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflow.conftest import NOW, TRANSLATOR, EngineServer, House
from tests.workflow.test_accept_memory import remember
from tests.workflow.test_editing import COSTS, LONG, opened_house

from translateflow.model.segment import Key, Role
from translateflow.model.translation import EntryState
from translateflow.model.worddiff import DiffKind
from translateflow.workflow.exchange import ExportRequest, ImportRequest, run_export, run_import
from translateflow.workflow.proposals import ProposalKind, list_other_languages, list_proposals
from translateflow.workflow.sync import run_sync
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["opened_house"]


def test_the_memory_proposes_with_score_and_difference(opened_house: House) -> None:
    remember(
        opened_house,
        (COSTS, "The bridge costs EUR 12.8 million."),
        (Key(Role.TEXT, "Die Brücke kostet 11,8 Mio. Euro."), "The bridge costs EUR 11.8 million."),
    )

    exact, near = list_proposals(opened_house.newsroom, "bruecke", "en", COSTS)

    assert (exact.kind, exact.score, exact.difference, exact.origin) == (ProposalKind.MEMORY, 100, (), "older")
    assert near.text == "The bridge costs EUR 11.8 million."
    assert 60 <= near.score < 100
    assert {part.kind for part in near.difference} == set(DiffKind)


def test_what_an_engine_said_can_be_taken_again_after_it_was_amended(served_house: House, engine: EngineServer) -> None:
    run_sync(served_house.newsroom, [])
    engine.answer = lambda text, _: f"EN {text}"
    run_translate(served_house.newsroom, TranslateRequest(["bruecke"], ["en"]), lambda _: None)
    served_house.review("en", texts={COSTS.text: "The bridge costs EUR 12.8 million."})

    (proposal,) = list_proposals(served_house.newsroom, "bruecke", "en", COSTS)

    assert (proposal.kind, proposal.text) == (ProposalKind.MACHINE, f"EN {COSTS.text}")
    assert proposal.origin == "libretranslate"


def test_an_upload_that_waits_comes_first_and_can_be_named(opened_house: House, tmp_path: Path) -> None:
    newsroom = opened_house.newsroom
    path = tmp_path / "en.po"
    opened_house.review("en", texts={COSTS.text: "One."})
    exported = run_export(newsroom, ExportRequest("bruecke", "en")).data.decode()
    path.write_text(exported.replace('msgstr "One."', 'msgstr "Two."'))
    opened_house.review("en", texts={COSTS.text: "Three."})
    run_import(newsroom, ImportRequest("bruecke", "en", path, by=TRANSLATOR), NOW)
    remember(opened_house, (COSTS, "Four."))

    upload, memory = list_proposals(newsroom, "bruecke", "en", COSTS)

    assert (upload.kind, upload.text, upload.number) == (ProposalKind.UPLOAD, "Two.", 1)
    assert memory.text == "Four."


def test_other_languages_show_how_they_solved_it(opened_house: House) -> None:
    opened_house.review("ar", texts={LONG.text: "طوله <strong>186 م</strong>."})

    (other,) = list_other_languages(opened_house.newsroom, "bruecke", "en", LONG)

    assert (other.language, other.state) == ("ar", EntryState.REVIEWED)
    assert list_other_languages(opened_house.newsroom, "bruecke", "ar", LONG) == ()


def test_a_broken_catalog_of_another_language_stands_in_nobody_s_way(opened_house: House) -> None:
    opened_house.catalog_path("ar").write_text("msgid broken")

    assert list_other_languages(opened_house.newsroom, "bruecke", "en", LONG) == ()
    assert list_proposals(opened_house.newsroom, "bruecke", "en", LONG) == ()
