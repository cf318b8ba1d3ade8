"""Glossaries at DeepL, on a loopback server that speaks the wire format of its documentation (v2)."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.engines.deepl import DeeplEngine
from translateflow.engines.deepl_glossary import write_entries
from translateflow.model.engine import Draft, DraftRequest, EngineOptions
from translateflow.model.memory import Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICE = Term("de", "en", "Bürgeramt", "civic office")
REQUEST = DraftRequest("Das Bürgeramt öffnet.")


class DeeplServer(ThreadingHTTPServer):
    """Notes what it is asked; `refuses` glossaries as an account does that has its full number."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.made: list[dict[str, Any]] = []
        self.used: list[str | None] = []
        self.deleted: list[str] = []
        self.refuses = False
        self.odd_answer = False

    def options(self, *terms: Term) -> EngineOptions:
        """Give options for an engine that uses this server and knows these terms."""
        url = f"http://127.0.0.1:{self.server_address[1]}"
        return EngineOptions("deepl", url=url, api_key="k", glossary=lambda *_: terms)


class _Handler(BaseHTTPRequestHandler):
    server: DeeplServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/v2/translate":
            self.server.used.append(asked.get("glossary_id"))
            self._send(200, {"translations": [{"text": "The office opens."} for _ in asked["text"]]})
        elif self.server.refuses:
            self._send(456, {"message": "Quota for glossaries exceeded."})
        elif self.server.odd_answer:
            self._send(201, ["no glossary"])
        else:
            self.server.made.append(asked)
            self._send(201, {"glossary_id": f"g{len(self.server.made)}", "ready": True})

    def do_DELETE(self) -> None:
        self.server.deleted.append(self.path.rpartition("/")[2])
        self._send(204, None)

    def _send(self, status: int, document: object) -> None:
        data = b"" if document is None else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def deepl() -> Iterator[DeeplServer]:
    """Run DeepL on loopback."""
    server = DeeplServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_glossary_is_made_once_used_by_every_call_and_removed_at_the_end(deepl: DeeplServer) -> None:
    engine = DeeplEngine(deepl.options(OFFICE))
    for _ in range(2):
        (outcome,) = engine.draft([REQUEST], "de", "en-GB")
        assert isinstance(outcome, Draft)
    engine.close()
    engine.close()
    (made,) = deepl.made
    assert (made["source_lang"], made["target_lang"], made["entries_format"]) == ("de", "en", "tsv")
    assert made["entries"] == "Bürgeramt\tcivic office"
    assert (deepl.used, deepl.deleted) == (["g1", "g1"], ["g1"])


def test_new_terms_make_a_new_glossary(deepl: DeeplServer) -> None:
    terms = [OFFICE]
    options = deepl.options()
    engine = DeeplEngine(EngineOptions("deepl", url=options.url, api_key="k", glossary=lambda *_: terms))
    engine.draft([REQUEST], "de", "en")
    terms.append(Term("de", "en", "Haushalt", "budget"))
    engine.draft([REQUEST], "de", "en")
    engine.close()
    assert (deepl.used, sorted(deepl.deleted)) == (["g1", "g2"], ["g1", "g2"])


@pytest.mark.parametrize("fault", ["refuses", "odd_answer"])
def test_a_glossary_that_is_not_taken_stops_no_translation(deepl: DeeplServer, fault: str) -> None:
    setattr(deepl, fault, True)
    engine = DeeplEngine(deepl.options(OFFICE))
    for _ in range(2):
        (outcome,) = engine.draft([REQUEST], "de", "en")
        assert isinstance(outcome, Draft)
    engine.close()
    assert (deepl.used, deepl.deleted) == ([None, None], [])


def test_without_terms_there_is_no_glossary(deepl: DeeplServer) -> None:
    engine = DeeplEngine(deepl.options())
    engine.draft([REQUEST], "de", "en")
    engine.close()
    assert (deepl.made, deepl.used) == ([], [None])


def test_the_preferred_word_goes_before_the_admitted_and_what_is_kept_before_both() -> None:
    terms = [
        OFFICE,
        Term("de", "en", "Bürgeramt", "old office", TermStatus.ADMITTED),
        Term("de", "en", "Bürgeramt", "bureau", TermStatus.FORBIDDEN),
        Term("de", "en", "Amt", "Amt", TermStatus.KEEP),
        Term("de", "en", "Zei\tle", "li\nne"),
        Term("de", "en", "x" * 2000, "long"),
    ]
    assert write_entries(terms) == "Amt\tAmt\nBürgeramt\tcivic office\nZei le\tli ne"
