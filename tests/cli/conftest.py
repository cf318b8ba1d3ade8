"""The command line under test: in this process, and as a process that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from tests.workflow.conftest import EngineServer, House, engine, house, served_house

from translateflow.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["EngineServer", "House", "engine", "house", "served_house"]  # the cast is the workflow's

PROCESS_SECONDS = 60


@dataclass(frozen=True)
class Told:
    """What a command left behind: its exit code, its result, its messages."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout."""
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document

    @property
    def sentence(self) -> str:
        """The one error that was told, without a traceback anywhere."""
        assert "Traceback" not in self.out + self.err
        errors = [line for line in self.err.splitlines() if line.startswith("error: ")]
        assert len(errors) == 1, self.err
        return errors[0].removeprefix("error: ")


class Command(Protocol):
    """Run a command line in this process."""

    def __call__(self, *arguments: str | Path) -> Told: ...


class StartProcess(Protocol):
    """Start a command line as a process of its own; what is still running when the test ends is killed."""

    def __call__(
        self, *arguments: str | Path, prefix: tuple[str, ...] = (), preexec: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]: ...


class RunProcess(Protocol):
    """Run a command line to its end as a process of its own."""

    def __call__(
        self, *arguments: str | Path, prefix: tuple[str, ...] = (), preexec: Callable[[], None] | None = None
    ) -> Told: ...


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a person may have set for their own newsroom."""
    for variable in os.environ:
        if variable.startswith("TRANSLATEFLOW_"):
            monkeypatch.delenv(variable)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Give the function that runs a command line here."""

    def run_command(*arguments: str | Path) -> Told:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Told(code, captured.out, captured.err)

    return run_command


@pytest.fixture
def in_house(house: House, command: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Stand in the newsroom, and give the function that runs a command line there."""
    monkeypatch.chdir(house.root)
    return command


@pytest.fixture
def in_served_house(served_house: House, command: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Stand in the newsroom with an engine, and give the function that runs a command line there."""
    monkeypatch.chdir(served_house.root)
    return command


@pytest.fixture
def start() -> Iterator[StartProcess]:
    """Give the function that starts a command line as a process."""
    started: list[subprocess.Popen[str]] = []

    def start_process(
        *arguments: str | Path, prefix: tuple[str, ...] = (), preexec: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "translateflow", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=preexec,  # noqa: PLW1509 — limits of the child; nothing of ours runs in threads that hold locks
        )
        started.append(process)
        return process

    yield start_process
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def process(start: StartProcess) -> RunProcess:
    """Give the function that runs a command line to its end as a process."""

    def run_process(
        *arguments: str | Path, prefix: tuple[str, ...] = (), preexec: Callable[[], None] | None = None
    ) -> Told:
        started = start(*arguments, prefix=prefix, preexec=preexec)
        out, err = started.communicate(timeout=PROCESS_SECONDS)
        return Told(started.returncode, out, err)

    return run_process


@pytest.fixture
def unchanged() -> Callable[[House, Mapping[str, bytes]], None]:
    """Give the function that fails when a file of a newsroom is not, byte for byte, what it was."""

    def compare(house: House, before: Mapping[str, bytes]) -> None:
        after = {name: data for name, data in house.files().items() if not name.endswith(".lock")}
        assert sorted(after) == sorted(before)
        assert [name for name in before if after[name] != before[name]] == []

    return compare
