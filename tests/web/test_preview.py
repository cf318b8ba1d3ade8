"""Preview links: who holds one reads what is signed off; nobody else finds out that it exists."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, RELEASE, SETTINGS, House, close
from werkzeug.test import Client

from translateflow.errors import NoReleaseError, NotApprovedError, PreviewTimeError
from translateflow.web.preview import PreviewApp
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.preview import make_preview
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.sync import run_sync
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = dt.datetime(2026, 6, 17, 12, 0, tzinfo=dt.UTC)
EMBARGOED = RELEASE.replace("date: 2026-06-18\n", "date: 2026-06-18\nembargo: 2026-06-18 10:00\n")


@pytest.fixture
def under_embargo(tmp_path: Path) -> Iterator[House]:
    """Give a newsroom with a release that is signed off in German and English, and under embargo."""
    house = House(tmp_path / "newsroom", SETTINGS + "[engines]\norder = []\n")
    house.write_release("bruecke", EMBARGOED)
    run_sync(house.newsroom, [])
    house.review("en")
    assert all(verdict.passed for verdict in run_approve(house.newsroom, _sign("de", "en"), NOW))
    run_publish(house.newsroom, PublishRequest(), NOW)
    yield house
    close(house.newsroom)


def _sign(*languages: str) -> ApproveRequest:
    return ApproveRequest(["bruecke"], languages, EDITOR)


def _token(house: House, *languages: str, hours: float = 24) -> str:
    return make_preview(house.newsroom, "bruecke", languages, NOW + dt.timedelta(hours=hours), NOW)[1]


def _client(house: House, *, at: dt.datetime = NOW) -> Client:
    return Client(PreviewApp(house.newsroom, clock=lambda: at))


def test_the_link_shows_the_signed_page_with_its_style_sheet_to_nobody_s_cache(under_embargo: House) -> None:
    client, token = _client(under_embargo), _token(under_embargo)
    first = client.get(f"/{token}")
    assert first.headers["Location"].endswith(f"/{token}/de/bruecke/")
    page = client.get(f"/{token}/en/bruecke/")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert '<html lang="en"' in text
    assert "Preview: not published yet." in text
    assert 'Not for publication before <time datetime="2026-06-18T10:00:00+02:00">' in text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    style = re.search(r'rel="stylesheet" href="\.\./\.\./([^"]+)"', text)
    assert style
    assert client.get(f"/{token}/{style[1]}").headers["Content-Type"].startswith("text/css")


def test_nothing_in_a_preview_is_absolute_or_speaks_of_the_public_address(under_embargo: House) -> None:
    text = _client(under_embargo).get(f"/{_token(under_embargo)}/en/bruecke/").get_data(as_text=True)
    assert "presse.stadt.example" not in text
    assert 'rel="canonical"' not in text


def test_the_release_is_nowhere_else_before_its_time(under_embargo: House) -> None:
    public = (under_embargo.root / "public").resolve()
    for path in public.rglob("*"):
        assert "bruecke" not in path.name
        if path.is_file():
            data = path.read_bytes()
            assert b"bruecke" not in data, path
            assert "Neue Brücke".encode() not in data, path


def test_a_link_for_one_language_shows_that_language_only(under_embargo: House) -> None:
    client, token = _client(under_embargo), _token(under_embargo, "en")
    assert client.get(f"/{token}/en/bruecke/").status_code == 200
    assert client.get(f"/{token}/de/bruecke/").status_code == 404
    assert "Deutsch" not in client.get(f"/{token}/en/bruecke/").get_data(as_text=True)


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: "A" + token[1:] if token[0] != "A" else "B" + token[1:],
        lambda token: token.partition(".")[0],
        lambda token: token.replace(".", ""),
        lambda _token: "x.12345678." + "0" * 64,
        lambda _token: "",
        lambda _token: "%ff%fe",
    ],
)
def test_a_forged_link_is_like_none(under_embargo: House, forge: Callable[[str], str]) -> None:
    answer = _client(under_embargo).get(f"/{forge(_token(under_embargo))}/en/bruecke/")
    assert answer.status_code == 404
    assert "bruecke" not in answer.get_data(as_text=True)


def test_a_link_ends_when_it_says(under_embargo: House) -> None:
    token = _token(under_embargo, hours=24)
    late = _client(under_embargo, at=NOW + dt.timedelta(hours=24)).get(f"/{token}/en/bruecke/")
    assert late.status_code == 410
    assert "expired" in late.get_data(as_text=True)


def test_giving_up_the_key_ends_every_link_and_changing_it_none(under_embargo: House) -> None:
    token = _token(under_embargo)
    keys = under_embargo.newsroom.keys
    keys.rotate()
    assert _client(under_embargo).get(f"/{token}/en/bruecke/").status_code == 200
    keys.revoke(token.split(".")[1])
    assert _client(under_embargo).get(f"/{token}/en/bruecke/").status_code == 404


def test_once_the_page_is_out_the_link_leads_there(under_embargo: House) -> None:
    token = _token(under_embargo, hours=72)
    later = NOW + dt.timedelta(days=2)
    run_publish(under_embargo.newsroom, PublishRequest(due=True), later)
    answer = _client(under_embargo, at=later).get(f"/{token}/en/bruecke/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/bruecke/")


def test_a_correction_shows_at_once_and_a_withdrawal_ends_the_preview(under_embargo: House) -> None:
    client, token = _client(under_embargo), _token(under_embargo)
    assert client.get(f"/{token}/de/bruecke/").status_code == 200
    under_embargo.write_release("bruecke", EMBARGOED.replace("12,8 Mio.", "13,1 Mio."))
    run_sync(under_embargo.newsroom, [])
    run_approve(under_embargo.newsroom, _sign("de"), NOW + dt.timedelta(hours=1))
    assert "13,1 Mio." in client.get(f"/{token}/de/bruecke/").get_data(as_text=True)
    run_withdraw(under_embargo.newsroom, "bruecke", (), "Termin verschoben", NOW)
    assert client.get(f"/{token}/de/bruecke/").status_code == 404


def test_other_pages_methods_and_paths_are_not_there(under_embargo: House) -> None:
    client, token = _client(under_embargo), _token(under_embargo)
    assert client.post(f"/{token}/en/bruecke/").status_code == 405
    assert client.get(f"/{token}/en/other/").status_code == 404
    assert client.get(f"/{token}/../../approved/bruecke/en.json").status_code == 404


def test_only_what_is_signed_off_and_for_a_time_to_come_gets_a_link(under_embargo: House) -> None:
    newsroom, later = under_embargo.newsroom, NOW + dt.timedelta(hours=1)
    with pytest.raises(NotApprovedError, match="ar"):
        make_preview(newsroom, "bruecke", ["ar"], later, NOW)
    with pytest.raises(NoReleaseError):
        make_preview(newsroom, "keine", [], later, NOW)
    for until in (NOW, NOW + dt.timedelta(days=91)):
        with pytest.raises(PreviewTimeError, match="must end"):
            make_preview(newsroom, "bruecke", [], until, NOW)
