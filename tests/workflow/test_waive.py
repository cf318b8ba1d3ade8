"""Letting warnings stand: with name and reason, for exactly one text, seen by check, status and gate."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests.workflow.conftest import EDITOR, NOW, SETTINGS

from translateflow.errors import (
    BadApproverError,
    NoSegmentError,
    NotWaivableError,
    NoWaiverError,
    NoWaiverReasonError,
    NoWarningError,
)
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.check import report_sarif, run_check
from translateflow.workflow.status import run_status
from translateflow.workflow.sync import run_sync
from translateflow.workflow.waive import (
    WaiveRequest,
    WaiverState,
    list_warned,
    run_waive,
    run_withdraw_waiver,
)

if TYPE_CHECKING:
    from tests.conftest import RequireProgram
    from tests.workflow.conftest import House

    from translateflow.workflow.status import LanguageStatus

FIRST = "Die Brücke kostet 12,8 Mio. Euro."
HEADING = "Anfahrt"
TEXTS = {
    "Neue Brücke öffnet": "New bridge opens",
    FIRST: "The bridge costs €12.8 million.",
    "Sie ist <strong>186 m</strong> lang.": "It is <strong>186 m</strong> long.",
    HEADING: "Getting there there",
    "Die Linie 21 fährt alle zehn Minuten.": "Line 21 runs every ten minutes.",
}
CHECK = "repetition"
REASON = "It is the name of the stop."
MUST = SETTINGS + '[review]\nwarnings = "waive"\n[engines]\norder = []\n'


@pytest.fixture
def warned_house(house: House) -> House:
    """Give a newsroom whose English text is confirmed, with one warning."""
    run_sync(house.newsroom, [])
    house.review("en", texts=TEXTS)
    return house


def waive(house: House, segment: str = HEADING, check: str = CHECK, reason: str = REASON, by: str = EDITOR) -> None:
    run_waive(house.newsroom, WaiveRequest("bruecke", "en", segment, check, reason, by), NOW)


def state(house: House) -> LanguageStatus:
    (release,) = run_status(house.newsroom, ["bruecke"])
    return release.languages["en"]


def codes(house: House, language: str = "en") -> list[str]:
    request = ApproveRequest(["bruecke"], [language], EDITOR, dry_run=True)
    return [reason.code.value for verdict in run_approve(house.newsroom, request, NOW) for reason in verdict.reasons]


def test_a_waived_warning_carries_name_and_reason_and_is_open_no_more(warned_house: House) -> None:
    before = run_check(warned_house.newsroom, [], ["en"])
    assert (before.errors, before.warnings, before.waived) == (0, 1, 0)
    waive(warned_house)
    after = run_check(warned_house.newsroom, [], ["en"])
    assert (after.errors, after.warnings, after.waived) == (0, 0, 1)
    (waiver,) = [finding.waiver for finding in after.findings]
    assert waiver is not None
    assert (waiver.reason, waiver.by, waiver.at) == (REASON, EDITOR, NOW)
    assert (state(warned_house).warnings, state(warned_house).waived) == (0, 1)


def test_code_hosts_are_told_that_it_was_let_stand(warned_house: House) -> None:
    waive(warned_house)
    document: Any = report_sarif(run_check(warned_house.newsroom, [], ["en"]))
    (result,) = document["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": REASON}]


@pytest.mark.parametrize("segment", ["4", HEADING, "Anf"])
def test_a_segment_is_named_by_number_by_source_or_by_its_beginning(warned_house: House, segment: str) -> None:
    waive(warned_house, segment)
    assert run_check(warned_house.newsroom, [], ["en"]).waived == 1


@pytest.mark.parametrize("text", ["Getting there there.", "Getting  there there"])
def test_a_waiver_is_void_once_the_translation_changes_and_holds_when_it_comes_back(
    warned_house: House, text: str
) -> None:
    waive(warned_house)
    warned_house.review("en", texts={HEADING: text})
    assert run_check(warned_house.newsroom, [], ["en"]).waived == 0
    assert WaiverState.VOID in {each.state for each in list_warned(warned_house.newsroom, "bruecke", "en")}
    warned_house.review("en", texts={HEADING: TEXTS[HEADING]})
    assert run_check(warned_house.newsroom, [], ["en"]).waived == 1


def test_a_waiver_is_void_once_the_source_changes(warned_house: House) -> None:
    waive(warned_house)
    source = warned_house.root / "releases" / "bruecke.md"
    source.write_text(source.read_text(encoding="utf-8").replace(HEADING, "Anfahrt und Lage"), encoding="utf-8")
    run_sync(warned_house.newsroom, [])
    report = run_check(warned_house.newsroom, [], ["en"])
    assert report.waived == 0
    (gone,) = [each for each in list_warned(warned_house.newsroom, "bruecke", "en") if each.waiver]
    assert (gone.number, gone.state) == (0, WaiverState.VOID)


def test_the_list_shows_what_is_open_what_is_waived_and_what_holds_no_longer(warned_house: House) -> None:
    newsroom = warned_house.newsroom
    assert [(each.number, each.state) for each in list_warned(newsroom, "bruecke", "en")] == [(4, WaiverState.OPEN)]
    waive(warned_house)
    assert [(each.number, each.state) for each in list_warned(newsroom, "bruecke", "en")] == [(4, WaiverState.WAIVED)]


def test_a_waiver_can_be_taken_back(warned_house: House) -> None:
    waive(warned_house)
    (taken,) = run_withdraw_waiver(warned_house.newsroom, "bruecke", "en", "4", CHECK)
    assert taken.reason == REASON
    assert run_check(warned_house.newsroom, [], ["en"]).warnings == 1
    with pytest.raises(NoWaiverError, match="--list"):
        run_withdraw_waiver(warned_house.newsroom, "bruecke", "en", "4", CHECK)


def test_an_error_is_never_waived(warned_house: House) -> None:
    warned_house.review("en", texts={FIRST: "The bridge costs €128 million."})
    (finding,) = [each for each in run_check(warned_house.newsroom, [], ["en"]).findings if each.segment == FIRST]
    with pytest.raises(NotWaivableError, match="Correct the translation"):
        waive(warned_house, FIRST, finding.issue.check)
    assert "check" in codes(warned_house)


def test_nothing_is_waived_without_a_reason_a_person_a_segment_and_a_warning(warned_house: House) -> None:
    with pytest.raises(NoWaiverReasonError):
        waive(warned_house, reason="  ")
    with pytest.raises(BadApproverError):
        waive(warned_house, by="somebody")
    with pytest.raises(NoSegmentError, match="1 to 5"):
        waive(warned_house, "99")
    with pytest.raises(NoSegmentError, match="More than one segment begins with “Die”: 2, 5"):
        waive(warned_house, "Die")
    with pytest.raises(NoWarningError, match=CHECK):
        waive(warned_house, check="length")
    with pytest.raises(NoWarningError, match="no warning at all"):
        waive(warned_house, FIRST)
    assert not warned_house.newsroom.catalogs.waivers("bruecke", "en").exists()


def test_warnings_may_stand_unless_the_newsroom_asks_for_more(warned_house: House) -> None:
    assert codes(warned_house) == []
    warned_house.configure(MUST)
    assert codes(warned_house) == ["warning"]
    assert "1 warning to correct or waive" in state(warned_house).blocked_by
    waive(warned_house)
    assert codes(warned_house) == []
    assert state(warned_house).blocked_by == ("waits for a sign-off",)


def test_one_language_may_ask_for_more_than_the_others(warned_house: House) -> None:
    warned_house.configure(SETTINGS + '[engines]\norder = []\n[languages.en]\nwarnings = "waive"\n')
    assert codes(warned_house) == ["warning"]
    warned_house.configure(SETTINGS + '[engines]\norder = []\n[languages.ar]\nwarnings = "waive"\n')
    assert codes(warned_house) == []


def test_tools_that_rewrite_the_catalog_do_not_touch_waivers(
    warned_house: House, require_program: RequireProgram
) -> None:
    waive(warned_house)
    path = warned_house.catalog_path("en")
    subprocess.run([require_program("msgcat", "gettext"), "-o", f"{path}.new", str(path)], check=True)
    shutil.move(f"{path}.new", path)
    assert run_check(warned_house.newsroom, [], ["en"]).waived == 1
