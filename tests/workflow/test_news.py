"""From what happened to whom it is told: a newsroom, a mail server and hooks on loopback."""

from __future__ import annotations

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR, NOW, RELEASE, SETTINGS, House, close

from translateflow.errors import FetchRefusedError, NoNoticeError, NoTargetError
from translateflow.fetch import post_url
from translateflow.model.notice import Channel, EventKind, NoticeState
from translateflow.notify import sign_call
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.news import run_news
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.send_notices import list_notices, plan_pause, run_notify, run_retry, run_send, run_test
from translateflow.workflow.sync import run_sync
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.workflow.conftest import EngineServer

    from translateflow.model.notice import Notice


class Hook(ThreadingHTTPServer):
    """Takes calls, and answers with `status`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _HookHandler)
        self.status = 204
        self.calls: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """Kind, slug and language of each call."""
        documents = [json.loads(body) for _, body in self.calls]
        return [(each["type"], each["data"].get("slug", ""), each["data"].get("language", "")) for each in documents]


class _HookHandler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((dict(self.headers.items()), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def hook() -> Iterator[Hook]:
    server = Hook()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def press(tmp_path: Path, hook: Hook, engine: EngineServer) -> Iterator[House]:
    """Give a newsroom with a hook that has looked once, and then got its first release."""
    engines = f'[engines]\norder = ["libretranslate"]\n[engines.libretranslate]\nurl = "{engine.url}"\ntimeout = 5\n'
    notify = f'[notify.cms]\nurl = "{hook.url}"\nsecret_file = "hook"\n'
    (tmp_path / "newsroom").mkdir()
    (tmp_path / "newsroom" / "hook").write_text("geheim-7")
    made = House(tmp_path / "newsroom", SETTINGS + engines + "[languages.ar]\nengines = []\n" + notify)
    (made.root / "releases" / "bruecke.md").unlink()
    run_notify(made.newsroom)
    made.write_release("bruecke", RELEASE)
    yield made
    close(made.newsroom)


def _approve_and_publish(house: House, *languages: str) -> None:
    for language in languages:
        run_approve(house.newsroom, ApproveRequest(["bruecke"], [language], EDITOR), NOW)
    run_publish(house.newsroom, PublishRequest(), NOW)


def _states(house: House) -> list[tuple[str, str, str]]:
    """Kind, channel and state of each notice, oldest first."""
    notices: list[Notice] = list_notices(house.newsroom)
    return [(each.event.kind.value, each.channel.value, each.state.value) for each in reversed(notices)]


def test_a_release_is_told_of_at_each_step_of_its_road(press: House, hook: Hook) -> None:
    run_sync(press.newsroom, [])
    run_notify(press.newsroom)
    assert sorted(hook.told) == [("ready-to-sign-off", "bruecke", "de"), ("ready-to-translate", "bruecke", "ar")]
    hook.calls.clear()
    run_translate(press.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    run_notify(press.newsroom)
    assert hook.told == [("ready-to-review", "bruecke", "en")]
    press.review("en")
    run_notify(press.newsroom)
    assert hook.told[1:] == [("ready-to-sign-off", "bruecke", "en")]
    hook.calls.clear()
    _approve_and_publish(press, "de", "en")
    run_notify(press.newsroom)
    assert sorted(hook.told) == [("published", "bruecke", "de"), ("published", "bruecke", "en")]
    hook.calls.clear()
    press.write_release("bruecke", RELEASE.replace("alle zehn Minuten", "alle acht Minuten"))
    run_sync(press.newsroom, [])
    run_notify(press.newsroom)
    assert ("outdated", "bruecke", "en") in hook.told
    assert run_notify(press.newsroom).sent == 0


def test_calls_are_signed_and_name_the_page(press: House, hook: Hook) -> None:
    run_sync(press.newsroom, [])
    _approve_and_publish(press, "de")
    run_notify(press.newsroom)
    headers, body = next(call for call in hook.calls if b'"published"' in call[1])
    assert headers["webhook-signature"] == sign_call(
        "geheim-7", headers["webhook-id"], headers["webhook-timestamp"], body
    )
    assert json.loads(body)["data"]["address"] == "https://presse.stadt.example/de/bruecke/"


def test_publishing_writes_the_news_down_even_when_nobody_sends_them(press: House, hook: Hook) -> None:
    run_sync(press.newsroom, [])
    _approve_and_publish(press, "de")
    assert ("published", "hook", "waiting") in _states(press)
    assert hook.calls == []


def test_nothing_is_told_while_drafts_are_still_to_come(press: House, hook: Hook) -> None:
    run_translate(press.newsroom, TranslateRequest(languages=["en"], wait=False), lambda _: None)
    run_notify(press.newsroom)
    assert not [each for each in hook.told if each[2] == "en"]


def test_a_job_that_failed_is_told_of_without_naming_releases(press: House, hook: Hook, engine: EngineServer) -> None:
    engine.down = True
    run_translate(press.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    run_notify(press.newsroom)
    [failed] = [json.loads(body) for _, body in hook.calls if b"job-failed" in body]
    assert failed["data"] == {"newsroom": "Stadt Beispiel", "count": 5, "job": 1}


def test_what_stands_there_when_notifications_begin_is_no_news(house: House, hook: Hook) -> None:
    run_sync(house.newsroom, [])
    (house.root / "hook").write_text("geheim-7")
    house.configure(SETTINGS + f'[notify.cms]\nurl = "{hook.url}"\nsecret_file = "hook"\n')
    run_notify(house.newsroom)
    run_notify(house.newsroom)
    assert hook.calls == []


def test_no_hook_hears_of_what_is_under_embargo_before_it_is_out(press: House, hook: Hook) -> None:
    press.write_release("bruecke", RELEASE.replace("---\n\n", "embargo: 2099-01-01T08:00:00+01:00\n---\n\n", 1))
    run_sync(press.newsroom, [])
    run_translate(press.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    run_notify(press.newsroom)
    for language in ("de", "en"):
        press.review("en")
        run_approve(press.newsroom, ApproveRequest(["bruecke"], [language], EDITOR), NOW)
        run_notify(press.newsroom)
    assert hook.calls == []
    run_publish(press.newsroom, PublishRequest(due=True), dt.datetime(2099, 1, 1, 8, 0, tzinfo=dt.UTC))
    run_notify(press.newsroom)
    assert sorted(hook.told) == [("published", "bruecke", "de"), ("published", "bruecke", "en")]


def test_a_hook_that_is_away_is_called_again_and_one_that_refuses_is_given_up(press: House, hook: Hook) -> None:
    hook.status = 503
    assert run_test(press.newsroom).waiting == 1
    assert run_send(press.newsroom).waiting == 0  # its time has not come
    hook.status = 204
    report = run_retry(press.newsroom)
    assert (report.sent, report.failed) == (1, 0)
    assert hook.calls[0][0]["webhook-id"] == hook.calls[1][0]["webhook-id"]
    hook.status = 410
    assert run_test(press.newsroom, "cms").failed == 1
    [failed] = [each for each in list_notices(press.newsroom, waiting=True) if each.state is NoticeState.FAILED]
    assert (failed.outcome, failed.event.kind, failed.channel) == (
        "it answers with status 410",
        EventKind.TEST,
        Channel.HOOK,
    )
    with pytest.raises(NoNoticeError):
        run_retry(press.newsroom, 99)
    with pytest.raises(NoTargetError, match="There are: cms"):
        run_test(press.newsroom, "nobody")


def test_two_looks_at_once_tell_nobody_twice(press: House, hook: Hook) -> None:
    run_sync(press.newsroom, [])
    threads = [threading.Thread(target=run_notify, args=(press.newsroom,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hook.told) == len(set(hook.told)) == 2


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://cms.example/hook", "https only"),
        ("http://10.0.0.7/hook", "https only"),
        ("https://10.0.0.7/hook", "private network"),
        ("https://169.254.169.254/latest/meta-data", "private network"),
        ("file:///etc/passwd", "only http and https"),
        ("https://me:geheim@cms.example/", "user name or password"),
    ],
)
def test_a_hook_cannot_be_turned_against_the_house(url: str, said: str) -> None:
    with pytest.raises(FetchRefusedError, match=said) as refused:
        post_url(url, b"{}", {})
    assert "geheim" not in str(refused.value)


def test_a_host_of_the_house_is_called_where_the_newsroom_allows_it(hook: Hook) -> None:
    assert post_url(hook.url.replace("127.0.0.1", "127.1"), b"{}", {}, allow_hosts=["127.1"]).status == 204
    with pytest.raises(FetchRefusedError):
        post_url(hook.url.replace("127.0.0.1", "127.1"), b"{}", {})


def test_the_pause_doubles_up_to_six_hours_and_longer_where_it_is_asked_for() -> None:
    assert [plan_pause(attempt) for attempt in (1, 2, 3, 12)] == [30.0, 60.0, 120.0, 21600.0]
    assert plan_pause(1, retry_after=300) == 300.0
    assert plan_pause(1, retry_after=10**9) == 21600.0


def test_a_newsroom_that_tells_nobody_makes_no_database(house: House) -> None:
    assert run_news(house.newsroom) == 0
    assert not house.newsroom.has_database


def test_search_engines_and_hubs_are_told_of_what_went_out(press: House, hook: Hook) -> None:
    settings = (press.root / "translateflow.toml").read_text()
    pings = f'[notify]\nindexnow = "{hook.url}"\nindexnow_key = "abc12345"\nwebsub_hub = "{hook.url}/hub"\n'
    press.configure(settings + pings)
    run_sync(press.newsroom, [])
    _approve_and_publish(press, "de")
    run_notify(press.newsroom)
    bodies = [body for _, body in hook.calls]
    assert any(b'"keyLocation": "https://presse.stadt.example/abc12345.txt"' in body for body in bodies)
    assert any(b"hub.topic=https%3A%2F%2Fpresse.stadt.example%2Fde%2Ffeed.xml" in body for body in bodies)
    assert (press.newsroom.site_folder / "abc12345.txt").read_bytes() == b"abc12345"
    feed = (press.newsroom.site_folder / "de" / "feed.xml").read_text()
    assert f'<link rel="hub" href="{hook.url}/hub"/>' in feed
