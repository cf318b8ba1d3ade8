"""Proof that every page is what was signed off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE

from translateflow.errors import NothingPublishedError
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.sync import run_sync
from translateflow.workflow.verify import run_verify
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import House


@pytest.fixture
def live_house(house: House) -> House:
    """Give a newsroom whose release is live in German and English."""
    run_sync(house.newsroom, [])
    house.review("en")
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW)
    run_publish(house.newsroom, PublishRequest(), NOW)
    return house


def _problems(house: House) -> dict[str, str]:
    return {broken.path: broken.problem for broken in run_verify(house.newsroom).broken}


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_untouched_site_holds(live_house: House) -> None:
    report = run_verify(live_house.newsroom)
    assert (report.pages, report.snapshots, report.broken, report.behind) == (2, 2, (), ())


def test_one_changed_word_in_a_page_is_named(live_house: House) -> None:
    _edit(live_house.root / "public" / "en" / "bruecke" / "index.html", "alle zehn Minuten", "alle elf Minuten")
    assert list(_problems(live_house)) == ["public/en/bruecke/index.html"]


def test_a_changed_headline_is_found_too(live_house: House) -> None:
    _edit(live_house.root / "public" / "de" / "bruecke" / "index.html", "Neue Brücke", "Alte Brücke")
    assert list(_problems(live_house)) == ["public/de/bruecke/index.html"]


def test_a_frozen_catalog_that_was_edited_is_named(live_house: House) -> None:
    _edit(live_house.root / "approved" / "bruecke" / "en.po", 'msgstr "Anfahrt"', 'msgstr "Ankunft"')
    problems = _problems(live_house)
    assert "digest" in problems["approved/bruecke/en.po"]


def test_a_frozen_source_that_is_gone_is_named(live_house: House) -> None:
    (source,) = (live_house.root / "approved" / "bruecke" / "sources").iterdir()
    source.unlink()
    assert any("missing" in problem for problem in _problems(live_house).values())


def test_damaged_evidence_is_named_and_the_rest_still_looked_at(live_house: House) -> None:
    (live_house.root / "approved" / "bruecke" / "en.json").write_text("{}")
    report = run_verify(live_house.newsroom)
    assert report.pages == 2
    assert any("approved/bruecke/en.json" in broken.path for broken in report.broken)


def test_a_page_nobody_signed_off_is_named(live_house: House) -> None:
    page = live_house.root / "public" / "ar" / "bruecke" / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text((live_house.root / "public" / "en" / "bruecke" / "index.html").read_text())
    assert _problems(live_house) == {"public/ar/bruecke/index.html": "has no sign-off."}


def test_a_page_that_matches_an_earlier_sign_off_is_behind_not_broken(live_house: House) -> None:
    live_house.write_release("bruecke", RELEASE.replace("zehn", "acht"))
    later = NOW + dt.timedelta(days=1)
    run_approve(live_house.newsroom, ApproveRequest(["bruecke"], ["de"], EDITOR), later)
    report = run_verify(live_house.newsroom)
    assert (report.broken, report.behind) == ((), ("public/de/bruecke/index.html",))


def test_a_notice_of_withdrawal_holds(live_house: House) -> None:
    run_withdraw(live_house.newsroom, "bruecke", ["en"], "Irrtum.", NOW)
    assert _problems(live_house) == {}
    (live_house.root / "approved" / "bruecke" / "en.withdrawn.json").unlink()
    assert list(_problems(live_house)) == ["public/en/bruecke/index.html"]


def test_without_a_site_there_is_nothing_to_prove(house: House) -> None:
    with pytest.raises(NothingPublishedError, match="publish"):
        run_verify(house.newsroom)
