"""The event stream, over real HTTP, beside `jobs watch` and the command that drafts."""

from __future__ import annotations

import http.client
import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import StartProcess, start
from tests.workflow.conftest import EngineServer, House, engine, served_house
from waitress.server import create_server
from werkzeug.test import Client
from werkzeug.wrappers import Request

from translateflow.errors import UnknownJobError
from translateflow.model.job import Sums
from translateflow.web.events import EventStreams, job_events
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workflow.watch import look_at_job, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["EngineServer", "House", "engine", "served_house", "start"]

SECONDS = 30


def _app(house: House, job: int, streams: EventStreams) -> WSGIApplication:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        last = Request(environ).headers.get("Last-Event-ID", "")
        return job_events(house.newsroom, job, streams, last_event_id=last)(environ, start_response)

    return app


@contextmanager
def _served(app: WSGIApplication) -> Iterator[int]:
    """Serve on loopback as `serve` does."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        server.close()
        thread.join(SECONDS)


def _events(text: str) -> list[dict[str, str]]:
    """Read a stream as a browser does: fields by name, comments under ""."""
    blocks = [block for block in text.split("\n\n") if block]
    return [dict(line.partition(": ")[::2] for line in block.split("\n")) for block in blocks]


def _job(house: House) -> int:
    return run_translate(house.newsroom, TranslateRequest(languages=["en"], wait=False), lambda _: None).job


def test_stream_watch_and_drafting_show_the_same_figures(
    served_house: House, engine: EngineServer, start: StartProcess
) -> None:
    go, asked = threading.Event(), threading.Event()

    def hold() -> None:
        asked.set()
        go.wait(SECONDS)

    engine.before_answer = hold
    sums: list[Sums] = []
    drafting = threading.Thread(
        target=run_translate, args=(served_house.newsroom, TranslateRequest(languages=["en", "ar"]), sums.append)
    )
    drafting.start()
    assert asked.wait(SECONDS)
    with _served(_app(served_house, 1, EventStreams())) as port:
        watch = start("jobs", "watch", "--json", "--newsroom", served_house.root)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        connection.request("GET", "/")
        response = connection.getresponse()
        assert watch.stdout is not None
        first = watch.stdout.readline()
        go.set()
        streamed = _events(response.read().decode())
        drafting.join(SECONDS)
        watched = [json.loads(line) for line in (first, *watch.communicate(timeout=SECONDS)[0].splitlines())]
    documents = [json.loads(event["data"]) for event in streamed if "data" in event]
    assert response.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    assert (watched[0]["waiting"], documents[0]["waiting"]) == (10, 10)
    assert watched[-1] == documents[-1] == to_json(look_at_job(served_house.newsroom, 1))
    assert (watched[-1]["drafted"], watched[-1]["state"]) == (10, "done")
    assert all(
        sums[-1] == Sums(**{name: shown[name] for name in Sums.__slots__}) for shown in (watched[-1], documents[-1])
    )
    assert streamed[-1]["event"] == "over"
    assert watch.returncode == 0


def test_over_the_bound_a_client_gets_one_event_and_is_asked_to_come_back(served_house: House) -> None:
    job, streams = _job(served_house), EventStreams(1)
    assert streams.take()
    response = Client(_app(served_house, job, streams)).get("/")
    retry, event = _events(response.text)
    assert retry == {"retry": "2000"}
    assert json.loads(event["data"])["waiting"] == 5
    again = Client(_app(served_house, job, streams)).get("/", headers={"Last-Event-ID": event["id"]})
    assert _events(again.text) == [{"retry": "2000"}]


def test_a_quiet_stream_shows_that_it_lives_and_ends_in_time_giving_its_place_back(served_house: House) -> None:
    job = _job(served_house)
    now = iter((0.0, 1.0, 2.0, 61.0))
    streams = EventStreams(1, heartbeat=0.0, clock=lambda: next(now))
    response = Client(_app(served_house, job, streams)).get("/")
    retry, event, *beats = _events(response.text)
    assert (retry, event["event"], len(beats)) == ({"retry": "500"}, "progress", 2)
    assert beats == [{"": "still here"}] * 2
    response.close()
    assert streams.take()


def test_a_client_that_leaves_at_once_gives_its_place_back(served_house: House) -> None:
    streams = EventStreams(1)
    job_events(served_house.newsroom, _job(served_house), streams).close()
    assert streams.take()


def test_a_client_that_comes_back_gets_only_news(served_house: House) -> None:
    job = _job(served_house)
    mark = look_at_job(served_house.newsroom, job).mark
    streams = EventStreams(1, heartbeat=0.0, longest=0.0)
    response = Client(_app(served_house, job, streams)).get("/", headers={"Last-Event-ID": mark})
    assert "data" not in response.text


def test_who_has_seen_the_end_is_told_to_stop_asking(served_house: House) -> None:
    job = _job(served_house)
    served_house.newsroom.database.ledger.cancel(job)
    client = Client(_app(served_house, job, EventStreams()))
    last = _events(client.get("/").text)[-1]
    assert last["event"] == "over"
    assert client.get("/", headers={"Last-Event-ID": last["id"]}).status_code == 204


def test_closing_ends_every_stream_at_once(served_house: House) -> None:
    job, streams = _job(served_house), EventStreams()
    stream = iter(job_events(served_house.newsroom, job, streams).response)
    assert [next(stream), next(stream)]
    streams.close()
    assert list(stream) == []
    assert not streams.take()


def test_an_unknown_job_has_no_stream(served_house: House) -> None:
    _job(served_house)
    with pytest.raises(UnknownJobError):
        job_events(served_house.newsroom, 99, EventStreams())
