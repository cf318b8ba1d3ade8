"""Taking a release back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW

from translateflow.errors import NoReasonError, NoReleaseError, NotApprovedError
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.status import run_status
from translateflow.workflow.sync import run_sync
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from tests.workflow.conftest import House

REASON = "Der Termin ist verschoben."


@pytest.fixture
def live_house(house: House) -> House:
    """Give a newsroom whose release is live in German and English."""
    run_sync(house.newsroom, [])
    house.review("en")
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW)
    run_publish(house.newsroom, PublishRequest(), NOW)
    return house


def _page(house: House, language: str) -> str:
    return (house.root / "public" / language / "bruecke" / "index.html").read_text(encoding="utf-8")


def test_a_withdrawn_language_becomes_a_notice_at_once(live_house: House) -> None:
    report = run_withdraw(live_house.newsroom, "bruecke", ["en"], REASON, NOW)
    assert report.languages == ("en",)
    assert REASON in _page(live_house, "en")
    assert "12,8" not in _page(live_house, "en")
    assert "12,8" in _page(live_house, "de")
    assert "/en/bruecke/" not in (live_house.root / "public" / "sitemap.xml").read_text(encoding="utf-8")


def test_without_a_language_all_are_withdrawn_and_stay_so(live_house: House) -> None:
    run_withdraw(live_house.newsroom, "bruecke", [], REASON, NOW)
    assert run_publish(live_house.newsroom, PublishRequest(), NOW).live == ()
    assert REASON in _page(live_house, "de")
    (release,) = run_status(live_house.newsroom, [])
    assert release.languages["de"].state == "withdrawn"
    assert release.languages["de"].published == ""


def test_signing_again_brings_it_back(live_house: House) -> None:
    run_withdraw(live_house.newsroom, "bruecke", ["en"], REASON, NOW)
    run_approve(live_house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW)
    run_publish(live_house.newsroom, PublishRequest(), NOW)
    assert REASON not in _page(live_house, "en")


def test_readers_are_owed_a_reason(live_house: House) -> None:
    before = live_house.files()
    with pytest.raises(NoReasonError):
        run_withdraw(live_house.newsroom, "bruecke", [], "  ", NOW)
    assert live_house.files() == before


def test_only_what_is_signed_off_can_be_withdrawn(live_house: House) -> None:
    with pytest.raises(NotApprovedError, match="ar"):
        run_withdraw(live_house.newsroom, "bruecke", ["ar"], REASON, NOW)
    with pytest.raises(NoReleaseError):
        run_withdraw(live_house.newsroom, "nope", [], REASON, NOW)
    live_house.write_release("neu", "# Neu\n\nText.\n")
    with pytest.raises(NotApprovedError, match="any language"):
        run_withdraw(live_house.newsroom, "neu", [], REASON, NOW)


def test_what_was_never_live_is_withdrawn_without_touching_the_site(house: House) -> None:
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de"], EDITOR), NOW)
    assert run_withdraw(house.newsroom, "bruecke", [], REASON, NOW).publish is None
    assert not (house.root / "public").exists()
