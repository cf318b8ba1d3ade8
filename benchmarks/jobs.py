"""Whole jobs against an engine of 50 ms a request: sync, plan, draft, PO files written; in process and with workers.

Run: python benchmarks/jobs.py [--workers 1,2,4] [--only NAME]. Needs redis-server. Everything on loopback, the engine
in a process of its own. Beside it, in the same run: deep-translator's `translate_batch`, and the client of Wagtail
Localize 1.14.5 in its shape (its class needs Django): one `requests.post` with all texts of a page as an array, one
page after the other. Neither writes a file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import multiprocessing
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import requests
from deep_translator import LibreTranslator

from translateflow.catalog import read_catalog
from translateflow.engines import ENGINES
from translateflow.workflow.draft import THREADS
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

LATENCY = 0.05
CONCURRENCY = 8
LANGUAGES = ("en", "fr", "es", "uk", "ar")
PER_RELEASE = 100


class _Service(BaseHTTPRequestHandler):
    """Answers as LibreTranslate (array or one text) and as MyMemory (one text), after the latency."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        """Keep the findings readable."""

    def do_GET(self) -> None:
        text = parse_qs(urlsplit(self.path).query)["q"][0]
        time.sleep(LATENCY)
        if "translate" in self.path:  # deep-translator puts its one text for LibreTranslate into the address
            self._send({"translatedText": text})
            return
        self._send({"responseData": {"translatedText": text}, "responseStatus": 200, "matches": []})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if not body:
            self.do_GET()
            return
        time.sleep(LATENCY)
        self._send({"translatedText": json.loads(body)["q"]})

    def _send(self, answer: object) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def serve(ready: Connection) -> None:
    """Serve until the parent ends; send the port."""
    server = _Server(("127.0.0.1", 0), _Service)
    ready.send(server.server_address[1])
    server.serve_forever()


@dataclass(frozen=True, slots=True)
class Case:
    """So many segments into so many languages, by one engine."""

    name: str
    engine: str
    segments: int
    languages: int

    @property
    def ideal(self) -> float:
        """Give the seconds that the engine alone takes at our concurrency."""
        takes = ENGINES[self.engine].limits.texts
        calls = self.languages * math.ceil(self.segments / self.languages / takes)
        return math.ceil(calls / CONCURRENCY) * LATENCY


CASES = (
    Case("2,000 into 1, arrays of 25", "libretranslate", 2_000, 1),
    Case("10,000 into 5, arrays of 25", "libretranslate", 10_000, 5),
    Case("2,000 into 1, single texts", "mymemory", 2_000, 1),
)


WORDS = (
    ("Die Stadt", "Der Kreis", "Das Ministerium", "Die Hochschule", "Der Landtag", "Die Feuerwehr", "Das Museum"),
    ("eröffnet", "plant", "fördert", "saniert", "verlegt", "prüft", "beschließt", "verschiebt", "erweitert"),
    ("die neue Brücke", "den alten Bahnhof", "das Schwimmbad", "die Bücherei", "den Radweg", "die Messe", "den Park"),
    ("am Ufer", "im Norden", "hinter dem Rathaus", "in der Altstadt", "am Hafen", "bei der Schule", "im Gewerbegebiet"),
    ("für alle Gäste", "ohne Aufpreis", "nach langer Debatte", "mit Hilfe des Landes", "trotz des Wetters"),
)


def sentence(number: int) -> str:
    """Give a sentence of its own for each number: figures in every third, a tag in every fourth."""
    rest, chosen = number, []
    for words in WORDS:
        chosen.append(words[rest % len(words)])
        rest //= len(words)
    if number % 4 == 0:
        chosen[2] = f"**{chosen[2]}**"
    figure = f", {120 + number} m vom Markt," if number % 3 == 0 else ""
    return f"{chosen[0]} {chosen[1]} {chosen[2]} {chosen[3]}{figure} {chosen[4]}."


def make_newsroom(root: Path, case: Case, url: str, broker: str) -> None:
    """Write releases of a title and 99 sentences."""
    (root / "releases").mkdir(parents=True)
    per_language = case.segments // case.languages
    for release in range(math.ceil(per_language / PER_RELEASE)):
        first = release * PER_RELEASE
        lines = [f"---\ntitle: Die Stadt meldet Vorgang {first}\ndate: 2026-06-18\n---\n"]
        lines += [f"{sentence(number)}\n" for number in range(first + 1, min(first + PER_RELEASE, per_language))]
        (root / "releases" / f"release-{release}.md").write_text("\n".join(lines), encoding="utf-8")
    targets = ", ".join(f'"{language}"' for language in LANGUAGES[: case.languages])
    queue = f'[queue]\nbroker = "{broker}"\n' if broker else ""
    (root / "translateflow.toml").write_text(
        f'[newsroom]\ntitle = "Stadt"\nsource = "de"\ntargets = [{targets}]\n[engines]\norder = ["{case.engine}"]\n'
        f'[engines.{case.engine}]\nurl = "{url}"\nconcurrency = {CONCURRENCY}\n{queue}',
        encoding="utf-8",
    )


def run_job(root: Path, case: Case) -> tuple[float, float]:
    """Translate everything; give seconds and the processor's share in this process."""
    newsroom = open_newsroom(root, {})
    started, cpu = time.perf_counter(), time.process_time()
    report = run_translate(newsroom, TranslateRequest(), lambda _: None)
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    assert report.run.sums.drafted == case.segments, report.run.sums
    written = 0
    for language in LANGUAGES[: case.languages]:
        for slug in newsroom.sources():
            path = newsroom.catalogs.catalog(slug, language)
            written += sum(1 for entry in read_catalog(path, slug=slug, language=language).entries if entry.target)
    assert written == case.segments
    newsroom.database.close()
    return seconds, used


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Run a Redis of our own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir()
    program = shutil.which("redis-server") or "redis-server"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        next(line for line in server.stdout if "eady to accept" in line)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


@contextlib.contextmanager
def running_workers(root: Path, count: int) -> Iterator[list[int]]:
    """Run workers that share our concurrency, and wait until all are ready. Gives their process numbers."""
    words = [sys.executable, "-m", "translateflow", "worker", "-Q", "draft", "-c", str(max(1, THREADS // count))]
    environment = {**os.environ, "TRANSLATEFLOW_NEWSROOM": str(root)}
    with contextlib.ExitStack() as stack:
        pids = []
        for _ in range(count):
            process = stack.enter_context(
                subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            )
            stack.callback(process.send_signal, signal.SIGKILL)
            assert process.stdout is not None
            next(line for line in process.stdout if line.rstrip().endswith(" ready."))
            stack.enter_context(_drained(process))
            pids.append(process.pid)
        yield pids


@contextlib.contextmanager
def _drained(process: subprocess.Popen[str]) -> Iterator[None]:
    """Read what a worker prints, so that it never waits for us."""
    threading.Thread(target=lambda: [None for _ in process.stdout or ()], daemon=True).start()
    yield


def memory_of(pid: int) -> float:
    """Give the resident memory of a process in MB, at its highest."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measure_ours(case: Case, url: str, workers: list[int]) -> None:
    """Print a line for each way to run a case."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "newsroom"
        make_newsroom(root, case, url, "")
        alone, used = run_job(root, case)
        show(case, "in process", alone, f"{used:.2f} s of processor, {own_memory():.0f} MB")
    for count in workers:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name) / "newsroom"
            with running_redis(Path(name) / "redis") as broker:
                make_newsroom(root, case, url, broker)
                with running_workers(root, count) as pids:
                    seconds, _ = run_job(root, case)
                    memory = max(map(memory_of, pids))
        overhead = f"{seconds / alone - 1:+.0%} against in process, {memory:.0f} MB a worker"
        show(case, f"{count} workers of {max(1, THREADS // count)} threads", seconds, overhead)


def own_memory() -> float:
    """Give this process's memory in MB, at its highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(case: Case, way: str, seconds: float, more: str = "") -> None:
    """Print a line."""
    rate = case.segments / seconds
    print(f"{case.name:<32} {way:<24} {seconds:7.2f} s {rate:8,.0f}/s {case.ideal / seconds:6.0%} of ideal  {more}")


def measure_theirs(url: str) -> None:
    """Print what the clients of others reach, with a tenth of the texts: a loop says as much in less time."""
    texts = [f"Die Brücke mit der Kennziffer {number} ist 186 m lang." for number in range(200)]
    translator = LibreTranslator(source="de", target="en", api_key="k", custom_url=f"{url}/")
    started = time.perf_counter()
    assert len(translator.translate_batch(texts)) == len(texts)
    print(f"deep-translator, translate_batch: {len(texts) / (time.perf_counter() - started):,.0f}/s, no file written")
    started = time.perf_counter()
    for page in range(0, 2_000, PER_RELEASE):
        answer = requests.post(f"{url}/translate", json={"q": texts[:PER_RELEASE]}, timeout=30)
        assert len(answer.json()["translatedText"]) == PER_RELEASE, page
    seconds = time.perf_counter() - started
    print(f"Wagtail Localize's client in its shape, pages of 100: {2_000 / seconds:,.0f}/s, no file written")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--workers", default="1,2,4")
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    receiver, sender = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=serve, args=(sender,), daemon=True).start()
    url = f"http://127.0.0.1:{receiver.recv()}"
    workers = [int(count) for count in options.workers.split(",") if count]
    for case in CASES:
        if options.only in case.name:
            measure_ours(case, url, workers)
    measure_theirs(url)


if __name__ == "__main__":
    main()
