"""What the board costs: 1,000 releases in ten languages, 20 people, one core; start, first page and idle memory.

    python benchmarks/board.py [--releases N] [--people N] [--seconds N] [--folder DIR]

`translateflow serve` runs on one core, the people on another; each looks at the board, turns a page, filters and
searches, with a second between two requests in the mean; then once more without waiting. Times are those the people
see. The board is first made from the files (no kept projection), then served from the projection.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

from desk import LANGUAGES, Person, hire, make_newsroom, serve

from translateflow.web.desk.identity import COOKIE
from translateflow.workflow.board import Board
from translateflow.workspace import open_newsroom

TARGET_MS = 80
QUESTIONS = ("/", "/?page=2", "/?show=translate", "/?q={n}", "/?language=uk&sort=progress", "/releases/{slug}")


def ask(port: int, person: Person, path: str) -> tuple[float, int]:
    """Ask for a page of the desk; give milliseconds and bytes on the wire."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"{COOKIE}={person.secret}", "Accept-Encoding": "gzip"}
    started = time.perf_counter()
    connection.request("GET", f"/desk{path}", headers=headers)
    answer = connection.getresponse()
    size = len(answer.read())
    assert answer.status == 200, (answer.status, path)
    connection.close()
    return (time.perf_counter() - started) * 1000, size


def run(port: int, people: list[Person], slugs: list[str], seconds: float, wait: float) -> None:
    """Let everybody look for a while, and print a table."""
    times: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, int] = {}
    until = time.monotonic() + seconds

    def look(person: Person) -> None:
        while time.monotonic() < until:
            question = person.dice.choice(QUESTIONS)
            time.sleep(person.dice.expovariate(1 / wait) if wait else 0)
            spent, size = ask(
                port, person, question.format(n=person.dice.randrange(100), slug=person.dice.choice(slugs))
            )
            times[question].append(spent)
            sizes[question] = size

    threads = [threading.Thread(target=look, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("| page | number | median ms | p95 ms | KB compressed |\n|---|---|---|---|---|")
    for question, found in sorted(times.items()):
        high = sorted(found)[int(len(found) * 0.95)]
        mark = "" if high < TARGET_MS else " (missed)"
        print(
            f"| {question} | {len(found)} | {statistics.median(found):.1f} | {high:.1f}{mark} "
            f"| {sizes[question] / 1000:.1f} |"
        )
    print(f"\n{sum(map(len, times.values())) / seconds:.0f} requests a second\n")


def resident_mb(pid: int) -> float:
    """Give the resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmRSS"))


def make_board(root: Path) -> None:
    """Say what the first reading costs, and a sweep that finds nothing new."""
    newsroom = open_newsroom(root, {})
    (newsroom.state_folder / "board.json").unlink(missing_ok=True)
    for what in ("read from the files", "looked at again"):
        board, started = Board(newsroom), time.process_time()
        board.sweep()
        print(f"{what}: {time.process_time() - started:.2f} s of CPU")
    newsroom.database.close()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--warm", action="store_true", help="begin with the board that an earlier run kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = asked.folder or Path(temporary) / "newsroom"
        is_made = (root / "translateflow.toml").is_file()
        newsroom = open_newsroom(root, {}) if is_made else make_newsroom(root, asked.releases, 1000)
        slugs = list(newsroom.sources())
        people = hire(newsroom, asked.people)
        newsroom.database.close()
        if not asked.warm:
            make_board(root)
        started = time.perf_counter()
        server, port = serve(root)
        os.sched_setaffinity(0, set(os.sched_getaffinity(0)) - {0} or {0})
        try:
            ready = time.perf_counter() - started
            print(f"ready after {ready:.2f} s; resident {resident_mb(server.pid):.0f} MB")
            ask(port, people[0], "/")
            print(f"first page of the desk after {time.perf_counter() - started:.2f} s")
            time.sleep(8)  # the housekeeping has had its first round
            print(f"idle: {resident_mb(server.pid):.0f} MB resident, {len(LANGUAGES)} languages\n")
            for wait, title in ((1.0, "A second between two requests"), (0.0, "Without waiting")):
                print(f"{title}, {asked.people} people:\n")
                run(port, people, slugs, asked.seconds, wait)
            print(f"after the work: {resident_mb(server.pid):.0f} MB resident")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    random.seed(7)
    main()
