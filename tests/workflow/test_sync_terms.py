"""Terms of a sentence stand in its entry, and a sync keeps them up to date without a stir."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import NOW

from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.glossary import run_glossary_import
from translateflow.workflow.status import run_status
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.workflow.conftest import House

HEAD = "source_language,language,source,target,status\n"


def learn(house: House, rows: str) -> None:
    """Import terms."""
    path = house.root / "words.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    run_glossary_import(house.newsroom, path)


def noted(house: House, language: str) -> list[str]:
    """Give the term comments of a catalog, in file order."""
    lines = house.catalog_path(language).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#. term: ")]


@pytest.fixture
def learned(house: House) -> House:
    """Give a newsroom that has synced with a glossary for English."""
    learn(house, "de,en,Brücke,bridge,preferred\nde,en,Linie,line,preferred\n")
    run_sync(house.newsroom, [])
    return house


def test_a_new_catalog_names_the_terms_of_its_sentences(learned: House) -> None:
    assert noted(learned, "en") == ["#. term: Brücke = bridge", "#. term: Brücke = bridge", "#. term: Linie = line"]
    assert noted(learned, "ar") == []
    template = learned.newsroom.catalogs.template("bruecke").read_text(encoding="utf-8")
    assert "term:" not in template


def test_a_sync_without_changes_looks_at_nothing_and_one_after_an_edit_stirs_no_comment(learned: House) -> None:
    before = learned.files()
    assert run_sync(learned.newsroom, []).unchanged == 1
    source = learned.newsroom.sources()["bruecke"]
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not any(catalog.changed for catalog in run_sync(learned.newsroom, []).catalogs)
    assert learned.files() | {"releases/bruecke.md": b""} == before | {"releases/bruecke.md": b""}


def test_a_change_of_the_glossary_is_brought_in_and_every_translation_kept(learned: House) -> None:
    learned.review("en", texts={"Anfahrt": "Getting there"})
    learn(learned, "de,en,Brücke,footbridge,admitted\nde,ar,Anfahrt,الوصول,\n")
    report = run_sync(learned.newsroom, [])
    assert [catalog.changed for catalog in report.catalogs] == [True, True]
    assert noted(learned, "en")[0] == "#. term: Brücke = bridge (also: footbridge)"
    assert noted(learned, "ar") == ["#. term: Anfahrt = الوصول"]
    assert learned.targets("en")["Anfahrt"] == ("Getting there", False)
    assert run_sync(learned.newsroom, []).unchanged == 1


def test_a_sign_off_outlives_a_new_term(learned: House) -> None:
    learned.review("ar")
    request = ApproveRequest(["bruecke"], ["ar"], by="Editor <editor@stadt.example>")
    (verdict,) = run_approve(learned.newsroom, request, NOW)
    assert verdict.passed
    learn(learned, "de,ar,Anfahrt,الوصول,\n")
    run_sync(learned.newsroom, [])
    assert noted(learned, "ar")
    (release,) = run_status(learned.newsroom, [])
    assert release.languages["ar"].state == "approved"
