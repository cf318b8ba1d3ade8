"""The processes of a newsroom under test: servers and workers that may be killed at any moment, and come again."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tests.conftest import find_free_port, find_program

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECONDS = 30.0


class Program:
    """A program of the house in a newsroom, killed whole and started again. What it prints goes into one file."""

    def __init__(
        self, words: Sequence[str], root: Path, environment: Mapping[str, str], log: Path, *, newsroom: bool = True
    ) -> None:
        self._words = words
        self._root = root
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TRANSLATEFLOW_")}
        named = {"TRANSLATEFLOW_NEWSROOM": str(root)} if newsroom else {}
        self._environment = {**clean, **named, **environment}
        self.log = log
        self.log.touch()
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    def start(self) -> None:
        """Start it, if it does not run."""
        if not self.runs():
            self.starts += 1
            with self.log.open("ab") as log:
                log.write(f"--- start {self.starts}\n".encode())
                log.flush()
                self._process = subprocess.Popen(
                    [sys.executable, "-m", *self._words],
                    cwd=self._root,
                    env=self._environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )

    @property
    def pid(self) -> int:
        """Its process number."""
        assert self._process is not None
        return self._process.pid

    def runs(self) -> bool:
        """Whether it does."""
        return self._process is not None and self._process.poll() is None

    def kill(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it by a signal; gives its process number."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait(SECONDS)
        return self._process.pid

    def wait(self, seconds: float) -> int:
        """Wait for its own end; gives the exit code."""
        assert self._process is not None
        return self._process.wait(seconds)

    def stop(self) -> None:
        """End it if it runs."""
        if self.runs():
            self.kill()

    def wait_until_it_says(self, words: str) -> None:
        """Wait until its last run printed these words."""
        until = time.monotonic() + SECONDS
        while words not in self.said():
            assert self.runs(), self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.05)

    def said(self) -> str:
        """Give what its last run printed."""
        return self.log.read_text(encoding="utf-8", errors="replace").rpartition("--- start")[2]


class Server(Protocol):
    """A server that is there, or is not."""

    url: str

    @abstractmethod
    def start(self) -> None:
        """Start it and wait until it answers."""

    @abstractmethod
    def kill(self) -> None:
        """End it without a good-bye."""


class RedisServer(Server):
    """Redis that keeps what it was told, unless it is emptied while it is down."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        self._port = find_free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        program = find_program("redis-server")
        assert program
        words = [program, "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes"]
        self._process = subprocess.Popen(words, cwd=self._folder, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "eady to accept connections" in line:
                break

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.wait(SECONDS)
        self._process.stdout.close()

    def signal(self, number: signal.Signals) -> None:
        """Freeze it (SIGSTOP), or let it go on."""
        assert self._process is not None
        self._process.send_signal(number)

    def empty(self) -> None:
        """Forget everything; it must not run."""
        shutil.rmtree(self._folder)
        self._folder.mkdir()


class PostgresServer(Server):
    """PostgreSQL that can be ended immediately, as after a power cut, and recovers when it starts."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="translateflow-postgres-"))
        root = os.geteuid() == 0
        user = "postgres" if root else os.environ.get("USER", "postgres")
        self._as_user = ["runuser", "-u", user, "--"] if root else []
        if root:
            shutil.chown(self._folder, user)
        self._port = find_free_port()
        self.url = f"postgresql+psycopg://{user}@127.0.0.1:{self._port}/postgres"
        self._run("initdb", "-U", user, "-A", "trust", "-N", "-E", "UTF8")

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self._port} -k {self._folder}"
        self._run("pg_ctl", "-w", "-t", str(int(SECONDS)), "-l", str(self._folder / "log"), "-o", options, "start")

    def kill(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    @property
    def pid(self) -> int:
        """Its first process."""
        return int((self._folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def signal(self, pids: Sequence[int], number: signal.Signals) -> None:
        """Freeze processes of it (SIGSTOP), or let them go on; those that ended meanwhile are left out."""
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def remove(self) -> None:
        """Delete its files; it must not run."""
        shutil.rmtree(self._folder)

    def _run(self, name: str, *words: str) -> None:
        program = find_program(name)
        assert program
        subprocess.run(
            [*self._as_user, program, "-D", str(self._folder / "data"), *words],
            cwd=self._folder,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=SECONDS,
        )
