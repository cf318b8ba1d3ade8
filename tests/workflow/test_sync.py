"""Bringing catalogs up to date: every translation kept, nothing parsed that has not changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflow.conftest import RELEASE

from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.workflow.conftest import House

    from translateflow.model.release import Release
    from translateflow.workspace import Newsroom

FIRST = "Die Brücke kostet 12,8 Mio. Euro."


def test_a_first_sync_makes_a_template_and_a_catalog_per_language(house: House) -> None:
    report = run_sync(house.newsroom, [])
    assert [(each.language, each.counts.new) for each in report.catalogs] == [("en", 5), ("ar", 5)]
    assert house.newsroom.catalogs.template("bruecke").is_file()
    assert house.catalog_path("ar").is_file()


def test_a_sync_without_a_change_writes_nothing_and_parses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_sync(house.newsroom, [])
    before = house.files()
    monkeypatch.setattr(type(house.newsroom), "parse_release", None)
    report = run_sync(house.newsroom, [])
    assert (report.unchanged, report.catalogs) == (1, ())
    assert house.files() == before


def test_an_edit_that_comes_during_a_sync_is_the_next_sync_s(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = type(house.newsroom).parse_release

    def edit_behind(newsroom: Newsroom, slug: str, path: Path, data: bytes) -> Release:
        release = parse(newsroom, slug, path, data)
        house.write_release("bruecke", RELEASE.replace("12,8", "13,1"))
        return release

    with monkeypatch.context() as while_it_reads:
        while_it_reads.setattr(type(house.newsroom), "parse_release", edit_behind)
        run_sync(house.newsroom, [])
    assert FIRST in house.targets("en")
    assert run_sync(house.newsroom, []).unchanged == 0
    assert "Die Brücke kostet 13,1 Mio. Euro." in house.targets("en")


def test_a_language_of_one_release_alone_makes_no_other_release_stale(house: House) -> None:
    house.write_release("andere", RELEASE)
    run_sync(house.newsroom, [])
    house.write_release("bruecke", RELEASE.replace("---\n", "---\ntargets: [fr]\n", 1))
    report = run_sync(house.newsroom, [])
    assert ([each.language for each in report.catalogs], report.unchanged) == (["fr"], 1)
    assert run_sync(house.newsroom, []).unchanged == 2
    house.catalog_path("fr").unlink()
    assert run_sync(house.newsroom, []).unchanged == 1


def test_an_edited_sentence_keeps_its_translation_as_outdated(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    house.write_release("bruecke", RELEASE.replace("12,8", "13,1"))
    report = run_sync(house.newsroom, [])
    assert {each.language: each.counts.outdated for each in report.catalogs}["en"] == 1
    assert house.targets("en")["Die Brücke kostet 13,1 Mio. Euro."] == (FIRST, True)
    assert house.targets("en")["Die Linie 21 fährt alle zehn Minuten."][1] is False


def test_a_minor_edit_outdates_nothing(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    house.write_release("bruecke", RELEASE.replace("alle zehn Minuten", "alle 10 Minuten"))
    run_sync(house.newsroom, [], minor=True)
    assert house.targets("en")["Die Linie 21 fährt alle 10 Minuten."] == (
        "Die Linie 21 fährt alle zehn Minuten.",
        False,
    )


def test_one_edit_of_two_may_be_declared_minor(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    house.write_release("bruecke", RELEASE.replace("alle zehn", "alle 10").replace("12,8", "13,1"))
    run_sync(house.newsroom, ["bruecke"], minor={"Die Linie 21 fährt alle 10 Minuten."})
    assert house.targets("en")["Die Linie 21 fährt alle 10 Minuten."][1] is False
    assert house.targets("en")["Die Brücke kostet 13,1 Mio. Euro."][1] is True


def test_an_edit_that_is_undone_restores_the_catalog_byte_for_byte(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    before = house.catalog_path("en").read_bytes()
    house.write_release("bruecke", RELEASE.replace("12,8", "13,1"))
    run_sync(house.newsroom, [])
    assert house.catalog_path("en").read_bytes() != before
    house.write_release("bruecke", RELEASE)
    run_sync(house.newsroom, [])
    assert house.catalog_path("en").read_bytes() == before


def test_a_person_s_edit_by_hand_is_seen_by_the_next_sync(house: House) -> None:
    run_sync(house.newsroom, [])
    path = house.catalog_path("en")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f'msgid "{FIRST}"\nmsgstr ""', f'msgid "{FIRST}"\nmsgstr "By hand."'), encoding="utf-8"
    )
    run_sync(house.newsroom, [])
    assert house.targets("en")[FIRST] == ("By hand.", False)


def test_a_release_that_cannot_be_read_is_reported_and_the_others_go_on(house: House) -> None:
    house.write_release("kaputt", "---\ntitle: [\n---\nText.\n")
    report = run_sync(house.newsroom, [])
    assert [error.message.partition(":")[0] for error in report.failures] == ["releases/kaputt.md"]
    assert len(report.catalogs) == 2


def test_a_damaged_catalog_is_refused_with_its_line_and_not_rewritten(house: House) -> None:
    run_sync(house.newsroom, [])
    path = house.catalog_path("en")
    damaged = path.read_bytes() + b'\nmsgid "no end\n'
    path.write_bytes(damaged)
    house.write_release("bruecke", RELEASE.replace("12,8", "13,1"))
    report = run_sync(house.newsroom, [])
    assert "bruecke.po:" in str(report.failures[0])
    assert path.read_bytes() == damaged


def test_a_catalog_of_another_release_is_refused(house: House) -> None:
    house.write_release("andere", RELEASE)
    run_sync(house.newsroom, [])
    foreign = house.catalog_path("en", "andere").read_bytes()
    house.catalog_path("en").write_bytes(foreign)
    report = run_sync(house.newsroom, ["bruecke"])
    assert "andere" in str(report.failures[0])
    assert house.catalog_path("en").read_bytes() == foreign


def test_a_damaged_note_of_the_last_sync_only_costs_time(house: House) -> None:
    run_sync(house.newsroom, [])
    (house.newsroom.state_folder / "synced.json").write_text("[]")
    report = run_sync(house.newsroom, [])
    assert report.unchanged == 0
    assert not any(each.changed for each in report.catalogs)
