"""Segments per second through our engines and through deep-translator, on loopback services with 50 ms latency.

Run: python benchmarks/engines.py [--segments 400] [--rounds 3]. Both sides are measured in the same run, in turn, so
that the ratio of their medians holds on a busy machine as well. deep-translator's `translate_batch` is its own loop.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import multiprocessing
import statistics
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from deep_translator import GoogleTranslator, LibreTranslator

from translateflow.engines import ENGINES, Relay
from translateflow.model.engine import Draft, DraftRequest, EngineOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

LATENCY = 0.05
CONCURRENCY = 8


class _Service(BaseHTTPRequestHandler):
    """Answers as google's page (GET /m) and as LibreTranslate (POST, array or one text), after the latency."""

    protocol_version = "HTTP/1.1"
    # Like any real server: an answer in two small packets would wait 40 ms for the client's delayed acknowledgement.
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        """Keep the findings readable."""

    def do_GET(self) -> None:
        text = html.escape(self._query_text().upper())
        time.sleep(LATENCY)
        self._send("text/html", f'<html><body><div class="result-container">{text}</div></body></html>')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(LATENCY)
        # deep-translator puts one text into the address, our client an array into the body.
        translated = [text.upper() for text in json.loads(body)["q"]] if body else self._query_text().upper()
        self._send("application/json", json.dumps({"translatedText": translated}))

    def _query_text(self) -> str:
        return parse_qs(urlsplit(self.path).query)["q"][0]

    def _send(self, content_type: str, answer: str) -> None:
        body = answer.encode()
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def ours(engine: str, url: str, texts: list[str]) -> Callable[[], None]:
    """Make the run of our relay with one engine, connections warm."""
    relay = Relay([EngineOptions(engine, url=url, concurrency=CONCURRENCY)])
    requests = [DraftRequest(text) for text in texts]

    def run() -> None:
        report = relay.draft(requests, "en", "es")
        assert [outcome.text for outcome in report.outcomes if isinstance(outcome, Draft)] == [t.upper() for t in texts]

    return run


def theirs(translator: GoogleTranslator | LibreTranslator, url: str, texts: list[str]) -> Callable[[], None]:
    """Make the run of deep-translator's own batch."""
    translator._base_url = url  # noqa: SLF001 — it takes no address for google

    def run() -> None:
        assert translator.translate_batch(texts) == [text.upper() for text in texts]

    return run


def measure(run: Callable[[], None], segments: int) -> float:
    """Give segments per second of one run."""
    started = time.perf_counter()
    run()
    return segments / (time.perf_counter() - started)


def serve(ready: Connection) -> None:
    """Serve until the parent ends; send the port."""
    server = _Server(("127.0.0.1", 0), _Service)
    ready.send(server.server_address[1])
    server.serve_forever()


def main() -> None:
    """Measure and print a line per service: both medians and their ratio."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--segments", type=int, default=400)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    # In a process of its own: the service's work is not ours.
    receiver, sender = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=serve, args=(sender,), daemon=True).start()
    url = f"http://127.0.0.1:{receiver.recv()}"
    texts = [f"The council of ward {number} opened its bridge on Monday." for number in range(options.segments)]
    few = texts[: max(1, options.segments // 10)]  # a loop of one request each: a tenth says as much
    pairs = {
        "libretranslate": (
            ours("libretranslate", url, texts),
            theirs(LibreTranslator(source="en", target="es", api_key="k", custom_url=f"{url}/"), f"{url}/", few),
        ),
        "google": (ours("google", f"{url}/m", texts), theirs(GoogleTranslator("en", "es"), f"{url}/m", few)),
    }
    for name, (own, other) in pairs.items():
        calls = math.ceil(len(texts) / ENGINES[name].limits.texts)
        ideal = len(texts) / (math.ceil(calls / CONCURRENCY) * LATENCY)
        rates = [(measure(own, len(texts)), measure(other, len(few))) for _ in range(options.rounds)]
        mine, their = (statistics.median(rate[side] for rate in rates) for side in (0, 1))
        print(
            f"{name}: {mine:,.0f} segments/s ({mine / ideal:.0%} of the ideal at concurrency {CONCURRENCY}),"
            f" deep-translator {their:,.1f}; ratio of medians {mine / their:,.0f}"
        )


if __name__ == "__main__":
    main()
