"""What the ledger costs: a job of 10,000 items made, claimed and recorded chunk by chunk, projected, and looked at.

Run: python benchmarks/ledger.py [DATABASE-URL]. Without a URL a new SQLite file is used. Engines cost nothing here, so
every second is bookkeeping.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.dispatch import run_pool
from translateflow.model.engine import Draft, DraftRequest
from translateflow.model.job import Chunk, ItemResult, NewItem, Outcome
from translateflow.model.segment import Key, Role, TagShape
from translateflow.storage import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEMS_PER_LANGUAGE = 2_000
LANGUAGES = ("en", "uk", "ar", "fr", "tr")
ITEMS = ITEMS_PER_LANGUAGE * len(LANGUAGES)

_OPEN = """
import sys, time
import sqlalchemy
start = time.perf_counter()
from translateflow.storage import open_database
imported = time.perf_counter()
open_database(sys.argv[1])
print(f"import {1000 * (imported - start):.0f} ms, open {1000 * (time.perf_counter() - imported):.1f} ms")
"""


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    """Print how long a step took, in all and for each of `count` things."""
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    print(f"{what:<44} {seconds:7.3f} s {1e6 * seconds / count:9.1f} us each")


def plan_items() -> list[NewItem]:
    """Plan items as a job over many releases has them."""
    shapes = (TagShape("a1", paired=True),)
    return [
        NewItem(
            f"release-{number // 45}",
            "de",
            language,
            Key(Role.TEXT, f"Die Stadt eröffnet am {number}. Juli eine <a1>neue Brücke</a1> über den Fluss."),
            shapes,
        )
        for language in LANGUAGES
        for number in range(ITEMS_PER_LANGUAGE)
    ]


def answer(chunk: Chunk) -> list[ItemResult]:
    """Draft for nothing."""
    return [ItemResult(item.id, Outcome.DRAFTED, item.key.text, "pseudo", characters=80) for item in chunk.items]


def work_through(database: Database, job: int, *, threads: int, singly: bool = False) -> None:
    """Claim and record until nothing is left."""

    def work(chunk: Chunk) -> None:
        results = answer(chunk)
        if singly:
            for result in results:
                database.ledger.record_results(chunk, [result])
        else:
            database.ledger.record_results(chunk, results, calls=1)

    def claim() -> Chunk | None:
        return database.ledger.claim_chunk("benchmark", lease_seconds=60, job=job)

    run_pool(claim, work, threads=threads, stop=threading.Event())


def project(database: Database, job: int) -> None:
    """Mark all results as written."""
    for slug, language in database.ledger.unprojected(job):
        results = database.ledger.results_to_project(slug, language)
        database.ledger.mark_projected([item.id for item in results])


def measure(url: str) -> None:
    """Print what each step costs."""
    items = plan_items()
    with open_database(url) as database:
        print(f"{database.where}: {ITEMS} items, {len(LANGUAGES)} languages, chunks of 25")
        for threads in (1, 8):
            with timed(f"create ({threads} threads to follow)", ITEMS):
                job = database.ledger.create_job("benchmark", items, engines={})
            with timed(f"claim and record by chunk, {threads} threads", ITEMS):
                work_through(database, job.id, threads=threads)
            assert database.ledger.sums(job.id).drafted == ITEMS
        with timed("sums of a job", 1):
            database.ledger.sums(job.id)
        with timed("project, a catalog at a time", ITEMS):
            project(database, job.id)
        few = database.ledger.create_job("benchmark", items[:1000], engines={})
        with timed("claim and record one by one", 1000):
            work_through(database, few.id, threads=1, singly=True)
        drafts = {DraftRequest(item.key.text, item.shapes): Draft(item.key.text, "x") for item in items[:2000]}
        with timed("cache: remember 2,000", 2000):
            database.drafts.remember("x", "", "de", "en", drafts)
        with timed("cache: look 2,000 up", 2000):
            assert len(database.drafts.cached("x", "", "de", "en", list(drafts))) == len(drafts)
    print(subprocess.run([sys.executable, "-c", _OPEN, url], check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(f"sqlite:///{Path(folder) / 'state.db'}")
