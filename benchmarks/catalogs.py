"""How fast catalogs are read, changed, written and aligned, with polib and GNU gettext in the same run.

    python benchmarks/catalogs.py [--entries N] [--catalogs N] [--runs N]

Seconds of processor time, children included, medians of the runs; ratios say how many times faster ours is. A peer that
is not installed is left out. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polib

from translateflow.catalog import Catalog, Change, make_template, parse_catalog, plan_sync
from translateflow.catalog.align import align
from translateflow.model.document import Document
from translateflow.model.release import FrontMatter, Release, SourceFormat
from translateflow.model.segment import Key, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20260701
NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
SENTENCES = 45
ALIGNED = 10_000


class Case(NamedTuple):
    """One thing to measure, for us and for those who can do it too."""

    name: str
    ours: Callable[[], object]
    peers: dict[str, Callable[[], object]]


class Writer:
    """Writes sentences of invented words, common ones more often, always the same."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)  # noqa: S311 — the same text in every run, no secret
        syllables = ["ba", "de", "fi", "gu", "ho", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wa", "zu"]
        self._words = ["".join(self._random.choices(syllables, k=self._random.randint(1, 5))) for _ in range(3000)]
        self._weights = [1 / rank for rank in range(1, len(self._words) + 1)]

    def sentence(self) -> str:
        """Give a sentence of 6 to 22 words."""
        words = self._random.choices(self._words, self._weights, k=self._random.randint(6, 22))
        return f"{' '.join(words).capitalize()}."

    def edit(self, sentence: str) -> str:
        """Put another word in the place of one."""
        words = sentence.split()
        words[self._random.randrange(len(words))] = self._random.choice(self._words) + "x"
        return " ".join(words)


def make_release(sentences: list[str], slug: str) -> Release:
    """Give a release with a sentence per line."""
    segments = tuple(Segment(text, line=line, block=line) for line, text in enumerate(sentences, 1))
    return Release(slug, "de", SourceFormat.MARKDOWN, FrontMatter(), Document("de", segments, ()), "0" * 64)


def translated(release: Release) -> Catalog:
    """Give a catalog with every sentence reviewed."""
    catalog = plan_sync(release, "fr", catalog=None, template=None).catalog
    changes = {segment.key: Change(segment.text.upper()) for segment in release.document.segments}
    return catalog.with_changes(changes, by="A person", at=NOON)


def big_file_cases(writer: Writer, entries: int, folder: Path) -> list[Case]:
    """Read and change one big file."""
    sentences = list(dict.fromkeys(writer.sentence() for _ in range(entries)))
    data = translated(make_release(sentences, "big")).to_bytes()
    path = folder / "big.po"
    path.write_bytes(data)
    key = Key(Role.TEXT, sentences[len(sentences) // 2])

    def ours_change() -> bytes:
        return parse_catalog(data, path).with_changes({key: Change("Autre.")}, by="A", at=NOON).to_bytes()

    def polib_change() -> str:
        file = polib.pofile(str(path))
        entry = file.find(key.text)
        assert entry is not None
        entry.msgstr = "Autre."
        return str(file)

    read = {"polib": lambda: polib.pofile(str(path)), "msgfmt": _run("msgfmt", "-o", os.devnull, str(path))}
    return [
        Case(f"read {len(sentences)} entries", lambda: parse_catalog(data, path).entries, read),
        Case(
            "read, change one entry, write", ours_change, {"polib": polib_change, "msgcat": _run("msgcat", str(path))}
        ),
    ]


def update_case(writer: Writer, catalogs: int, folder: Path) -> Case:
    """Bring catalogs up to date after one edited sentence in each."""
    work: list[tuple[Path, Path, Release, Catalog]] = []
    for number in range(catalogs):
        sentences = [writer.sentence() for _ in range(SENTENCES)]
        before = make_release(sentences, f"release-{number}")
        sentences[number % SENTENCES] = writer.edit(sentences[number % SENTENCES])
        after = make_release(sentences, f"release-{number}")
        po, pot = folder / f"{number}.po", folder / f"{number}.pot"
        po.write_bytes(translated(before).to_bytes())
        pot.write_bytes(make_template(after).to_bytes())
        work.append((po, pot, after, make_template(before)))

    def ours() -> None:
        for po, _, after, template in work:
            plan = plan_sync(after, "fr", catalog=parse_catalog(po.read_bytes(), po), template=template)
            assert plan.counts.outdated == 1
            plan.catalog.to_bytes()

    def with_polib() -> None:
        for po, pot, _, _ in work:
            file = polib.pofile(str(po))
            file.merge(polib.pofile(str(pot)))  # loses the edited sentence's text: it does not look for it
            str(file)

    def with_msgmerge() -> None:
        for po, pot, _, _ in work:
            _run("msgmerge", "--quiet", "--previous", str(po), str(pot))()

    return Case(
        f"update {catalogs} catalogs of {SENTENCES} sentences", ours, {"polib": with_polib, "msgmerge": with_msgmerge}
    )


def align_cases(writer: Writer) -> list[Case]:
    """Pair the sentences of a big document with those of its next version."""
    old = [Key(Role.TEXT, text) for text in dict.fromkeys(writer.sentence() for _ in range(ALIGNED))]
    some = [Key(Role.TEXT, writer.edit(key.text)) if number % 100 == 0 else key for number, key in enumerate(old)]
    every = [Key(Role.TEXT, writer.edit(key.text)) for key in old]
    return [
        Case(f"align {len(old)} sentences, 1 % edited", lambda: align(old, some), {}),
        Case(f"align {len(old)} sentences, all edited", lambda: align(old, every), {}),
    ]


def _run(program: str, *arguments: str) -> Callable[[], object]:
    path = shutil.which(program)

    def run() -> None:
        if path is None:
            raise FileNotFoundError(program)
        subprocess.run([path, *arguments], stdout=subprocess.DEVNULL, check=True)

    return run


def measure(task: Callable[[], object], runs: int) -> float | None:
    """Give the median of the processor seconds, None when the program is not there."""
    seconds = []
    for _ in range(runs):
        before = os.times()
        try:
            task()
        except FileNotFoundError:
            return None
        after = os.times()
        seconds.append(sum(after[:4]) - sum(before[:4]))
    return statistics.median(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--catalogs", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    writer = Writer()
    print("| task | ours, s | peer | peer, s | ratio |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = [
            *big_file_cases(writer, options.entries, folder),
            update_case(writer, options.catalogs, folder),
            *align_cases(writer),
        ]
        for case in cases:
            ours = measure(case.ours, options.runs) or 0.0
            if not case.peers:
                print(f"| {case.name} | {ours:.3f} | – | – | – |")
            for peer, task in case.peers.items():
                theirs = measure(task, options.runs)
                if theirs is not None:
                    print(f"| {case.name} | {ours:.3f} | {peer} | {theirs:.3f} | {theirs / ours:.1f} |")


if __name__ == "__main__":
    main()
