"""What the desk's editor costs its people: 1,000 releases in ten languages, 100,000 units of memory, 20 people at once.

    python benchmarks/desk.py [--releases N] [--units N] [--people N] [--seconds N] [--folder DIR]

First the processor's time for each request of one person, whatever else the machine does. Then
`translateflow serve` runs on one core, the people on another. Each opens a catalog of their own, then for several
sentences in turn: the sentence, what helps with it, a check while typing, a save; between two requests everybody waits
a second in the mean (people take far longer). Times are those the people see, network and their own program included,
so what the server takes is less. A second run without waiting says how much one core can do. `--folder` keeps the
newsroom for the next time.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from press import write_release

from memory import make_sources, make_vocabulary
from translateflow.catalog import Change, fill_drafts, update_catalog
from translateflow.model.account import AccountRole, Grant
from translateflow.model.memory import MemoryUnit
from translateflow.web.desk.app import make_desk
from translateflow.web.desk.identity import COOKIE
from translateflow.workflow.sync import run_sync
from translateflow.workspace import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "fr", "es", "it", "pl", "uk", "ar", "tr", "nl", "pt")
TARGETS = {"editor page": 50, "page beside": 50, "sentence": 50, "suggestions": 30, "check": 30, "save": 15}
"""What the 95th percentile of each request should stay below, in ms."""

SENTENCES = 6
"""How many sentences somebody works on before going to the next release."""

_TOKEN = re.compile(r'"X-CSRF-Token": "([^"]+)"')
_SENTENCE = re.compile(r'id="s([0-9a-f]{12})" data-seen="([0-9a-f]{16})"')
_PAGE = re.compile(r'<iframe src="([^"]+)"')


class Person(NamedTuple):
    """Somebody at the desk."""

    number: int
    secret: str
    dice: random.Random


class Answer(NamedTuple):
    """What came back, and what it took in ms."""

    status: int
    data: bytes
    encoding: str
    taken: float


Transport = Callable[[str, str | None, dict[str, str]], Answer]
"""Sends a form, or asks for a page where there is none."""


class Measured:
    """One run: how long, with which pauses, on how many releases; times in ms and bytes on the wire by request."""

    def __init__(self, releases: int, seconds: float, wait: float) -> None:
        self.releases = releases
        self.wait = wait
        self.until = time.monotonic() + seconds
        self.times: dict[str, list[float]] = defaultdict(list)
        self.sizes: dict[str, list[int]] = defaultdict(list)
        self.failures: list[str] = []


def make_newsroom(root: Path, releases: int, units: int) -> Newsroom:
    """Make the newsroom: every other sentence drafted, a memory of sentences that resemble each other."""
    (root / "releases").mkdir(parents=True)
    targets = ", ".join(f'"{language}"' for language in LANGUAGES)
    settings = f'[newsroom]\ntitle = "Stadt Beispiel"\nsource = "de"\ntargets = [{targets}]\n[engines]\norder = []\n'
    (root / "translateflow.toml").write_text(settings, encoding="utf-8")
    for number in range(releases):
        (root / "releases" / f"r{number:04}.md").write_text(write_release(number), encoding="utf-8")
    newsroom = open_newsroom(root, {})
    run_sync(newsroom, [])
    for number in range(releases):
        for language in LANGUAGES:
            _draft(newsroom, f"r{number:04}", language)
    dice = random.Random(7)  # noqa: S311 — the same in every run
    sources = make_sources(units, dice, make_vocabulary(dice))
    known = [
        segment.text for n in range(0, releases, 10) for segment in newsroom.read_release(f"r{n:04}").document.segments
    ]
    texts = [*dict.fromkeys(known), *sources][:units]
    share = len(texts) // len(LANGUAGES)
    for at, language in enumerate(LANGUAGES):
        some = texts[at * share : (at + 1) * share]
        newsroom.database.memory.add(
            MemoryUnit("de", language, text, f"{language} {text}", slug="old") for text in some
        )
    return newsroom


def _draft(newsroom: Newsroom, slug: str, language: str) -> None:
    def fill(catalog: object) -> object:
        entries = catalog.entries[::2]  # type: ignore[attr-defined]  # it was synced a moment ago
        drafts = {entry.key: Change(entry.source, fuzzy=True, origin="apertium") for entry in entries}
        return fill_drafts(catalog, drafts).catalog  # type: ignore[arg-type]  # the same

    update_catalog(newsroom.catalogs.catalog(slug, language), fill)  # type: ignore[arg-type]  # the same


def hire(newsroom: Newsroom, count: int) -> list[Person]:
    """Give people who may do everything, signed in."""
    found = []
    for number in range(count):
        mail = f"person{number}@desk.example"
        accounts = newsroom.database.accounts
        account = accounts.find(mail) or accounts.add(f"Person {number}", mail, [Grant(AccountRole.EDITOR)])
        dice = random.Random(number)  # noqa: S311 — the same in every run
        found.append(Person(number, newsroom.database.sessions.open(account.id), dice))
    return found


def over_the_wire(port: int) -> Transport:
    """Give a connection to the server; times are those of who waits for the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(path: str, form: str | None, headers: dict[str, str]) -> Answer:
        started = time.perf_counter()
        connection.request("GET" if form is None else "POST", path, form, headers)
        answer = connection.getresponse()
        data = answer.read()
        taken = (time.perf_counter() - started) * 1000
        return Answer(answer.status, data, answer.headers.get("Content-Encoding", ""), taken)

    return ask


def inside(newsroom: Newsroom) -> Transport:
    """Give the desk without a server; times are those of the processor alone, whatever else the machine does."""
    client = make_desk(newsroom).test_client(use_cookies=False)

    def ask(path: str, form: str | None, headers: dict[str, str]) -> Answer:
        started = time.thread_time()
        method = "GET" if form is None else "POST"
        answer = client.open(path.removeprefix("/desk"), method=method, data=form, headers=headers)
        data = answer.get_data()
        taken = (time.thread_time() - started) * 1000
        return Answer(answer.status_code, data, answer.headers.get("Content-Encoding", ""), taken)

    return ask


def work(person: Person, send: Transport, measured: Measured) -> None:
    """Translate until the time is over."""
    headers = {"Cookie": f"{COOKIE}={person.secret}", "Accept-Encoding": "gzip"}

    def ask(name: str, path: str, form: Mapping[str, str] | None = None, **more: str) -> str:
        time.sleep(person.dice.expovariate(1 / measured.wait) if measured.wait else 0)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        answer = send(path, None if form is None else urlencode(form), {**headers, **kind, **more})
        measured.times[name].append(answer.taken)
        measured.sizes[name].append(len(answer.data))
        if answer.status != 200:
            measured.failures.append(f"{answer.status} {name} {path}")
        return (gzip.decompress(answer.data) if answer.encoding == "gzip" else answer.data).decode()

    while time.monotonic() < measured.until:
        slug, language = f"r{person.dice.randrange(measured.releases):04}", LANGUAGES[person.number % len(LANGUAGES)]
        base = f"/desk/releases/{slug}/{language}/edit"
        page = ask("editor page", base)
        beside = _PAGE.search(page)[1]  # type: ignore[index]  # every editor has one
        ask("page beside", f"/desk{beside.removeprefix('/desk')}")
        token = {"Accept": "application/json", "X-CSRF-Token": _TOKEN.search(page)[1]}  # type: ignore[index]  # and a token
        for segment, seen in person.dice.sample(_SENTENCE.findall(page), SENTENCES):
            ask("sentence", f"{base}/{segment}")
            ask("suggestions", f"{base}/{segment}/help")
            text = {"target": f"Text {person.dice.random()} of somebody who types quite a bit."}
            ask("check", f"{base}/{segment}/check", text, **token)
            ask("save", f"{base}/{segment}", {**text, "seen": seen, "as": "confirmed", "seconds": "9"}, **token)


def run(people: list[Person], port: int, measured: Measured) -> Measured:
    """Let everybody work at once."""
    threads = [threading.Thread(target=work, args=(one, over_the_wire(port), measured)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return measured


def serve(root: Path) -> tuple[subprocess.Popen[str], int]:
    """Start the server on the first core."""
    command = [sys.executable, "-m", "translateflow", "serve", "--newsroom", str(root), "--port", "0"]
    server = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    os.sched_setaffinity(server.pid, {0})
    assert server.stdout is not None
    for line in server.stdout:
        found = re.search(r"http://[^/]+:(\d+)/", line)
        if found:
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return server, int(found[1])
    message = "the server ended before it was ready"
    raise RuntimeError(message)


def tell(measured: Measured, seconds: float) -> None:
    """Print a table."""
    print("| request | number | median ms | p95 ms | target ms | KB compressed |\n|---|---|---|---|---|---|")
    for name, target in TARGETS.items():
        times = sorted(measured.times[name])
        high = times[int(len(times) * 0.95)]
        size = statistics.median(measured.sizes[name]) / 1000
        mark = "" if high < target else " (missed)"
        print(f"| {name} | {len(times)} | {statistics.median(times):.1f} | {high:.1f}{mark} | {target} | {size:.1f} |")
    total = sum(map(len, measured.times.values()))
    print(f"\n{total} requests, {total / seconds:.0f} a second; failures: {json.dumps(measured.failures[:5])}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = asked.folder or Path(temporary) / "newsroom"
        is_made = (root / "translateflow.toml").is_file()
        newsroom = open_newsroom(root, {}) if is_made else make_newsroom(root, asked.releases, asked.units)
        people = hire(newsroom, asked.people)
        alone = Measured(asked.releases, asked.seconds, 0)
        work(people[0], inside(newsroom), alone)
        print("\nProcessor time, one person after another:\n")
        tell(alone, asked.seconds)
        newsroom.database.close()
        server, port = serve(root)
        os.sched_setaffinity(0, set(os.sched_getaffinity(0)) - {0} or {0})
        try:
            run(people, port, Measured(asked.releases, 5, 0.2))  # what is loaded on first use is loaded then
            for wait, title in ((1.0, "A second between two requests"), (0.0, "Without waiting")):
                print(f"\n{title}, {asked.people} people:\n")
                tell(run(people, port, Measured(asked.releases, asked.seconds, wait)), asked.seconds)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
