"""A job of 5,000 segments whose processes and servers are killed at random moments, and what must hold at its end."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from tests.worker.counting_engine import CountingEngine
from tests.worker.troupe import Program, RedisServer

from translateflow.catalog import read_catalog
from translateflow.model.job import Outcome
from translateflow.storage import schema
from translateflow.workspace import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.worker.counting_engine import Asked
    from tests.worker.troupe import Server

LANGUAGES = ("en", "fr", "es", "uk", "ar")
RELEASES, SENTENCES = 10, 99  # and a title each: 1,000 segments
TEXTS = RELEASES * (SENTENCES + 1) * len(LANGUAGES)
SECONDS = 300.0


def write_newsroom(root: Path, engine_url: str) -> None:
    """Write releases of which every sentence has a number of its own, some with tags."""
    (root / "releases").mkdir(parents=True)
    number = 1000
    for release in range(RELEASES):
        number += 1
        lines = [f"---\ntitle: Stadt Beispiel meldet Vorgang {number}\ndate: 2026-06-18\n---\n"]
        for _ in range(SENTENCES):
            number += 1
            word = "**umgehend**" if number % 3 == 0 else "umgehend"
            lines.append(f"Die Brücke mit der Kennziffer {number} wird {word} saniert.\n")
        (root / "releases" / f"release-{release}.md").write_text("\n".join(lines), encoding="utf-8")
    targets = ", ".join(f'"{language}"' for language in LANGUAGES)
    (root / "translateflow.toml").write_text(
        f'[newsroom]\ntitle = "Stadt Beispiel"\nsource = "de"\ntargets = [{targets}]\n'
        f'[engines]\norder = ["libretranslate"]\n[engines.libretranslate]\nurl = "{engine_url}"\n',
        encoding="utf-8",
    )


class Drama:
    """The newsroom, its processes, and who is killed next. `kills` moments are drawn from `seed`."""

    def __init__(
        self,
        folder: Path,
        *,
        seed: int,
        kills: int,
        database: Server | None = None,
        faults: tuple[str, ...] = (),
        engine_timeout: float = 20.0,
    ) -> None:
        self.random = random.Random(seed)  # noqa: S311 — when and who, drawn again from the same seed
        self.kills = kills
        self.done = 0
        self._hold = min(3.0, engine_timeout / 4)  # a client that waits in vain would ask again, with reason
        self.killed: Counter[str] = Counter()
        self.explained: Counter[Asked] = Counter()
        self.engine = CountingEngine(seed=seed, faults=faults)
        self.engine.may_answer = self._keep_pace
        self.root = folder / "newsroom"
        write_newsroom(self.root, self.engine.url)
        self.redis = RedisServer(folder / "redis")
        self.database = database
        environment = {
            "TRANSLATEFLOW_QUEUE_BROKER": self.redis.url,
            "TRANSLATEFLOW_QUEUE_LEASE_SECONDS": "20",
            "TRANSLATEFLOW_QUEUE_SWEEP_SECONDS": "1",
            "TRANSLATEFLOW_ENGINES_LIBRETRANSLATE_TIMEOUT": str(engine_timeout),
            **({"TRANSLATEFLOW_DATABASE_URL": database.url} if database else {}),
        }

        def program(name: str, *words: str) -> Program:
            return Program(words, self.root, environment, folder / f"{name}.log")

        worker = ("translateflow", "worker", "--queues")
        self.workers = [program(f"worker{number}", *worker, "draft", "-c", "2") for number in (1, 2)]
        self.catalogs = program("catalogs", *worker, "catalogs,publish", "-c", "1")
        self.beat = program("beat", "celery", "-A", "translateflow_worker", "beat", "--loglevel", "WARNING")
        self.first = program("translate", "translateflow", "translate")
        self.resume = program("resume", "translateflow", "jobs", "resume")
        self.services = [*self.workers, self.catalogs, self.beat]
        self.newsroom: Newsroom = open_newsroom(self.root, environment)
        self.reviewed = folder / "reviewed.jsonl"
        self._reviewer: subprocess.Popen[bytes] | None = None
        self._seed = seed

    def _keep_pace(self) -> None:
        """Let the engine answer no faster than the kills come, so that they fall everywhere into the job."""
        until = time.monotonic() + self._hold
        while self.engine.answered.total() * self.kills > TEXTS * (self.done + 1) and time.monotonic() < until:
            self.engine.closing.wait(0.02)

    def begin(self) -> None:
        """Start servers and everybody else, and wait until there is a job."""
        self.redis.start()
        if self.database:
            self.database.start()
        self._keep_running()
        self.first.start()
        until = time.monotonic() + SECONDS
        while not self.newsroom.database.ledger.jobs():
            assert time.monotonic() < until
            assert self.first.runs(), self.first.said()
            time.sleep(0.1)
        words = [sys.executable, str(Path(__file__).with_name("reviewer.py")), str(self.root), str(self._seed)]
        self._reviewer = subprocess.Popen([*words, str(self.reviewed)], stdin=subprocess.PIPE)

    def _keep_running(self) -> None:
        """Start again what does not run, as Docker or systemd does, and the person at the dispatcher."""
        for program in self.services:
            program.start()

    def play(self, victims: Sequence[str]) -> None:
        """Kill one of these, again and again."""
        for self.done in range(self.kills):  # noqa: B020 — the engine's pace follows it
            self._keep_running()
            self._wait_for_work()
            time.sleep(self.random.uniform(0.0, 0.8))
            if not self.first.runs():
                self.resume.start()
            self._kill(self.random.choice(victims))
        self.done = self.kills

    def _wait_for_work(self) -> None:
        """Wait until a worker that runs has something in hand, so that not all die in their cradles."""
        until = time.monotonic() + 6.0
        while not any(map(self._has_work, self.workers)) and time.monotonic() < until:
            time.sleep(0.05)

    def _has_work(self, worker: Program) -> bool:
        return worker.runs() and any(True for _ in self._in_hand(worker.pid))

    def _kill(self, victim: str) -> None:
        self.killed[victim] += 1
        if victim == "worker":
            running = [each for each in self.workers if each.runs()]
            self._kill_worker(self.random.choice([each for each in running if self._has_work(each)] or running))
        elif victim == "dispatcher":
            for each in (self.first, self.resume):
                each.stop()
        elif victim == "catalogs":
            self.catalogs.stop()
        elif victim == "beat":
            self.beat.stop()
        elif victim == "database":
            assert self.database
            self.database.kill()
            time.sleep(self.random.uniform(0.0, 0.5))
            self.database.start()
        else:
            self.redis.kill()
            if victim == "redis, emptied":
                self.redis.empty()
            time.sleep(self.random.uniform(0.0, 0.5))
            self.redis.start()

    def _kill_worker(self, worker: Program) -> None:
        """Kill it, and note what it had in hand: that much may be asked for once more."""
        pid = worker.kill()
        self.explained.update(self._in_hand(pid))

    def _in_hand(self, pid: int) -> Iterator[Asked]:
        held = schema.chunks.c.owner.like(f"%/{pid}/%")
        waiting = sa.select(schema.items.c.language, schema.items.c.source).join(
            schema.chunks, schema.items.c.chunk == schema.chunks.c.id
        )
        engine = sa.create_engine(self._database_url())
        with engine.connect() as connection:
            for language, source in connection.execute(
                waiting.where(held, schema.chunks.c.state == "claimed", schema.items.c.outcome == Outcome.WAITING)
            ):
                yield language, re.findall(r"\d+", source)[0]
        engine.dispose()

    def _database_url(self) -> str:
        return self.database.url if self.database else f"sqlite:///{self.newsroom.state_folder / 'state.db'}"

    def finish(self) -> None:
        """Let the job come to its end, by `jobs resume` as often as a person would have to."""
        until = time.monotonic() + SECONDS
        while True:
            self._keep_running()
            if not self.first.runs() and not self.resume.runs():
                ledger = self.newsroom.database.ledger
                jobs = ledger.jobs()
                if any(ledger.retry_failed(job.id) for job in jobs if job.sums.failed) or any(
                    job.sums.waiting for job in jobs
                ):
                    self.resume.start()
                elif not ledger.unprojected():  # the writer of catalogs may be a moment behind
                    self._send_the_person_home()
                    return
            assert time.monotonic() < until, self.story()
            time.sleep(0.2)

    def _send_the_person_home(self) -> None:
        if self._reviewer is not None:
            assert self._reviewer.stdin is not None
            self._reviewer.stdin.close()
            self._reviewer.wait(SECONDS)

    def end(self) -> None:
        """Stop everybody who still runs."""
        self._send_the_person_home()
        for program in (*self.services, self.first, self.resume):
            program.stop()
        self.newsroom.database.close()
        self.redis.kill()
        if self.database:
            self.database.kill()
        self.engine.end()

    def story(self) -> str:
        """Tell what happened, for a test that failed."""
        sums = [job.sums for job in self.newsroom.database.ledger.jobs()]
        said = "\n".join(
            f"== {each.log.name}\n{each.said()[-3000:]}" for each in (*self.services, self.first, self.resume)
        )
        return f"{dict(self.killed)} {dict(self.engine.met)} {sums}\n{said}"

    def check_ledger(self) -> None:
        """Every item has an outcome, and the sums add up."""
        for job in self.newsroom.database.ledger.jobs():
            assert job.sums.adds_up
            assert job.sums.waiting == job.sums.failed == job.sums.cancelled == 0, self.story()
        assert not self.newsroom.database.ledger.open_chunks()
        assert not self.newsroom.database.ledger.unprojected()

    def check_catalogs(self) -> None:
        """Every draft stands in its PO file, and every sentence that a person confirmed is what the person wrote."""
        confirmed = {
            (slug, language, source): target
            for slug, language, source, target in map(json.loads, self.reviewed.read_text().splitlines())
        }
        assert confirmed
        seen = 0
        for slug in self.newsroom.sources():
            for language in LANGUAGES:
                path = self.newsroom.catalogs.catalog(slug, language)
                for entry in read_catalog(path, slug=slug, language=language).entries:
                    expected = confirmed.get((slug, language, entry.source))
                    assert entry.target == (expected or f"{entry.source} [{language}]"), (slug, language)
                    assert entry.fuzzy == (expected is None)
                    seen += 1
        assert seen == TEXTS

    def check_engine(self) -> None:
        """No text was answered more often than the chunks in flight at a kill explain."""
        counted = self.engine.answered if self.engine.faults else self.engine.asked
        unexplained = {key: count for key, count in counted.items() if count > 1 + self.explained[key]}
        assert unexplained == {}, f"{len(unexplained)} texts; {self.story()}"
