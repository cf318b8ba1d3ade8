"""What `translateflow check` costs over a whole newsroom, the first time and again, and pofilter over the same files.

    python benchmarks/check_newsroom.py [RELEASES] [--pofilter PROGRAM]

A release is the press set of the checks: 50 German paragraphs, translated by people into nine languages, each with the
release's number behind it, so that no text stands twice. 223 releases are 100,350 segments. Seconds are CPU, whole
processes, start included.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.catalog import Change, update_catalog
from translateflow.workflow.init import InitRequest, run_init
from translateflow.workflow.sync import run_sync
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from translateflow.catalog import Catalog

PRESS = Path(__file__).parents[1] / "tests" / "checks" / "data" / "press.txt"
NOW = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
COMMAND = (sys.executable, "-m", "translateflow")


def read_press() -> list[dict[str, str]]:
    """Give each press sentence by its languages."""
    chunks = PRESS.read_text(encoding="utf-8").split("\n\n")
    found = [dict(re.findall(r"^([a-z]{2}): (.+)$", chunk, re.MULTILINE)) for chunk in chunks]
    return [lines for lines in found if "de" in lines]


def make_newsroom(root: Path, releases: int) -> int:
    """Make the newsroom, everything translated and reviewed; give how many translations."""
    press = [lines for lines in read_press() if not any("<" in text for text in lines.values())]
    targets = sorted(set.intersection(*(set(lines) for lines in press)) - {"de"})
    run_init(InitRequest(root, "Press", "de", targets))
    settings = root / "translateflow.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[newsroom]", '[newsroom]\nsegmentation = "paragraph"', 1), encoding="utf-8")
    for number in range(releases):
        body = "\n\n".join(f"{lines['de']} ({number})" for lines in press)
        (root / "releases" / f"release-{number}.md").write_text(f"{body}\n", encoding="utf-8")
    newsroom = open_newsroom(root)
    run_sync(newsroom, [])
    written = 0
    for number in range(releases):
        for language in targets:
            known = {f"{lines['de']} ({number})": Change(f"{lines[language]} ({number})") for lines in press}
            written += fill(newsroom.catalogs.catalog(f"release-{number}", language), known)
    return written


def fill(path: Path, known: dict[str, Change]) -> int:
    """Write translations into a catalog; give how many."""
    written = 0

    def change(catalog: Catalog | None) -> Catalog | None:
        nonlocal written
        assert catalog is not None
        changes = {entry.key: known[entry.source] for entry in catalog.entries if entry.source in known}
        written = len(changes)
        return catalog.with_changes(changes, by="Benchmark <benchmark@press.example>", at=NOW)

    update_catalog(path, change)
    return written


def run(*command: str, folder: Path) -> tuple[float, float]:
    """Give CPU and wall seconds of a process; what it reports does not matter."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - started


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("releases", nargs="?", type=int, default=232)
    parser.add_argument("--pofilter")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "newsroom"
        print(f"{make_newsroom(root, options.releases):,} translations in {options.releases} releases")
        for name in ("first check", "second check", "third check"):
            cpu, wall = run(*COMMAND, "check", "--json", folder=root)
            print(f"{name}: {cpu:.1f} s CPU, {wall:.1f} s")
        for path in (root / "locales").glob("*/LC_MESSAGES/release-0.po"):
            path.write_bytes(path.read_bytes().replace(b'msgstr "', b'msgstr "x', 9))
        cpu, wall = run(*COMMAND, "check", "--json", folder=root)
        print(f"after edits in one release: {cpu:.1f} s CPU, {wall:.1f} s")
        if options.pofilter:
            cpu, wall = run(options.pofilter, "locales", "filtered", folder=root)
            print(f"pofilter: {cpu:.1f} s CPU, {wall:.1f} s")


if __name__ == "__main__":
    main()
