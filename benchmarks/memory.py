"""What the memory costs: adding, exact and fuzzy look-ups, and how much of the true top five fuzzy finds.

    python benchmarks/memory.py [UNITS] [--postgres URL] [--trigrams] [--toolkit PYTHON] [--peer-units N]

100,000 units by default. Sources are sentences of words from a vocabulary with the frequencies of a language (Zipf),
so that many resemble each other; questions are edited sources. URL is an empty PostgreSQL database, `--trigrams` asks
it by pg_trgm as well; PYTHON the interpreter of an environment with translate-toolkit up to 3.10 (later ones have no
translation memory server any more) and Levenshtein, which gets the first N of the units, and 100 of the questions.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import tempfile
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translateflow.memory import read_tmx, write_tmx
from translateflow.model.memory import MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.storage import Database, Wanted, open_database

QUESTIONS = 300
COMPARED_WITH_ALL = 100
_SYLLABLES = "ver ge be stadt rat haus ung keit lich en er ein ab kul tur wal tung stras se brück platz markt jahr"


def make_vocabulary(dice: random.Random) -> list[str]:
    """Make words of one to four syllables."""
    return [
        "".join(dice.choices(_SYLLABLES.split(), k=dice.randint(1, 4))) + dice.choice("nrstea") for _ in range(20_000)
    ]


def make_sources(count: int, dice: random.Random, words: list[str]) -> list[str]:
    """Make sentences of 4 to 25 words."""
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    return [
        " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(4, 25))).capitalize() + "."
        for _ in range(count)
    ]


def edit(source: str, dice: random.Random, words: list[str]) -> str:
    """Change one word in six."""
    return " ".join(dice.choice(words) if dice.random() < 1 / 6 else word for word in source.split())


def percentile(values: list[float], share: float) -> float:
    """Give the value below which this share lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def compare_with_all(question: str, sources: list[str]) -> list[int]:
    """Give the true best five scores."""
    best = process.extract(question, sources, scorer=Levenshtein.normalized_similarity, score_cutoff=0.75, limit=5)
    return [int(score * 100 + 1e-9) for _, score, _ in best]


def measure_fuzzy(database: Database, questions: list[str]) -> None:
    """Print the times of look-ups, one by one and in batches of 25."""
    cpu, wall = [], []
    for question in questions:
        start, started = time.process_time(), time.perf_counter()
        database.memory.fuzzy("de", "en", question)
        cpu.append(1e3 * (time.process_time() - start))
        wall.append(1e3 * (time.perf_counter() - started))
    for name, times in (("CPU", cpu), ("by the clock", wall)):
        print(f"fuzzy, {name}: p50 {percentile(times, 0.5):.1f} ms, p99 {percentile(times, 0.99):.1f} ms")
    keys = [Key(Role.TEXT, question) for question in questions]
    started = time.perf_counter()
    for at in range(0, len(keys), 25):
        database.memory.similar("de", "en", keys[at : at + 25], Wanted(limit=1))
    print(f"fuzzy, 25 at once, by the clock: {1e3 * (time.perf_counter() - started) / len(keys):.1f} ms each")


def measure_recall(database: Database, questions: list[str], best: list[list[int]]) -> None:
    """Print how many of the true best scores were found."""
    wanted = found = 0
    for question, scores in zip(questions, best, strict=False):
        mine = [match.score for match in database.memory.fuzzy("de", "en", question)]
        wanted += len(scores)
        found += (Counter(scores) & Counter(mine)).total()
    print(f"recall of the true top five at 75 %: {found} of {wanted}")


def measure_database(url: str, beside: Path, data: Data, *, trigrams: bool) -> None:
    """Print what each step costs in a database."""
    with open_database(url, beside=beside) as database:
        print(f"\n{database.where}")
        start = time.perf_counter()
        for at in range(0, len(data.units), 10_000):
            database.memory.add(data.units[at : at + 10_000])
        print(f"add: {1e6 * (time.perf_counter() - start) / len(data.units):.0f} us each")
        keys = [Key(Role.TEXT, unit.source) for unit in data.units[:: max(1, len(data.units) // 10_000)]]
        start = time.perf_counter()
        assert len(database.memory.exact("de", "en", keys)) == len(set(keys))
        print(f"exact, {len(keys)} at once: {1e6 * (time.perf_counter() - start) / len(keys):.0f} us each")
        start = time.perf_counter()
        database.memory.fuzzy("de", "en", data.questions[0])
        print(f"first look-up ever (makes the file of signatures): {time.perf_counter() - start:.2f} s")
    with open_database(url, beside=beside) as database:
        start = time.perf_counter()
        database.memory.fuzzy("de", "en", data.questions[0])
        print(f"first look-up of the next process: {time.perf_counter() - start:.3f} s")
        measure_fuzzy(database, data.questions)
        measure_recall(database, data.questions, data.best)
    if trigrams:
        with open_database(url, trigrams=True) as database:
            start = time.perf_counter()
            database.memory.fuzzy("de", "en", data.questions[0])
            print(f"pg_trgm: first look-up ever (makes the GIN index): {time.perf_counter() - start:.2f} s")
            measure_fuzzy(database, data.questions[:100])
            measure_recall(database, data.questions, data.best)


_PEER = """
import json, sys, time
from translate.storage.tmdb import TMDB
units, questions = json.load(sys.stdin)
memory = TMDB(sys.argv[1], max_candidates=5)
start = time.perf_counter()
for source in units:
    memory.add_dict({"source": source, "target": source.upper(), "context": ""}, "de", "en", commit=False)
memory.connection.commit()
print(f"add: {1e6 * (time.perf_counter() - start) / len(units):.0f} us each", flush=True)
cpu, found = [], []
for question in questions:
    start = time.process_time()
    found.append([match["quality"] for match in memory.translate_unit(question, "de", "en")])
    cpu.append(1e3 * (time.process_time() - start))
cpu.sort()
print(f"fuzzy, CPU: p50 {cpu[len(cpu) // 2]:.1f} ms, p99 {cpu[int(len(cpu) * 0.99)]:.1f} ms")
print(f"questions with a match: {sum(map(bool, found))} of {len(questions)}")
"""


def measure_peer(python: str, folder: Path, data: Data, count: int) -> None:
    """Print what translate-toolkit's database of its TM server costs, in its own interpreter."""
    sources = [unit.source for unit in data.units[:count]]
    print(f"\ntranslate-toolkit's TM server database, {len(sources):,} units", flush=True)
    command = [python, "-c", _PEER, str(folder / "peer.db")]
    subprocess.run(command, input=json.dumps([sources, data.questions[:100]]), text=True, check=True)
    known = set(sources)
    best = [compare_with_all(question, sources) for question in data.questions[:100]]
    print(f"questions with a match, true: {sum(map(bool, best))} of 100 ({len(known):,} different sources)")


class Data(NamedTuple):
    """Units, questions, and the true best scores of the first questions."""

    units: list[MemoryUnit]
    questions: list[str]
    best: list[list[int]]


def make_data(count: int) -> Data:
    """Make the same data on every run."""
    dice = random.Random(11)  # noqa: S311 — the same sentences on every run
    words = make_vocabulary(dice)
    sources = make_sources(count, dice, words)
    units = [
        MemoryUnit("de", "en", source, source.upper(), slug=f"release-{at // 45}") for at, source in enumerate(sources)
    ]
    questions = [edit(dice.choice(sources), dice, words) for _ in range(QUESTIONS)]
    return Data(units, questions, [compare_with_all(question, sources) for question in questions[:COMPARED_WITH_ALL]])


def measure_exchange(units: list[MemoryUnit]) -> None:
    """Print what TMX costs."""
    start = time.perf_counter()
    data = write_tmx(units)
    written = time.perf_counter()
    assert len(read_tmx(data, "benchmark.tmx").units) == len(units)
    read = time.perf_counter() - written
    print(f"\nTMX, {len(data) / 1e6:.0f} MB: written in {written - start:.1f} s, read in {read:.1f} s")


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("units", nargs="?", type=int, default=100_000)
    parser.add_argument("--postgres")
    parser.add_argument("--trigrams", action="store_true")
    parser.add_argument("--toolkit")
    parser.add_argument("--peer-units", type=int, default=100_000)
    options = parser.parse_args()
    data = make_data(options.units)
    print(f"{len(data.units):,} units, {len(data.questions)} questions")
    with tempfile.TemporaryDirectory() as folder:
        measure_database(f"sqlite:///{Path(folder) / 'state.db'}", Path(folder), data, trigrams=False)
        if options.postgres:
            measure_database(options.postgres, Path(folder) / "server.db", data, trigrams=options.trigrams)
        if options.toolkit:
            measure_peer(options.toolkit, Path(folder), data, options.peer_units)
    measure_exchange(data.units[:100_000])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, the benchmark's own lists included")


if __name__ == "__main__":
    main()
