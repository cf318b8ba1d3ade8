"""Edits declared minor, and the sign-offs that stand through them where the newsroom allows it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS

from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.minor_edit import run_minor_sync
from translateflow.workflow.status import run_status
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.workflow.conftest import House

LATER = NOW + dt.timedelta(days=2)
ALLOWED = "[review]\nminor_keeps_signoff = true\n[engines]\norder = []\n"


@pytest.fixture
def signed_house(house: House) -> House:
    """Give a newsroom that lets sign-offs stand, with a release signed off in German and English."""
    house.configure(SETTINGS + ALLOWED)
    run_sync(house.newsroom, [])
    house.review("en")
    verdicts = run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR, note="Gelesen."), NOW)
    assert all(verdict.passed for verdict in verdicts)
    return house


def _edit(house: House, old: str = "alle zehn", new: str = "alle  zehn") -> None:
    house.write_release("bruecke", RELEASE.replace(old, new))


def _states(house: House) -> dict[str, str]:
    return {language: status.state for language, status in run_status(house.newsroom, [])[0].languages.items()}


def test_a_sign_off_stands_through_a_minor_edit_and_the_evidence_says_so(signed_house: House) -> None:
    _edit(signed_house, "Die Linie 21 fährt", "Die Linie  21 fährt stets")
    report = run_minor_sync(signed_house.newsroom, [], LATER)
    assert report.kept == (("bruecke", "de"), ("bruecke", "en"))
    snapshot = signed_house.newsroom.snapshots.read("bruecke", "en")
    assert snapshot is not None
    assert (snapshot.evidence.approved_by, snapshot.evidence.approved_at) == (EDITOR, NOW)
    assert (snapshot.evidence.note, snapshot.evidence.kept) == ("Gelesen.", ("2026-07-03",))
    assert (_states(signed_house)["de"], _states(signed_house)["en"]) == ("approved", "approved")
    assert len(signed_house.newsroom.snapshots.archived("bruecke", "en")) == 1


def test_without_the_newsroom_s_leave_the_sign_off_ends(signed_house: House) -> None:
    signed_house.configure(SETTINGS + "[engines]\norder = []\n")
    _edit(signed_house, "fährt", "fährt stets")
    assert run_minor_sync(signed_house.newsroom, [], LATER).kept == ()
    assert _states(signed_house)["en"] == "reviewed"


def test_one_language_may_be_stricter_than_the_others(signed_house: House) -> None:
    signed_house.configure(SETTINGS + ALLOWED + "[languages.en]\nminor_keeps_signoff = false\n")
    _edit(signed_house, "fährt", "fährt stets")
    assert run_minor_sync(signed_house.newsroom, [], LATER).kept == (("bruecke", "de"),)


def test_what_the_gate_would_refuse_is_not_kept(signed_house: House) -> None:
    _edit(signed_house, "12,8", "13,1")
    assert run_minor_sync(signed_house.newsroom, [], LATER).kept == (("bruecke", "de"),)
    assert _states(signed_house)["en"] == "reviewed"


def test_a_sign_off_that_was_not_up_to_date_is_not_renewed(signed_house: House) -> None:
    signed_house.review("en", texts={"Anfahrt": "Getting there"})
    _edit(signed_house, "fährt", "fährt stets")
    assert run_minor_sync(signed_house.newsroom, [], LATER).kept == (("bruecke", "de"),)


def test_without_an_edit_nothing_is_renewed(signed_house: House) -> None:
    before = signed_house.files()
    assert run_minor_sync(signed_house.newsroom, [], LATER).kept == ()
    assert signed_house.files() == before
