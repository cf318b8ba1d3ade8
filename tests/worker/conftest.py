"""A newsroom on stage: an engine that counts, a Redis of its own, and workers that the test starts and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.worker.counting_engine import CountingEngine
from tests.worker.troupe import Program, RedisServer

from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import RequireProgram


class Stage:
    """`write_release` adds a release of numbered sentences; `program` makes a process that runs in the newsroom."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "newsroom"
        (self.root / "releases").mkdir(parents=True)
        self.engine = CountingEngine()
        self.redis = RedisServer(folder / "redis")
        (self.root / "translateflow.toml").write_text(
            '[newsroom]\ntitle = "Stadt Beispiel"\nsource = "de"\ntargets = ["en"]\n'
            '[engines]\norder = ["libretranslate"]\n'
            f'[engines.libretranslate]\nurl = "{self.engine.url}"\n[queue]\nbroker = "{self.redis.url}"\n',
            encoding="utf-8",
        )
        self.newsroom = open_newsroom(self.root, {})
        self._programs: list[Program] = []

    def write_release(self, slug: str, sentences: int, *, first: int = 1000) -> None:
        """Write a release; each sentence has a number of its own."""
        lines = [f"---\ntitle: Stadt Beispiel meldet Vorgang {first}\ndate: 2026-06-18\n---\n"]
        lines += [f"Die Brücke mit der Kennziffer {first + number} ist saniert.\n" for number in range(1, sentences)]
        (self.root / "releases" / f"{slug}.md").write_text("\n".join(lines), encoding="utf-8")

    def program(self, name: str, *words: str, **environment: str) -> Program:
        """Make a process of the house; it is not started yet, and ended with the test at the latest."""
        made = Program(words, self.root, environment, self.folder / f"{name}.log")
        self._programs.append(made)
        return made

    def worker(self, name: str, queues: str, concurrency: int, **environment: str) -> Program:
        """Start a worker and wait until it is ready."""
        words = ("translateflow", "worker", "--queues", queues, "-c", str(concurrency))
        worker = self.program(name, *words, **environment)
        worker.start()
        worker.wait_until_it_says(" ready.")
        return worker

    def close(self) -> None:
        """End everything."""
        for program in self._programs:
            program.stop()
        if self.newsroom.has_database:
            self.newsroom.database.close()
        self.redis.kill()
        self.engine.end()


@pytest.fixture
def stage(tmp_path: Path, require_program: RequireProgram) -> Iterator[Stage]:
    """Give a newsroom whose Redis runs."""
    require_program("redis-server")
    made = Stage(tmp_path)
    made.redis.start()
    yield made
    made.close()
