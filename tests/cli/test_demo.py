"""The demo walks the whole road, with engines and without, and touches nothing of anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.workspace import Newsroom

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.cli.conftest import Command, RunProcess
    from tests.conftest import RequireProgram


def test_the_demo_walks_the_whole_road(process: RunProcess, require_program: RequireProgram, tmp_path: Path) -> None:
    require_program("apertium", "apertium-eng-spa apertium-eng-cat")
    told = process("demo", tmp_path / "demo")
    assert told.code == 0, told.out + told.err
    assert "The road is walked" in told.out
    assert "$ translateflow publish" in told.out
    assert (tmp_path / "demo/public/index.html").is_file()
    assert "Traceback" not in told.out + told.err
    again = process("demo", tmp_path / "demo")
    assert again.code == 0
    assert "The earlier demo is now in" in again.out


def test_the_demo_ends_well_without_any_engine(
    process: RunProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = process("demo", tmp_path / "demo")
    assert told.code == 0, told.out + told.err
    assert "engine apertium: its programs cannot be started" in told.err
    assert "The road is walked" in told.out


def test_the_demo_never_writes_into_a_folder_of_somebody_else(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    told = command("demo", tmp_path)
    assert told.code == 3
    assert "holds something else already" in told.sentence


def test_a_step_of_the_demo_that_fails_is_named(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Newsroom) -> None:
        message = "a mistake of ours"
        raise RuntimeError(message)

    monkeypatch.setattr(Newsroom, "sources", fail)
    told = command("demo", tmp_path / "demo")
    assert told.code == 4
    assert "The step “status” ended with 4. Run translateflow doctor" in told.err
