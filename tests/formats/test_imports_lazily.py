"""What importing the package costs: `--help` pays for it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("trafilatura", "py3langid", "numpy", "mammoth", "feedparser", "nh3", "anyascii", "babel", "lxml")


def test_importing_the_formats_imports_nothing_heavy() -> None:
    code = f"import sys, translateflow.formats; print([name for name in {HEAVY!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
