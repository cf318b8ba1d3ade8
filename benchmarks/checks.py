"""The yardstick of the checks: false reports on human translations, recall on spoilt ones, speed, and a peer beside it.

    python benchmarks/checks.py [--pairs FOLDER] [--catalogs /usr/share/locale] [--pofilter PROGRAM]

`FOLDER` (or TRANSLATEFLOW_CHECK_PAIRS) holds `en-<language>.jsonl` with `source` and `target`; the press sentences
beside the tests are always measured. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polib
from mutations import mutate

from translateflow.checks import CheckContext, check_entry, group_habits
from translateflow.checks.facts.extract import extract_facts
from translateflow.checks.facts.numerals import fold_digits
from translateflow.checks.facts.profile import load_profile
from translateflow.model.issue import Severity
from translateflow.model.segment import TagShape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PRESS = Path(__file__).parents[1] / "tests" / "checks" / "data" / "press.txt"
CATALOG_LANGUAGES = ("ar", "ca", "de", "es", "fr", "it", "ja", "pl", "tr", "uk")
MOST_PER_CATALOG_LANGUAGE = 3000
SEED = 20250701
SPEED_SEGMENTS = 100_000
IN_WORDS = " (in other figures or words in the source)"
_TAG_NAME = re.compile(r"<([a-z]+\d*)>")


class Row(NamedTuple):
    """A source and its human translation; `catalog` names the program it belongs to."""

    source: str
    target: str
    catalog: str = ""


class Corpus(NamedTuple):
    """Rows of one language pair from one place."""

    name: str
    context: CheckContext
    rows: list[Row]


class Recall(NamedTuple):
    """How many mutants of a kind there were, and how many an error or anything at all was reported for."""

    mutants: int
    errors: int
    any: int


def read_press(path: Path = PRESS) -> Iterator[Corpus]:
    """Give every ordered pair of the press sentences' languages."""
    pairs: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for chunk in path.read_text(encoding="utf-8").split("\n\n"):
        lines = dict(re.findall(r"^([a-z]{2}): (.+)$", chunk, re.MULTILINE))
        for (source, text), (target, translation) in permutations(lines.items(), 2):
            pairs[source, target].append(Row(text, translation))
    for (source, target), rows in pairs.items():
        yield Corpus(f"press {source}-{target}", CheckContext(source, target, protected=("IntMK",)), rows)


def read_pairs(folder: Path) -> Iterator[Corpus]:
    """Give the corpora of `<source>-<target>.jsonl` files."""
    for path in sorted(folder.glob("*-*.jsonl")):
        source, _, target = path.stem.partition("-")
        objects = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        rows = [Row(item["source"], item["target"]) for item in objects]
        yield Corpus(f"manual {source}-{target}", CheckContext(source, target), rows)


def read_catalogs(folder: Path) -> Iterator[Corpus]:
    """Give prose of installed programs' compiled catalogs: at least five words, no plural forms, no access keys."""
    for language in CATALOG_LANGUAGES:
        rows: list[Row] = []
        for path in sorted((folder / language / "LC_MESSAGES").glob("*.mo")):
            catalog = subprocess.run(["msgunfmt", path], capture_output=True, check=False).stdout
            convert = ["msgconv", "--to-code=UTF-8", "--no-wrap"]
            text = subprocess.run(convert, input=catalog, capture_output=True, check=False).stdout.decode()
            for entry in polib.pofile(text) if text.strip() else ():
                plain = not entry.msgid_plural and entry.msgstr and "_" not in entry.msgid and "&" not in entry.msgid
                if plain and len(entry.msgid.split()) > 4 and entry.msgid.count("\n") < 2:
                    rows.append(Row(entry.msgid, entry.msgstr, path.name))
        random.Random(SEED).shuffle(rows)  # noqa: S311 — a repeatable sample, no secret
        yield Corpus(f"programs en-{language}", CheckContext("en", language), rows[:MOST_PER_CATALOG_LANGUAGE])


def context_of(corpus: Corpus, row: Row) -> CheckContext:
    """Give the context of a row: press sentences have tags of their own."""
    if not corpus.name.startswith("press") or "<" not in row.source:
        return corpus.context
    shapes = tuple(TagShape(name, paired=True) for name in _TAG_NAME.findall(row.source))
    context = corpus.context
    return CheckContext(context.source_language, context.language, shapes=shapes, protected=context.protected)


def measure_false_reports(corpus: Corpus) -> tuple[Counter[tuple[str, str]], int, int]:
    """Give reports per check and severity, and the number of rows with an error and with a warning."""
    reports: Counter[tuple[str, str]] = Counter()
    with_error = with_warning = 0
    catalogs: defaultdict[str, list[Row]] = defaultdict(list)
    for row in corpus.rows:
        catalogs[row.catalog].append(row)
    for rows in catalogs.values():
        checked = {at: check_entry(row.source, row.target, context_of(corpus, row)) for at, row in enumerate(rows)}
        found = {at: issues for at, issues in checked.items() if issues}
        for issues in group_habits(found, {at: row.target for at, row in enumerate(rows)}).values():
            reports.update({(issue.check, issue.severity.value) for issue in issues})
            with_error += any(issue.severity is Severity.ERROR for issue in issues)
            with_warning += any(issue.severity is Severity.WARNING for issue in issues)
    return reports, with_error, with_warning


def make_mutants(corpus: Corpus) -> Iterator[tuple[Row, str, str]]:
    """Give spoilt translations of the rows that state something and are not reported as they are."""
    chance = random.Random(SEED)  # noqa: S311 — repeatable damage, no secret
    months = dict(load_profile(corpus.context.language).months)
    for row in corpus.rows:
        if re.search(r"\d|://|@|<", row.target) and not check_entry(row.source, row.target, context_of(corpus, row)):
            for mutant in mutate(row.target, corpus.context.language, months, chance):
                spelled = "" if _figures(row.target) - _figures(mutant.text) <= _figures(row.source) else IN_WORDS
                yield row, mutant.kind + spelled, mutant.text


def _figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"[0-9]+", fold_digits(text)))


def measure_recall(corpora: Iterable[Corpus]) -> dict[str, Recall]:
    """Give the recall per kind of damage; only a report that the whole translation had not counts."""
    found: defaultdict[str, Recall] = defaultdict(lambda: Recall(0, 0, 0))
    for corpus in corpora:
        for row, kind, text in make_mutants(corpus):
            issues = check_entry(row.source, text, context_of(corpus, row))
            old = found[kind]
            error = any(issue.severity is Severity.ERROR for issue in issues)
            found[kind] = Recall(old.mutants + 1, old.errors + error, old.any + bool(issues))
    return dict(found)


def measure_speed(corpora: list[Corpus]) -> tuple[float, float, int]:
    """Give CPU seconds for 100,000 segments, the first time and the second, and their number."""
    entries = [(row, corpus.context) for corpus in corpora for row in corpus.rows]
    entries = [entry for entry, _ in zip(_repeat(entries), range(SPEED_SEGMENTS), strict=False)]
    extract_facts.cache_clear()
    seconds = []
    for _ in range(2):
        start = time.process_time()
        for row, context in entries:
            check_entry(row.source, row.target, context)
        seconds.append(time.process_time() - start)
    return seconds[0], seconds[1], len(entries)


def _repeat(entries: list[tuple[Row, CheckContext]]) -> Iterator[tuple[Row, CheckContext]]:
    turn = 0
    while True:  # another space at the end makes another text, so that nothing is remembered from the last turn
        for row, context in entries:
            yield Row(row.source + " " * turn, row.target + " " * turn), context
        turn += 1


def run_pofilter(program: str, rows: list[Row], language: str) -> tuple[set[int], float]:
    """Give the rows that pofilter reports, and its seconds, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        file, report = Path(folder, "in.po"), Path(folder, "out.po")
        catalog = polib.POFile()
        catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": language}
        catalog.extend(
            polib.POEntry(msgid=row.source, msgstr=row.target, msgctxt=str(index)) for index, row in enumerate(rows)
        )
        catalog.save(str(file))
        start = time.perf_counter()
        command = [
            program,
            "--progress=none",
            f"--language={language}",
            "--nofuzzy",
            str(file),
            str(report),
        ]
        subprocess.run(command, capture_output=True, check=False)
        seconds = time.perf_counter() - start
        reported = (
            {int(entry.msgctxt) for entry in polib.pofile(str(report)) if entry.msgctxt} if report.exists() else set()
        )
    return reported, seconds


def print_table(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def percent(part: int, whole: int) -> str:
    """Give a share with two decimals."""
    return f"{100 * part / whole:.2f} %" if whole else "-"


def report_false_reports(corpora: list[Corpus]) -> None:
    """Print the rows with reports per corpus, then the reports per check."""
    by_check: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    lines = []
    for name, group in _grouped(corpora).items():
        rows = sum(len(corpus.rows) for corpus in group)
        errors = warnings = 0
        for corpus in group:
            reports, with_error, with_warning = measure_false_reports(corpus)
            errors, warnings = errors + with_error, warnings + with_warning
            for check, count in reports.items():
                by_check[check][name.split()[0]] += count
        totals[name.split()[0]] += rows
        lines.append((name, rows, percent(errors, rows), percent(warnings, rows)))
    print("## False reports on human translations\n")
    print_table(("corpus", "segments", "with an error", "with a warning"), lines)
    kinds = tuple(totals)
    print("## Reports per check (share of segments)\n")
    print_table(
        ("check", "severity", *kinds),
        (
            (*check, *(percent(counts[kind], totals[kind]) for kind in kinds))
            for check, counts in sorted(by_check.items())
        ),
    )


def _grouped(corpora: list[Corpus]) -> dict[str, list[Corpus]]:
    """Put the ninety press pairs together by target language."""
    groups: defaultdict[str, list[Corpus]] = defaultdict(list)
    for corpus in corpora:
        kind, _, pair = corpus.name.partition(" ")
        groups[f"press …-{pair.partition('-')[2]}" if kind == "press" else corpus.name].append(corpus)
    return dict(groups)


def report_recall(title: str, recall: dict[str, Recall]) -> None:
    """Print the recall per kind of damage and over all."""
    literal = [found for kind, found in recall.items() if not kind.endswith(IN_WORDS)]
    whole = Recall(*(sum(column) for column in zip(*literal, strict=True)))
    print(f"## Recall on spoilt translations: {title}\n")
    print_table(
        ("damage", "mutants", "an error", "any report"),
        (
            (kind, found.mutants, percent(found.errors, found.mutants), percent(found.any, found.mutants))
            for kind, found in [*sorted(recall.items()), ("**all whose figures the source writes too**", whole)]
        ),
    )


def report_peer(program: str, corpora: list[Corpus]) -> None:
    """Print false reports, recall and speed of pofilter beside ours, on the same rows."""
    lines = []
    for corpus in corpora:
        mutants = list(make_mutants(corpus))
        spoilt = [Row(row.source, text) for row, _, text in mutants]
        start = time.process_time()
        ours = sum(bool(check_entry(row.source, row.target, context_of(corpus, row))) for row in corpus.rows)
        our_seconds = time.process_time() - start
        caught = sum(bool(check_entry(row.source, text, context_of(corpus, row))) for row, _, text in mutants)
        theirs, their_seconds = run_pofilter(program, corpus.rows, corpus.context.language)
        peer_caught, _ = run_pofilter(program, spoilt, corpus.context.language)
        count, damaged = len(corpus.rows), len(spoilt)
        lines.append(
            (corpus.name, "translateflow", percent(ours, count), percent(caught, damaged), f"{our_seconds:.2f}")
        )
        peer = (percent(len(theirs), count), percent(len(peer_caught), damaged), f"{their_seconds:.2f}")
        lines.append((corpus.name, "pofilter", *peer))
    print("## Beside pofilter (all its tests)\n")
    print_table(("corpus", "tool", "segments reported", "mutants reported", "seconds"), lines)


def main() -> None:
    """Measure what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", default=os.environ.get("TRANSLATEFLOW_CHECK_PAIRS", ""))
    parser.add_argument("--catalogs", default="")
    parser.add_argument("--pofilter", default="")
    options = parser.parse_args()
    press = list(read_press())
    manual = list(read_pairs(Path(options.pairs))) if options.pairs else []
    programs = list(read_catalogs(Path(options.catalogs))) if options.catalogs else []
    report_false_reports([*manual, *programs, *press])
    for title, corpora in (("press sentences", press), ("manual", manual)):
        if corpora:
            report_recall(title, measure_recall(corpora))
    first, again, count = measure_speed([*manual, *press])
    print(f"## Speed\n\n{count} segments: {first:.1f} s CPU on one core the first time, {again:.1f} s again.\n")
    if options.pofilter:
        peers = [corpus for corpus in press if corpus.name in {"press de-en", "press de-ar", "press en-fr"}]
        report_peer(options.pofilter, [*manual, *peers])


if __name__ == "__main__":
    main()
