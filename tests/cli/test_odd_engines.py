"""An engine that answers nonsense: nothing of it gets into a catalog, and every item of the ledger says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.workflow.conftest import _Handler

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Command, EngineServer, House

    Answer = Callable[["OddHandler", list[str]], None]


class OddHandler(_Handler):
    """The engine's wire, with an answer of the test's own making."""

    odd: Answer

    def do_POST(self) -> None:  # noqa: N802 — the name http.server calls
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
        type(self).odd(self, texts)

    def do_GET(self) -> None:  # noqa: N802 — as above
        if self.path == "/languages":
            super().do_GET()
        else:
            self.send_text(200, "<!DOCTYPE html><html><body><h1>Sorry, something went wrong</h1></body></html>")

    def send_json(self, document: Any) -> None:
        self._send(200, document)

    def send_text(self, status: int, text: str, **headers: str) -> None:
        data = text.encode()
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html", "Content-Length": str(len(data))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def html_page(handler: OddHandler, _: list[str]) -> None:
    handler.send_text(200, "<!DOCTYPE html><html><body>Please enable JavaScript.</body></html>")


def html_inside(handler: OddHandler, texts: list[str]) -> None:
    handler.send_json({"translatedText": ["<!DOCTYPE html><html><body>Error 500</body></html>" for _ in texts]})


def empty_strings(handler: OddHandler, texts: list[str]) -> None:
    handler.send_json({"translatedText": ["" for _ in texts]})


def shorter_list(handler: OddHandler, texts: list[str]) -> None:
    handler.send_json({"translatedText": texts[:-1]})


def nulls(handler: OddHandler, texts: list[str]) -> None:
    handler.send_json({"translatedText": [None for _ in texts]})


def null(handler: OddHandler, _: list[str]) -> None:
    handler.send_json({"translatedText": None})


def not_even_an_object(handler: OddHandler, _: list[str]) -> None:
    handler.send_json([1, 2, 3])


def redirect(handler: OddHandler, _: list[str]) -> None:
    handler.send_text(302, "", Location="/sorry?key=topsecret")


def cut_off(handler: OddHandler, _: list[str]) -> None:
    handler.send_text(200, '{"translatedText": ["half', **{"Content-Type": "application/json"})


NONSENSE = [html_page, html_inside, empty_strings, shorter_list, nulls, null, not_even_an_object, redirect, cut_off]


@pytest.fixture
def odd_engine(engine: EngineServer) -> Callable[[Answer], None]:
    """Give the function that makes the engine answer otherwise."""

    def answer_with(answer: Answer) -> None:
        engine.RequestHandlerClass = type("Odd", (OddHandler,), {"odd": staticmethod(answer)})

    return answer_with


@pytest.mark.parametrize("answer", NONSENSE, ids=lambda answer: answer.__name__)
def test_nonsense_never_becomes_a_draft_and_every_item_says_why(
    answer: Answer,
    odd_engine: Callable[[Answer], None],
    served_house: House,
    in_served_house: Command,
) -> None:
    odd_engine(answer)
    in_served_house("sync")
    before = served_house.files()
    told = in_served_house("translate", "--language", "en", "--json")
    document = told.document
    assert told.code == 1
    assert "Traceback" not in told.err
    assert (document["items"], document["failed"], document["drafted"]) == (5, 5, 0)
    assert len(document["failures"]) == 5
    assert all("libretranslate" in failure["reason"] for failure in document["failures"])
    assert "topsecret" not in told.out + told.err
    assert served_house.files() == before


def test_the_source_given_back_is_kept_as_a_draft_with_a_warning_or_left(
    odd_engine: Callable[[Answer], None], served_house: House, in_served_house: Command
) -> None:
    odd_engine(lambda handler, texts: handler.send_json({"translatedText": texts}))
    told = in_served_house("translate", "--language", "en", "--json")
    document = told.document
    assert document["items"] == document["drafted"] + document["failed"]
    # Whatever came of it, it is nothing that looks like a person's work.
    assert all(fuzzy or not target for target, fuzzy in served_house.targets("en").values())


def test_a_good_engine_afterwards_drafts_what_a_bad_one_left(
    odd_engine: Callable[[Answer], None], engine: EngineServer, in_served_house: Command
) -> None:
    odd_engine(html_page)
    assert in_served_house("translate", "--language", "en").code == 1
    engine.RequestHandlerClass = _Handler
    told = in_served_house("jobs", "resume", "1", "--json")
    assert told.code == 0
    assert (told.document["drafted"], told.document["failed"]) == (5, 0)


def test_the_reasons_are_told_to_people_too(odd_engine: Callable[[Answer], None], in_served_house: Command) -> None:
    odd_engine(html_page)
    told = in_served_house("translate")
    assert "job 1: 10 items = 10 failed" in told.out
    assert "failed in en, ar: 10 segments (en: 5, ar: 5): libretranslate" in told.out
    assert "engine libretranslate:" in told.err
