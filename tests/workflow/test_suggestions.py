"""Deciding on uploaded texts that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, TRANSLATOR

from translateflow.errors import NoCatalogError, NoReleaseError, NoSuggestionError
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.exchange import ExportRequest, ImportRequest, run_export, run_import
from translateflow.workflow.status import run_status
from translateflow.workflow.suggestions import Decision, list_suggestions, run_decide
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import House

HEADING = "Anfahrt"
FIRST = "Die Brücke kostet 12,8 Mio. Euro."


@pytest.fixture
def torn_house(house: House, tmp_path: Path) -> House:
    """Give a newsroom in which two sentences have a text and another suggestion."""
    run_sync(house.newsroom, [])
    data = run_export(house.newsroom, ExportRequest("bruecke", "en")).data.decode()
    for source, target in ((HEADING, "Directions"), (FIRST, "The bridge costs 12.8 million euros.")):
        data = data.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    (tmp_path / "en.po").write_text(data, encoding="utf-8")
    house.review("en")
    run_import(house.newsroom, ImportRequest("bruecke", "en", tmp_path / "en.po", by=TRANSLATOR), NOW)
    return house


def _decide(house: House, **wishes: object) -> list[str]:
    decision = Decision(**wishes)  # type: ignore[arg-type]  # test sugar
    return [each.key.text for each in run_decide(house.newsroom, "bruecke", "en", decision, NOW)]


def test_both_texts_are_shown(torn_house: House) -> None:
    shown = {
        each.key.text: (each.current, each.suggested) for each in list_suggestions(torn_house.newsroom, "bruecke", "en")
    }
    assert shown[HEADING] == ("Anfahrt", "Directions")
    assert len(shown) == 2


def test_what_is_taken_becomes_the_reviewed_text_and_what_is_dropped_is_gone(torn_house: House) -> None:
    numbers = {each.key.text: each.number for each in list_suggestions(torn_house.newsroom, "bruecke", "en")}
    assert _decide(torn_house, take=[numbers[HEADING]], by=EDITOR) == [FIRST]
    assert torn_house.targets("en")[HEADING] == ("Directions", False)
    assert _decide(torn_house, drop=[1]) == []
    assert torn_house.targets("en")[FIRST] == (FIRST, False)


def test_a_sign_off_waits_until_all_is_decided(torn_house: House) -> None:
    request = ApproveRequest(["bruecke"], ["en"], EDITOR)
    (before,) = run_approve(torn_house.newsroom, request, NOW)
    assert "catalog suggestions bruecke" in before.reasons[0].message
    assert run_status(torn_house.newsroom, [])[0].languages["en"].suggestions == 2
    _decide(torn_house, drop=[1, 2])
    assert run_approve(torn_house.newsroom, request, NOW)[0].passed


def test_a_number_that_is_not_there_changes_nothing(torn_house: House) -> None:
    before = torn_house.files()
    with pytest.raises(NoSuggestionError, match="7"):
        _decide(torn_house, take=[1, 7])
    assert torn_house.files() == before


def test_nothing_waits_where_nothing_was_uploaded(house: House) -> None:
    with pytest.raises(NoCatalogError):
        list_suggestions(house.newsroom, "bruecke", "en")
    with pytest.raises(NoReleaseError):
        list_suggestions(house.newsroom, "nope", "en")
    run_sync(house.newsroom, [])
    assert list_suggestions(house.newsroom, "bruecke", "en") == ()
