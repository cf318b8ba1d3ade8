"""Publishing refuses what the newsroom's key disproves, and readers keep the site they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import NOW, RELEASE
from tests.workflow.test_tampering import STRICT, approved, sign

from translateflow.errors import UnprovedError
from translateflow.keys import KeyRing
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import House


@pytest.fixture
def live_house(house: House) -> House:
    """Give a newsroom whose release is signed off and live in German and English."""
    house.write_release("bruecke", RELEASE)
    sign(house)
    run_publish(house.newsroom, PublishRequest(), NOW)
    return house


def _change(path: Path) -> None:
    path.write_text(
        path.read_text().replace('"title": "', '"title": "Not ', 1).replace('"reason": "', '"reason": "No ')
    )
    # A new file, as editors, git and rsync write it.
    path.rename(path.with_suffix(".new"))
    path.with_suffix(".new").rename(path)


def _page(house: House) -> bytes:
    return (house.root / "public" / "en" / "bruecke" / "index.html").read_bytes()


def test_a_changed_record_is_named_with_the_remedy_and_the_old_site_stays(live_house: House) -> None:
    before = _page(live_house)
    _change(approved(live_house))
    with pytest.raises(UnprovedError, match=r"en\.json.* did not make over it.* Nothing was published") as refused:
        run_publish(live_house.newsroom, PublishRequest(), NOW)
    assert "sign the text off again" in (refused.value.remedy or "")
    assert _page(live_house) == before


def test_a_changed_notice_of_withdrawal_is_refused_too(live_house: House) -> None:
    run_withdraw(live_house.newsroom, "bruecke", ["en"], "Wrong figures", NOW)
    _change(approved(live_house, "en.withdrawn.json"))
    with pytest.raises(UnprovedError, match=r"en\.withdrawn\.json"):
        run_publish(live_house.newsroom, PublishRequest(), NOW)


def test_what_a_given_up_key_signed_does_not_go_out_until_it_is_signed_again(live_house: House) -> None:
    keys = live_house.newsroom.keys
    keys.revoke(keys.describe()[0].id)
    with pytest.raises(UnprovedError, match="given up as compromised"):
        run_publish(live_house.newsroom, PublishRequest(), NOW)
    sign(live_house)
    assert run_publish(live_house.newsroom, PublishRequest(), NOW).live


def test_without_the_key_texts_go_out_unless_signatures_are_required(live_house: House) -> None:
    path = live_house.newsroom.keys.path
    path.unlink()
    KeyRing(path).rotate()
    assert run_publish(live_house.newsroom, PublishRequest(), NOW).live
    live_house.configure(STRICT)
    with pytest.raises(UnprovedError, match="which this machine does not have"):
        run_publish(live_house.newsroom, PublishRequest(), NOW)
