"""The quick answer is the slow answer, header for header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client, create_environ

from translateflow.web.ordinary import ordinary_path
from translateflow.web.site import make_site_app

if TYPE_CHECKING:
    from tests.web.conftest import Press
    from werkzeug.test import TestResponse

PATHS = ("ar/bridge/", "ar/bridge/index.html", "de/", "de/search/", "index.html", "404.html", "de/bridge/drawing.svg")
ASKED: tuple[dict[str, str], ...] = (
    {},
    {"Accept-Encoding": "br, gzip"},
    {"Accept-Encoding": "gzip;q=0"},
    {"If-None-Match": "TAG"},
    {"If-None-Match": "TAG", "Accept-Encoding": "gzip"},
    {"If-None-Match": 'W/TAG, "x"'},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"Range": "bytes=0-1"},
)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", ASKED)
def test_both_ways_give_the_same_answer(
    press: Press, client: Client, headers: dict[str, str], method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets = [f"assets/{path.name}" for path in (press.out / "assets").iterdir()]
    zip_too = {name: value for name, value in headers.items() if name == "Accept-Encoding"}
    quick, slow = client, press.client()
    for path in (*PATHS, *assets):
        tag = quick.get(path, headers=zip_too).headers["ETag"]
        given = {name: value.replace("TAG", tag) for name, value in headers.items()}
        first = quick.open(path, method=method, headers=given)
        with monkeypatch.context() as context:
            context.setattr("translateflow.web.site.ordinary_path", lambda _: "")
            second = slow.open(path, method=method, headers=given)
        assert _seen(first) == _seen(second), path


def _seen(response: TestResponse) -> tuple[str, dict[str, str], bytes]:
    # The server dates what the application does not.
    headers = {name: value for name, value in response.headers if name != "Date"}
    return response.status, headers, response.data


@pytest.mark.parametrize(
    "path", ["/", "/releases/bridge", "/de/feed.xml", "/de/br%C3%BCcke/", "/de/bridge/release.json", "/de/bridge"]
)
def test_what_needs_a_closer_look_is_left_to_the_whole_application(path: str) -> None:
    assert ordinary_path(create_environ(path)) == ""


def test_a_page_that_is_asked_for_again_needs_no_request_object(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.publish("bridge", "de")
    client = Client(make_site_app(press.out, site=press.site))
    monkeypatch.setattr("translateflow.web.site.SiteApp.answer", None)
    assert client.get("/de/bridge/").status_code == 200
