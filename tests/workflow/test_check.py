"""Checking translations."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import LanguageNotTargetedError, NoCatalogError, NoReleaseError
from translateflow.model.memory import Term, TermStatus
from translateflow.workflow.check import run_check
from translateflow.workflow.glossary import run_glossary_import
from translateflow.workflow.sync import run_sync
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from tests.workflow.conftest import House

HOUSE = Path(__file__).parents[2]
FIRST = "Die Brücke kostet 12,8 Mio. Euro."


def test_a_wrong_figure_is_an_error_with_file_and_line(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts={FIRST: "The bridge costs 128 million euros."})
    report = run_check(house.newsroom, [], [])
    assert report.errors >= 1
    finding = next(each for each in report.findings if each.segment == FIRST)
    lines = house.catalog_path("en").read_text(encoding="utf-8").splitlines()
    assert finding.file == "locales/en/LC_MESSAGES/bruecke.po"
    assert any(FIRST in line for line in lines[finding.line - 1 : finding.line + 3])


def test_what_is_right_is_left_alone(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts={FIRST: "The bridge costs €12.8 million."})
    report = run_check(house.newsroom, ["bruecke"], ["en"])
    assert report.errors == 0
    assert (report.catalogs, report.segments) == (1, 1)


def test_a_forbidden_term_is_found_through_the_glossary(house: House) -> None:
    run_sync(house.newsroom, [])
    terms = [Term("de", "en", "Brücke", "pontoon", TermStatus.FORBIDDEN), Term("de", "en", "Brücke", "bridge")]
    house.newsroom.database.terms.add(terms)
    house.review("en", texts={FIRST: "The pontoon costs €12.8 million."})
    assert any("pontoon" in finding.issue.message for finding in run_check(house.newsroom, [], ["en"]).findings)


def test_what_is_asked_by_name_must_be_there(house: House) -> None:
    with pytest.raises(NoReleaseError):
        run_check(house.newsroom, ["nope"], [])
    with pytest.raises(NoCatalogError, match="sync"):
        run_check(house.newsroom, ["bruecke"], ["en"])
    with pytest.raises(LanguageNotTargetedError):
        run_check(house.newsroom, ["bruecke"], ["fr"])


def test_a_language_some_releases_do_not_go_to_is_passed_over_when_all_are_checked(house: House) -> None:
    run_sync(house.newsroom, [])
    assert run_check(house.newsroom, [], ["fr"]).catalogs == 0


def test_the_sample_newsroom_keeps_to_its_own_glossary(tmp_path: Path) -> None:
    for name in ("translateflow.toml", "releases", "locales"):
        source = HOUSE / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    newsroom = open_newsroom(tmp_path, {})
    run_glossary_import(newsroom, HOUSE / "memory" / "glossary.csv")
    report = run_check(newsroom, [], [])
    newsroom.database.close()
    assert [finding for finding in report.findings if "terms" in finding.issue.check] == []
    assert sum(len(each.terms) for each in report.terms) >= 90
