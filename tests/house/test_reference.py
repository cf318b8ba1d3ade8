"""The reference cannot rot: what is committed is what the code says, and every link of the docs leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from translateflow.settings import KEYS, KeySpec

HOUSE = Path(__file__).resolve().parents[2]
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md"), *(HOUSE / "worker").glob("*.md")])


def test_the_committed_reference_is_what_the_code_says() -> None:
    check = [sys.executable, str(HOUSE / "tools" / "reference.py"), "--check"]
    run = subprocess.run(check, check=False, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.section}.{key.name}")
def test_every_setting_is_documented_with_its_variable(key: KeySpec) -> None:
    page = (HOUSE / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    section = page.partition(f"## [{key.section}]")[2].partition("\n## ")[0]
    row = next(line for line in section.splitlines() if line.startswith(f"| `{key.name}` |"))
    assert f"`{key.variable}`" in row
    assert key.help in row


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def test_the_table_of_the_readme_names_only_what_exists() -> None:
    table = (HOUSE / "README.md").read_text(encoding="utf-8").partition("| I want to change |")[2]
    named = re.findall(r"`((?:src|tests|worker|tools)/[^`]*|[\w.-]+\.yml|Makefile)`", table)
    assert len(named) > 20
    assert [name for name in named if not (HOUSE / name).exists()] == []
