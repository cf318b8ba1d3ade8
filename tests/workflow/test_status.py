"""Where everything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflow.conftest import EDITOR, NOW, RELEASE

from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.status import LanguageStatus, run_status
from translateflow.workflow.sync import run_sync
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from tests.workflow.conftest import House


def _status(house: House, language: str) -> LanguageStatus:
    return run_status(house.newsroom, [])[0].languages[language]


def _sign(house: House, *languages: str) -> None:
    verdicts = run_approve(house.newsroom, ApproveRequest(["bruecke"], languages, EDITOR), NOW)
    assert all(verdict.passed for verdict in verdicts)


def test_before_the_first_sync_the_way_on_is_named(house: House) -> None:
    status = _status(house, "en")
    assert (status.state, status.total, status.empty) == ("empty", 5, 5)
    assert "translateflow sync bruecke" in status.blocked_by[0]
    assert _status(house, "de").blocked_by == ("the original is not signed off",)


def test_it_changes_nothing(house: House) -> None:
    before = house.files()
    run_status(house.newsroom, [])
    assert house.files() == before
    assert not house.newsroom.state_folder.exists()


def test_each_step_of_the_road_shows(served_house: House) -> None:
    house = served_house
    run_sync(house.newsroom, [])
    assert _status(house, "en").state == "empty"
    run_translate(house.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    assert (_status(house, "en").state, _status(house, "en").draft) == ("draft", 5)
    house.review("en")
    assert (_status(house, "en").state, _status(house, "en").blocked_by) == ("reviewed", ("waits for a sign-off",))
    _sign(house, "en", "de")
    assert (_status(house, "en").state, _status(house, "en").approved_by) == ("approved", EDITOR)
    assert _status(house, "en").blocked_by == ()
    run_publish(house.newsroom, PublishRequest(), NOW)
    assert (_status(house, "en").state, _status(house, "en").published) == ("published", "2026-07-01T12:00:00+00:00")


def test_an_edit_after_the_sign_off_shows_as_open_again_while_the_page_stays(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    _sign(house, "de", "en")
    run_publish(house.newsroom, PublishRequest(), NOW)
    house.write_release("bruecke", RELEASE.replace("12,8", "13,1"))
    run_sync(house.newsroom, [])
    status = _status(house, "en")
    assert (status.state, status.outdated, bool(status.published)) == ("outdated", 1, True)
    assert _status(house, "de").blocked_by == ("the original has changed since",)


def test_an_edit_that_was_not_synced_is_named(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    house.write_release("bruecke", RELEASE + "\nNeu.\n")
    assert "the source has changed: translateflow sync bruecke" in _status(house, "en").blocked_by


def test_errors_of_checks_block(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en")
    house.review("en", texts={"Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs 128 million euros."})
    status = _status(house, "en")
    assert status.errors >= 1
    assert any("found by checks" in reason for reason in status.blocked_by)


def test_a_broken_source_or_catalog_is_shown_and_the_rest_too(house: House) -> None:
    run_sync(house.newsroom, [])
    house.catalog_path("en").write_text('msgid "no end\n', encoding="utf-8")
    house.write_release("kaputt", "---\ntitle: [\n---\nText.\n")
    good, bad = run_status(house.newsroom, [])
    assert good.languages["en"].state == "broken"
    assert "bruecke.po" in good.languages["en"].blocked_by[0]
    assert good.languages["ar"].state == "empty"
    assert "kaputt.md" in bad.problem


def test_waiting_suggestions_are_counted(house: House) -> None:
    run_sync(house.newsroom, [])
    path = house.newsroom.catalogs.suggestions("bruecke", "en")
    path.parent.mkdir(parents=True)
    path.write_bytes(house.catalog_path("en").read_bytes())
    assert _status(house, "en").suggestions == 5
