"""`publish` keeps the settings of web servers beside the site, and says when they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS

from translateflow.errors import SnippetsInSiteError
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from tests.workflow.conftest import House


@pytest.fixture
def signed(house: House) -> House:
    """Give a newsroom with its original signed off, once renamed."""
    house.write_release("bruecke", RELEASE.replace("date:", "formerly: [steg]\ndate:"))
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de"], EDITOR), NOW)
    return house


def test_without_being_asked_nothing_is_written(signed: House) -> None:
    assert run_publish(signed.newsroom, PublishRequest(), NOW).snippets == ()


def test_snippets_name_the_link_and_change_only_with_what_they_say(signed: House) -> None:
    folder = signed.root / "hosting"
    first = run_publish(signed.newsroom, PublishRequest(snippets=folder), NOW)
    assert {path.name for path in first.snippets} == {"nginx-http.conf", "nginx-server.conf", "Caddyfile", "_redirects"}
    assert f"root {signed.newsroom.site_folder};" in (folder / "nginx-server.conf").read_text()
    assert "/de/steg/ /de/bruecke/ 301" in (folder / "_redirects").read_text()
    assert run_publish(signed.newsroom, PublishRequest(snippets=folder), NOW).snippets == ()


def test_the_setting_does_the_same_and_a_withdrawal_reaches_static_hosts(signed: House) -> None:
    signed.configure(SETTINGS + '[publish]\nsnippets = "hosting"\n')
    run_publish(signed.newsroom, PublishRequest(), NOW)
    run_withdraw(signed.newsroom, "bruecke", [], "Irrtum", NOW)
    assert "/de/bruecke/ /de/bruecke/index.html 410" in (signed.root / "hosting/_redirects").read_text()


def test_snippets_never_go_into_the_site(signed: House) -> None:
    with pytest.raises(SnippetsInSiteError, match="lies inside the published site"):
        run_publish(signed.newsroom, PublishRequest(snippets=signed.newsroom.site_folder / "hosting"), NOW)
    assert not signed.newsroom.site_folder.exists()
