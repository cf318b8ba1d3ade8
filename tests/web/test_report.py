"""Reports of readers, as browsers and programs send them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from tests.workflow.conftest import EDITOR, NOW, SETTINGS, House, close
from tests.workflow.test_comments import TEXTS
from werkzeug.test import Client

from translateflow.model.edit import CommentKind
from translateflow.web.mount import Mounted
from translateflow.web.report import LATEST, ReportApp
from translateflow.web.site import make_site_app
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.comments import list_queue
from translateflow.workflow.editions import make_site
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.sync import run_sync
from translateflow.workflow.verify import run_verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from werkzeug.test import TestResponse


class Readers:
    """Readers of a published release, and a clock that only tests move."""

    def __init__(self, house: House) -> None:
        self.now = 1_800_000_000.0
        self.house = house
        newsroom = house.newsroom
        site = make_site_app(newsroom.site_folder, site=make_site(newsroom))
        app = Mounted(site, {"/report": lambda: ReportApp(newsroom, lambda: self.now)})
        self.client = Client(app)

    def links(self) -> list[str]:
        page = self.client.get("/en/bruecke/").text
        found = re.findall(r'<a class="report" rel="nofollow" href="\.\./\.\./([^"]+)">Report a problem</a>', page)
        return [f"/{href.replace('&amp;', '&')}" for href in found]

    def send(self, path: str, text: str, wait: float = 30, address: str = "192.0.2.1", **more: str) -> TestResponse:
        form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', self.client.get(path).text))
        self.now += wait
        return self.client.post(
            path,
            data=urlencode({**form, "text": text, **more}),
            content_type="application/x-www-form-urlencoded",
            environ_base={"REMOTE_ADDR": address},
        )


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    house = House(tmp_path / "newsroom", SETTINGS + "[site]\nreports = true\n[engines]\norder = []\n")
    run_sync(house.newsroom, [])
    house.review("en", texts=TEXTS)
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW)
    run_publish(house.newsroom, PublishRequest(), NOW)
    yield Readers(house)
    close(house.newsroom)


def test_each_passage_of_a_page_has_its_link_and_the_page_still_proves_what_was_signed(readers: Readers) -> None:
    assert readers.links() == [f"/report/?page=en/bruecke&passage={number}" for number in (1, 2)]
    assert run_verify(readers.house.newsroom).broken == ()


def test_a_report_lands_at_its_sentence_in_the_translators_queue(readers: Readers) -> None:
    first, second = readers.links()
    form = readers.client.get(second).text
    assert "Line 21 runs every ten minutes." in form
    assert '<html lang="en" dir="ltr">' in form
    names = re.findall(r'\bid="([^"]+)"', form)
    assert sorted(names) == sorted(set(names))

    answer = readers.send(second, "It is line <22> now.")

    assert answer.status_code == 200
    assert "Thank you." in answer.text
    (report,) = list_queue(readers.house.newsroom, ["en"])
    assert (report.kind, report.text, report.who) == (CommentKind.REPORT, "It is line <22> now.", "")
    assert report.place.key.text == "Die Linie 21 fährt alle zehn Minuten."
    assert readers.send(first, "Too dear.").status_code == 200
    assert list_queue(readers.house.newsroom)[0].place.key.text == "Die Brücke kostet 12,8 Mio. Euro."


def test_a_program_that_fills_every_field_is_let_believe(readers: Readers) -> None:
    answer = readers.send(readers.links()[0], "Buy this", website="http://spam.example")

    assert "Thank you." in answer.text
    assert list_queue(readers.house.newsroom) == []


@pytest.mark.parametrize("wait", [0, LATEST + 1])
def test_a_form_sent_at_once_or_long_after_is_not_taken(readers: Readers, wait: float) -> None:
    answer = readers.send(readers.links()[0], "Something", wait)

    assert answer.status_code == 400
    assert "send it once more" in answer.text
    assert list_queue(readers.house.newsroom) == []


def test_a_stamp_holds_for_its_passage_only(readers: Readers) -> None:
    first, second = readers.links()
    stamp = re.search(r'name="stamp" value="([^"]+)"', readers.client.get(first).text)
    assert stamp

    assert readers.send(second, "Something", stamp=stamp[1]).status_code == 400
    assert readers.send(first, " \n ").status_code == 400
    assert list_queue(readers.house.newsroom) == []


def test_nobody_reports_without_end(readers: Readers) -> None:
    path = readers.links()[0]
    statuses = [readers.send(path, f"Report {number}").status_code for number in range(7)]

    assert statuses == [200] * 5 + [429] * 2
    assert readers.send(path, "From elsewhere", address="192.0.2.2").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=en/bruecke",
        "page=en/bruecke&passage=0",
        "page=en/bruecke&passage=99",
        "page=ar/bruecke&passage=1",
        "page=../bruecke&passage=1",
        "page=en/../en/bruecke&passage=1",
        "page=en/%00&passage=1",
    ],
)
def test_there_is_no_form_for_what_is_not_published(readers: Readers, query: str) -> None:
    assert readers.client.get(f"/report/?{query}").status_code == 404


def test_a_form_may_not_be_framed_nor_kept_and_only_be_sent_here(readers: Readers) -> None:
    answer = readers.client.get(readers.links()[0])

    policy = answer.headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    assert readers.client.put(readers.links()[0]).status_code == 405
    assert readers.send(readers.links()[0], "x" * 20_000).status_code == 413


def test_without_the_setting_a_page_has_no_such_links(tmp_path: Path) -> None:
    house = House(tmp_path / "newsroom", SETTINGS + "[engines]\norder = []\n")
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de"], EDITOR), NOW)
    run_publish(house.newsroom, PublishRequest(), NOW)

    assert "report" not in (house.newsroom.site_folder / "de" / "bruecke" / "index.html").read_text()
    close(house.newsroom)
