"""What the memory costs a drafting job: its share of the time, with a million units in it.

    python benchmarks/memory_job.py [UNITS] [--releases N]

N releases of 45 sentences into English, through LibreTranslate's wire format on loopback with 50 ms a request; then N
others with the engine away, so that near matches of every sentence are looked up instead. The share is that of the
seconds inside the memory, summed over all threads, in the seconds of the job by the clock.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press import write_release

from engines import _Service
from memory import make_sources, make_vocabulary
from translateflow.model.memory import MemoryUnit
from translateflow.workflow.init import InitRequest, run_init
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.workspace import Newsroom


class Timed:
    """Adds up the seconds inside a function, over all threads."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.seconds = 0.0
        self._lock = threading.Lock()

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Call it."""
        started = time.perf_counter()
        try:
            return self.function(*args, **options)
        finally:
            with self._lock:
                self.seconds += time.perf_counter() - started


def fill_memory(newsroom: Newsroom, count: int) -> None:
    """Add invented units, and the sentences of releases that are not translated here, as near matches."""
    dice = random.Random(11)  # noqa: S311 — the same sentences on every run
    sources = make_sources(count, dice, make_vocabulary(dice))
    for at in range(0, count, 10_000):
        newsroom.database.memory.add(MemoryUnit("de", "en", each, each.upper()) for each in sources[at : at + 10_000])
    newsroom.database.memory.fuzzy("de", "en", sources[0])  # makes the file of signatures, once


def measure(newsroom: Newsroom, name: str, slugs: tuple[str, ...]) -> None:
    """Run one job and print the memory's share."""
    memory = newsroom.database.memory
    exact, similar = Timed(memory.exact), Timed(memory.similar)
    memory.exact, memory.similar = exact, similar  # type: ignore[method-assign]  # the clock around them
    started = time.perf_counter()
    report = run_translate(newsroom, TranslateRequest(slugs=slugs), lambda _: None)
    seconds = time.perf_counter() - started
    memory.exact, memory.similar = exact.function, similar.function  # type: ignore[method-assign]  # as they were
    sums = report.run.sums
    print(
        f"{name}: {sums.items} items, {sums.drafted} drafted, {sums.memory} from memory, {sums.failed} failed, "
        f"{seconds:.2f} s; exact {exact.seconds:.2f} s, near {similar.seconds:.2f} s: "
        f"{100 * (exact.seconds + similar.seconds) / seconds:.1f} %"
    )


def main() -> None:
    """Print both jobs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("units", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--releases", type=int, default=100)
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "newsroom"
        run_init(InitRequest(root, "Press", "de", ["en"]))
        engine = (
            f'[engines.libretranslate]\nurl = "http://127.0.0.1:{server.server_port}"\nrequests_per_second = 1000\n'
        )
        settings = root / "translateflow.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace('["google"]', '["libretranslate"]') + f"\n{engine}", encoding="utf-8")
        slugs = tuple(f"release-{number}" for number in range(2 * options.releases))
        for number in range(len(slugs)):
            (root / "releases" / f"release-{number}.md").write_text(write_release(number), encoding="utf-8")
        newsroom = open_newsroom(root)
        fill_memory(newsroom, options.units)
        measure(newsroom, "engine at 50 ms", slugs[::2])
        server.shutdown()
        server.server_close()
        measure(newsroom, "engine away", slugs[1::2])


if __name__ == "__main__":
    main()
