"""An engine on loopback that counts each text it is asked for, keeps a pace, and misbehaves when told to."""

from __future__ import annotations

import json
import random
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTS = ("slow down", "fail", "hang", "cut", "page", "fewer", "nothing", "lose tags")
Asked = tuple[str, str]
"""A language, and the number that no other text of the newsroom has."""


class CountingEngine(ThreadingHTTPServer):
    """Speaks LibreTranslate's wire format. `asked` counts every text received, `answered` those answered well.

    A request is answered `latency` seconds after `may_answer` gave way. One request in ten meets a fault when `faults`
    are given (`fault_rate`), each in turn.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, seed: int = 0, latency: float = 0.05, faults: tuple[str, ...] = ()) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[Asked] = Counter()
        self.answered: Counter[Asked] = Counter()
        self.latency = latency
        self.faults = faults
        self.fault_rate = 0.1
        self.met: Counter[str] = Counter()
        self.may_answer: Callable[[], None] = lambda: None
        self.closing = threading.Event()
        self._random = random.Random(seed)  # noqa: S311 — which request fails, the same for the same seed
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def note(self, keys: list[Asked]) -> str:
        """Count a request; say which fault it meets, "" for none."""
        with self._lock:
            self.asked.update(keys)
            if not self.faults or self._random.random() >= self.fault_rate:
                return ""
            fault = self.faults[self.met.total() % len(self.faults)]
            self.met[fault] += 1
            return fault

    def note_answer(self, keys: list[Asked]) -> None:
        """Count what was answered well."""
        with self._lock:
            self.answered.update(keys)

    def end(self) -> None:
        """Stop serving."""
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that were killed."""


class _Handler(BaseHTTPRequestHandler):
    server: CountingEngine
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._send(200, [{"code": code} for code in ("de", "en", "fr", "es", "uk", "ar")])

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts: list[str] = body["q"] if isinstance(body["q"], list) else [body["q"]]
        keys = [(body["target"], found[0]) for text in texts for found in [re.findall(r"\d+", text)] if found]
        fault = self.server.note(keys)
        self.server.may_answer()
        self.server.closing.wait(self.server.latency)
        answers: list[Any] = [f"{text} [{body['target']}]" for text in texts]
        if fault:
            self._misbehave(fault, answers)
            return
        self.server.note_answer(keys)
        self._send(200, {"translatedText": answers if isinstance(body["q"], list) else answers[0]})

    def _misbehave(self, fault: str, answers: list[Any]) -> None:
        if fault == "slow down":
            self._send(429, {"error": "slow down"}, ("Retry-After", "1"))
        elif fault == "wait long":
            self._send(429, {"error": "slow down"}, ("Retry-After", "30"))
        elif fault == "fail":
            self._send(500, {"error": "broken"})
        elif fault == "hang":
            self.server.closing.wait(60)
        elif fault == "cut":
            self.close_connection = True
        elif fault == "page":
            self._send(200, None, ("Content-Type", "text/html"), data=b"<html><h1>Error 500 (Server Error)</h1></html>")
        elif fault == "fewer":
            self._send(200, {"translatedText": answers[:-1]})
        elif fault == "nothing":
            self._send(200, {"translatedText": None})
        else:
            self._send(200, {"translatedText": [re.sub(r"<[^>]*>", "", answer) for answer in answers]})

    def _send(self, status: int, document: object, *headers: tuple[str, str], data: bytes | None = None) -> None:
        body = json.dumps(document).encode() if data is None else data
        self.send_response(status)
        for name, value in dict([("Content-Type", "application/json"), *headers]).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
