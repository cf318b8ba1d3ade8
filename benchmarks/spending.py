"""What keeping within the limits costs: counting a request before it is sent, and reserving a chunk's questions.

python benchmarks/spending.py        prints milliseconds of processor time for each, on SQLite
"""

from __future__ import annotations

import tempfile
import time
from typing import TYPE_CHECKING

from translateflow.model.engine import DraftRequest
from translateflow.model.job import NewItem
from translateflow.model.segment import Key, Role
from translateflow.storage import open_database
from translateflow.storage.spending import Purse

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.job import Chunk
    from translateflow.storage import Database

TEXTS = 25  # of a chunk
PLENTY = 10**9


def measure(name: str, work: Callable[[int], object], times: int) -> None:
    """Print what one round costs."""
    work(-1)
    wall, processor = time.perf_counter(), time.process_time()
    for number in range(times):
        work(number)
    processor = (time.process_time() - processor) / times * 1000
    wall = (time.perf_counter() - wall) / times * 1000
    print(f"{name:42} {processor:6.2f} ms of processor, {wall:6.2f} ms")


def reserve(database: Database, chunk: Chunk, number: int) -> None:
    """Reserve a chunk's questions and let go of them."""
    database.drafts.ask(chunk, "deepl", "v1", [DraftRequest(f"Satz {number} {each}.") for each in range(TEXTS)])
    database.drafts.asked_no_more(chunk)


def main() -> None:
    """Measure on an empty database."""
    purse = Purse(1, "2026-11-22", PLENTY, PLENTY)
    with tempfile.TemporaryDirectory() as folder, open_database(f"sqlite:///{folder}/state.db") as database:
        database.ledger.create_job(
            "one", [NewItem("r", "de", "en", Key(Role.TEXT, "Satz."))], engines={"en": ["deepl"]}
        )
        chunk = database.ledger.claim_chunk("benchmark", lease_seconds=600)
        if chunk is None:
            return
        measure("count a request", lambda _: database.spending.spend(purse, "deepl", 10), 500)
        measure("look how an engine stands", lambda _: database.standings.read("deepl", "key"), 500)
        measure(f"reserve {TEXTS} questions and let go", lambda number: reserve(database, chunk, number), 200)


if __name__ == "__main__":
    main()
