"""The budgets of CONTRIBUTING.md, held by the house and noticed where they are broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


def measure(*folders: Path) -> subprocess.CompletedProcess[str]:
    """Run the tool that measures."""
    command = [sys.executable, str(HOUSE / "tools" / "budgets.py"), *map(str, folders)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def test_no_room_of_the_house_is_too_long() -> None:
    run = measure(HOUSE / "src", HOUSE / "worker", HOUSE / "tools")
    assert (run.stderr, run.returncode) == ("", 0)


def test_a_file_that_nobody_keeps_in_mind_is_named(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("a = 1\n" * 451)
    run = measure(tmp_path)
    assert run.returncode == 1
    assert "long.py: 451 lines, a file has at most 450" in run.stderr


def test_a_function_longer_than_a_screen_is_named(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("def walk():\n" + "    a = 1\n" * 60)
    assert "walk: 61 lines, a function has at most 60" in measure(tmp_path).stderr


def test_a_house_of_middling_functions_is_noticed_too(tmp_path: Path) -> None:
    (tmp_path / "middling.py").write_text("def walk():\n" + "    a = 1\n" * 39 + "def sit():\n" + "    a = 1\n" * 39)
    assert "longer than 40 lines, the budget is 25" in measure(tmp_path).stderr


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common"}
    assert [path for path in (HOUSE / "src").rglob("*.py") if path.stem in drawers] == []
