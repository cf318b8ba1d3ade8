"""What stands around every request: its id, its duration, and who may read the metrics."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from translateflow.settings.operation import MetricsAccess, MetricsOptions
from translateflow.web import observed
from translateflow.web.observed import MetricsPage, Observed, may_read_metrics, request_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

LOOPBACK = MetricsOptions(MetricsAccess.LOOPBACK)
TOKEN = MetricsOptions(MetricsAccess.TOKEN, token="let-me-in")

Counted = list[tuple[str, str, float]]


def _app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/desk/broken":
        message = "broken"
        raise RuntimeError(message)
    start_response("503 Down" if path == "/api/v1/" else "200 OK", [("Content-Type", "text/plain")])
    return [b"here"]


def _client(counted: Counted, options: MetricsOptions = LOOPBACK) -> Client:
    page = MetricsPage(options, lambda: b"translateflow_items 1\n", "text/plain")
    return Client(Observed(_app, count=lambda *seen: counted.append(seen), metrics=page))


def test_requests_are_counted_by_part_and_kind_of_answer() -> None:
    counted: Counted = []
    client = _client(counted)
    for path in ("/", "/en/bridge/", "/desk/", "/api/v1/"):
        client.get(path)
    with pytest.raises(RuntimeError):
        client.get("/desk/broken")
    shown = [(part, status) for part, status, _ in counted]
    assert shown == [("site", "2xx"), ("site", "2xx"), ("desk", "2xx"), ("api", "5xx"), ("desk", "5xx")]
    assert all(seconds >= 0 for _, _, seconds in counted)


def test_every_answer_names_its_request_by_the_id_of_the_proxy_or_a_new_one() -> None:
    client = _client([])
    given = client.get("/", headers={"X-Request-ID": "req-2026.07:1"})
    assert given.headers["X-Request-ID"] == "req-2026.07:1"
    made = {client.get("/").headers["X-Request-ID"] for _ in range(3)}
    assert len(made) == 3


@pytest.mark.parametrize("given", ["", "short", 'a"b: injected', "x" * 65, "line\nbreak-in-it"])
def test_an_id_that_does_not_look_like_one_is_replaced(given: str) -> None:
    assert request_id(given) != given


def test_failed_and_slow_requests_are_logged_without_their_query(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _client([])
    with caplog.at_level(logging.INFO):
        client.get("/en/?token=geheim")
        client.get("/api/v1/?token=geheim")
        monkeypatch.setattr(observed, "SLOW_SECONDS", -1.0)
        client.get("/en/?token=geheim")
    assert [record.getMessage().partition(" in ")[0] for record in caplog.records] == [
        "GET /api/v1/ 503",
        "GET /en/ 200",
    ]


@pytest.mark.parametrize(
    ("options", "environ", "allowed"),
    [
        (MetricsOptions(), {"REMOTE_ADDR": "127.0.0.1"}, False),
        (LOOPBACK, {"REMOTE_ADDR": "127.0.0.1"}, True),
        (LOOPBACK, {"REMOTE_ADDR": "::1"}, True),
        (LOOPBACK, {"REMOTE_ADDR": "::ffff:127.0.0.1"}, True),
        (LOOPBACK, {"REMOTE_ADDR": "192.0.2.7"}, False),
        (LOOPBACK, {"REMOTE_ADDR": ""}, False),
        (LOOPBACK, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
        (LOOPBACK, {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"}, False),
        (TOKEN, {"REMOTE_ADDR": "127.0.0.1"}, False),
        (TOKEN, {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer let-me-in"}, True),
        (TOKEN, {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer let-me-out"}, False),
        (MetricsOptions(MetricsAccess.TOKEN), {"HTTP_AUTHORIZATION": "Bearer "}, False),
    ],
)
def test_who_may_read_the_metrics(options: MetricsOptions, environ: WSGIEnvironment, *, allowed: bool) -> None:
    assert may_read_metrics(options, environ) is allowed


def test_for_everybody_else_there_is_no_page_of_metrics() -> None:
    client = _client([])
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}).data == b"translateflow_items 1\n"
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    assert client.post("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}).status_code == 405


def test_without_a_page_of_metrics_the_site_answers() -> None:
    assert Client(Observed(_app)).get("/metrics").data == b"here"
