"""A real worker on a real Redis drafts a release; killed in the middle, another takes over."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from redis import Redis

from translateflow.broker import PUBLISH_DUE_TASK, SWEEP_TASK, wake_workers
from translateflow.catalog import read_catalog
from translateflow.model.job import JobState, Sums
from translateflow.model.translation import EntryState
from translateflow.workflow.owner import make_owner
from translateflow.workflow.run_jobs import open_jobs, run_jobs, sum_up
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workspace import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

RELEASE = """\
---
title: Lindenau opens its new bridge
date: 2026-03-02
language: en
---
The new bridge over the Wehr opens on **Monday**. It is 84 metres long.

- Cyclists have a lane of their own.
- The old bridge closes on the same day.
"""
SECONDS = 60.0


@pytest.fixture
def newsroom(tmp_path: Path, redis_url: str) -> Iterator[Newsroom]:
    """Give a newsroom with a broker, one release and an engine that needs no network."""
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "bridge.md").write_text(RELEASE, encoding="utf-8")
    (tmp_path / "translateflow.toml").write_text(
        '[newsroom]\ntitle = "Lindenau"\nsource = "en"\ntargets = ["es", "ar"]\n'
        f'[engines]\norder = ["pseudo"]\n[queue]\nbroker = "{redis_url}"\n',
        encoding="utf-8",
    )
    opened = open_newsroom(tmp_path, {})
    yield opened
    opened.database.close()


@pytest.fixture
def newsroom_on_postgres(newsroom: Newsroom, postgres_url: str) -> Iterator[Newsroom]:
    """Give the same newsroom with its ledger where several hosts can reach it."""
    settings = newsroom.root / "translateflow.toml"
    settings.write_text(f'{settings.read_text(encoding="utf-8")}[database]\nurl = "{postgres_url}"\n', encoding="utf-8")
    opened = open_newsroom(newsroom.root, {})
    yield opened
    opened.database.close()


class Worker:
    """A worker process, and what it has printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def wait_for(self, pattern: str) -> None:
        """Wait until a line says this."""
        printed = []
        while True:
            printed.append(self._lines.get(timeout=SECONDS))
            if re.search(pattern, printed[-1]):
                return
            assert printed[-1], "".join(printed)

    def end(self, how: signal.Signals) -> int:
        """Send a signal and wait for the end."""
        self.process.send_signal(how)
        code = self.process.wait(SECONDS)
        self._reader.join()
        return code


@contextmanager
def running_worker(newsroom: Newsroom, queues: str = "draft,catalogs,publish", *more: str) -> Iterator[Worker]:
    """Run a worker that is ready for messages."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRANSLATEFLOW")}
    with subprocess.Popen(
        [sys.executable, "-m", "translateflow", "worker", "-Q", queues, "-c", "4", *more],
        env=environment | {"TRANSLATEFLOW_NEWSROOM": str(newsroom.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        worker = Worker(process)
        try:
            worker.wait_for(r" ready\.$")
            yield worker
        finally:
            if process.poll() is None:
                worker.end(signal.SIGKILL)


def states(newsroom: Newsroom, language: str) -> set[EntryState]:
    """Give the states of a catalog's entries."""
    path = newsroom.catalogs.catalog("bridge", language)
    return {entry.state for entry in read_catalog(path, slug="bridge", language=language).entries}


def quiet(_sums: Sums) -> None:
    """Watch without a word."""


def test_a_worker_drafts_what_the_ledger_holds_and_ends_when_told(newsroom: Newsroom) -> None:
    with running_worker(newsroom) as worker:
        report = run_translate(newsroom, TranslateRequest(), quiet)
        assert report.run.state is JobState.DONE
        assert report.run.sums.adds_up
        assert report.run.sums.drafted == report.run.sums.items > 0
        assert worker.end(signal.SIGTERM) == 0
    assert states(newsroom, "es") == states(newsroom, "ar") == {EntryState.DRAFT}


def test_a_worker_may_be_the_clock_as_well_and_leaves_no_file_behind(newsroom: Newsroom) -> None:
    before = sorted(newsroom.root.rglob("*"))
    with running_worker(newsroom, "publish", "--beat") as worker:
        assert worker.end(signal.SIGTERM) == 0
    assert sorted(newsroom.root.rglob("*")) == before
    assert Path(os.devnull).is_char_device()


def test_two_workers_share_one_ledger_on_postgresql(newsroom_on_postgres: Newsroom) -> None:
    newsroom = newsroom_on_postgres
    with running_worker(newsroom, queues="draft"), running_worker(newsroom, queues="draft,catalogs"):
        report = run_translate(newsroom, TranslateRequest(), quiet)
    assert report.run.sums.adds_up
    assert report.run.sums.drafted == report.run.sums.items > 0
    assert states(newsroom, "ar") == {EntryState.DRAFT}


def test_what_a_lost_queue_forgot_is_found_by_the_sweep(newsroom: Newsroom) -> None:
    run_translate(newsroom, TranslateRequest(wait=False), quiet)
    with Redis.from_url(newsroom.settings.broker) as redis:
        redis.flushall()
    assert states(newsroom, "es") == {EntryState.EMPTY}
    with running_worker(newsroom) as worker:
        wake_workers(newsroom.settings.broker, SWEEP_TASK)
        while states(newsroom, "es") | states(newsroom, "ar") != {EntryState.DRAFT}:
            worker.wait_for(r"translateflow\.project\[.*succeeded")


def test_what_a_killed_worker_held_is_taken_over(newsroom: Newsroom) -> None:
    job = run_translate(newsroom, TranslateRequest(wait=False), quiet).job
    with running_worker(newsroom, queues="publish") as worker:
        place, _, started = make_owner().split("/")
        owner = f"{place}/{worker.process.pid}/{started}"
        assert newsroom.database.ledger.claim_chunk(owner, lease_seconds=600) is not None
        worker.end(signal.SIGKILL)
    with running_worker(newsroom):
        report = run_jobs(newsroom, [job], quiet)
    assert report.state is JobState.DONE
    assert open_jobs(newsroom) == []
    assert sum_up(newsroom, [job]).adds_up


def test_the_clock_publishes_without_a_person(newsroom: Newsroom) -> None:
    with running_worker(newsroom, queues="publish") as worker:
        wake_workers(newsroom.settings.broker, PUBLISH_DUE_TASK)
        worker.wait_for(r"translateflow\.publish_due\[.*succeeded")
    assert newsroom.site_folder.is_dir()
