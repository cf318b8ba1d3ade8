"""What the memory costs: adding, exact and fuzzy look-ups, and how much of the true top five fuzzy finds.

Run: python benchmarks/memory.py [UNITS [DATABASE-URL]], 100,000 units by default. Sources are sentences of words from a
vocabulary with the frequencies of a language (Zipf), so that many resemble each other. Questions are edited sources.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translateflow.memory import read_tmx, write_tmx
from translateflow.model.memory import MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.storage import Database, open_database

QUESTIONS = 300
COMPARED_WITH_ALL = 60
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


def measure_fuzzy(database: Database, questions: list[str], sources: list[str]) -> None:
    """Print times and recall."""
    start = time.perf_counter()
    database.memory.fuzzy("de", "en", questions[0])
    print(f"first fuzzy look-up (loads the index)  {time.perf_counter() - start:8.2f} s")
    times = []
    for question in questions:
        start = time.process_time()
        database.memory.fuzzy("de", "en", question)
        times.append(1e3 * (time.process_time() - start))
    print(f"fuzzy, CPU: p50 {percentile(times, 0.5):.1f} ms, p99 {percentile(times, 0.99):.1f} ms")
    wanted = found = 0
    for question in questions[:COMPARED_WITH_ALL]:
        best = compare_with_all(question, sources)
        scores = [match.score for match in database.memory.fuzzy("de", "en", question)]
        wanted += len(best)
        found += (Counter(best) & Counter(scores)).total()
    print(f"recall of the true top five at 75 %: {found} of {wanted}")


def measure(count: int, url: str) -> None:
    """Print what each step costs."""
    dice = random.Random(11)  # noqa: S311 — the same sentences on every run
    words = make_vocabulary(dice)
    sources = make_sources(count, dice, words)
    units = [
        MemoryUnit("de", "en", source, source.upper(), slug=f"release-{at // 45}") for at, source in enumerate(sources)
    ]
    questions = [edit(dice.choice(sources), dice, words) for _ in range(QUESTIONS)]
    with open_database(url) as database:
        start = time.perf_counter()
        for at in range(0, count, 10_000):
            database.memory.add(units[at : at + 10_000])
        print(f"{database.where}: add {count}: {1e6 * (time.perf_counter() - start) / count:.0f} us each")
        keys = [Key(Role.TEXT, source) for source in sources[:: max(1, count // 10_000)]]
        start = time.perf_counter()
        assert len(database.memory.exact("de", "en", keys)) == len(set(keys))
        print(f"exact, {len(keys)} at once: {1e6 * (time.perf_counter() - start) / len(keys):.0f} us each")
        measure_fuzzy(database, questions, sources)
    start = time.perf_counter()
    data = write_tmx(units[:100_000])
    written = time.perf_counter()
    assert len(read_tmx(data, "benchmark.tmx").units) == min(count, 100_000)
    read = time.perf_counter() - written
    print(f"TMX, {len(data) / 1e6:.0f} MB: written in {written - start:.1f} s, read in {read:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, the benchmark's own lists included")


if __name__ == "__main__":
    wanted_units = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        measure(wanted_units, sys.argv[2])
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(wanted_units, f"sqlite:///{Path(folder) / 'state.db'}")
