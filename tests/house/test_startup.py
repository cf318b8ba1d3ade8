"""`translateflow --help` answers at once: what is heavy is loaded by the commands that need it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "alembic",
    "babel",
    "celery",
    "comrak",
    "deep_translator",
    "feedparser",
    "jinja2",
    "kombu",
    "langcodes",
    "lxml",
    "mammoth",
    "nh3",
    "numpy",
    "polib",
    "py3langid",
    "rapidfuzz",
    "redis",
    "requests",
    "sentencex",
    "sqlalchemy",
    "trafilatura",
    "waitress",
    "werkzeug",
    "yaml",
}

PROBE = """
import sys
from translateflow.__main__ import main
sys.argv = ["translateflow", *{arguments!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("modules:", *sorted(name for name in sys.modules if "." not in name))
"""


def loaded_by(*arguments: str) -> set[str]:
    """Run a command in a Python of its own and give the top-level modules it has loaded."""
    probe = [sys.executable, "-c", PROBE.format(arguments=list(arguments))]
    run = subprocess.run(probe, check=True, capture_output=True, text=True, timeout=60)
    return set(run.stdout.rpartition("modules:")[2].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)], ids=" ".join)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) & HEAVY == set()
