"""Publications killed at any moment, under a reader who fetches pages all the time."""

from __future__ import annotations

import itertools
import os
import random
import re
import signal
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

from werkzeug.test import Client

from translateflow.web.site import make_site_app

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.model.edition import Site

PUBLISHER = """
    import datetime as dt, os, sys
    from pathlib import Path
    from translateflow.model.edition import Edition, Provenance, Site
    from translateflow.website import publish_site

    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    site = Site("N", "https://n.example", "UTC", "en", ("en", "de", "ar"))

    def publish(number):
        title = f"Generation {number:06}"
        editions = [
            Edition(f"r{index}", language, "en", title, f"<p>{title}</p>", moment.date(), moment, moment,
                    Provenance.REVIEWED, "d", moment.date())
            for index in range(4) for language in ("en", "de", "ar")
        ]
        publish_site(site, editions, {}, Path(sys.argv[1]))

    publish(0)
    for line in sys.stdin:  # one round: a child that publishes until it is killed
        child = os.fork()
        if child == 0:
            number = int(line)
            while True:
                publish(number)
                number += 1
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)
"""

_ROUNDS = 100
_PAGES = tuple(f"{language}/r{index}/" for index in range(4) for language in ("en", "de", "ar"))


def _titles(text: str) -> set[int]:
    """Give the numbers of the generations that a page or an index speaks of."""
    return {int(number) for number in re.findall(r"Generation (\d{6})", text)}


def _read_all_the_time(out: Path, site: Site, stop: threading.Event, wrong: list[str]) -> None:
    """Fetch page after page as a reader's browser does; each must be there, whole, and never older than one before."""
    client = Client(make_site_app(out, site=site))
    newest = 0
    for path in itertools.cycle((*_PAGES, "en/", "de/feed.xml", "ar/r1/release.json")):
        if stop.is_set():
            return
        answer = client.get(f"/{path}")
        seen = _titles(answer.get_data(as_text=True))
        if answer.status_code != 200 or len(seen) != 1 or min(seen) < newest:
            wrong.append(f"{path}: {answer.status_code}, {sorted(seen)} after {newest}")
        newest = max(seen, default=newest)


def test_a_hundred_kills_at_any_moment_show_readers_a_whole_site_all_the_time(tmp_path: Path, site: Site) -> None:
    out = tmp_path / "public"
    seed = random.randrange(10**6)  # noqa: S311 — as below
    chance = random.Random(seed)  # noqa: S311 — moments to kill at, not secrets
    wrong: list[str] = []
    stop = threading.Event()
    publisher = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PUBLISHER), str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert publisher.stdin
    assert publisher.stdout
    reader = threading.Thread(target=_read_all_the_time, args=(out, site, stop, wrong))
    try:
        for number in range(1, _ROUNDS + 1):
            publisher.stdin.write(f"{number * 1000}\n")
            publisher.stdin.flush()
            child = int(publisher.stdout.readline())
            if not reader.ident:
                reader.start()
            stop.wait(chance.uniform(0.0, 0.2))
            os.kill(child, signal.SIGKILL)
            assert publisher.stdout.readline() == "dead\n"
            whole = out.resolve(strict=True)
            left = {number for path in _PAGES for number in _titles((whole / path / "index.html").read_text())}
            assert len(left) == 1, f"seed {seed}, round {number}: {left}"
    finally:
        stop.set()
        if reader.ident:
            reader.join()
        publisher.stdin.close()
        publisher.wait()
        publisher.stdout.close()
    assert wrong == [], f"seed {seed}"
    assert max(_titles((out / "en/r0/index.html").read_text())) >= 1000, "nothing was ever published"
    assert len(list(tmp_path.glob(".public-*/site"))) <= 4, "what killed publications leave is cleared away"
