"""How right the glossary's check is: false warnings on human translations, recall on translations with another word.

    python benchmarks/terms.py

Measures the sample newsroom's reviewed translations and the press sentences beside the tests against the sample
glossary, and how long a large glossary takes. Prints Markdown.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from checks import read_press
from translateflow.catalog import read_catalog
from translateflow.checks import CheckContext, check_entry
from translateflow.memory import read_terms_csv
from translateflow.model.memory import Term, TermStatus
from translateflow.model.translation import EntryState
from translateflow.terms import Glossary, find_terms
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translateflow.model.issue import Issue

HOUSE = Path(__file__).parents[1]
LARGE = 5_000

Row = tuple[str, str, str, str]
"""Source language, language, source, target."""


def read_sample() -> Iterator[Row]:
    """Give what people have translated in the sample newsroom."""
    newsroom = open_newsroom(HOUSE, {})
    for slug in newsroom.sources():
        release = newsroom.read_release(slug)
        for language in newsroom.targets(release):
            path = newsroom.catalogs.catalog(slug, language)
            entries = read_catalog(path, slug=slug, language=language).entries if path.is_file() else ()
            for entry in entries:
                if entry.state is EntryState.REVIEWED:
                    yield release.language, language, entry.source, entry.target


def read_sentences() -> Iterator[Row]:
    """Give the press sentences."""
    for corpus in read_press():
        for row in corpus.rows:
            yield corpus.context.source_language, corpus.context.language, row.source, row.target


def find_issues(row: Row, terms: tuple[Term, ...]) -> list[Issue]:
    """Give what the checks of terms say of a pair."""
    source_language, language, source, target = row
    issues = check_entry(source, target, CheckContext(source_language, language, terms=terms))
    return [issue for issue in issues if issue.check in {"terms", "forbidden terms"}]


def spoil(row: Row, terms: tuple[Term, ...]) -> Iterator[tuple[Term, Row]]:
    """Give the pair with each wanted word replaced by another."""
    source_language, language, source, target = row
    for match in find_terms(source, terms, source_language):
        if match.term.status is TermStatus.PREFERRED:
            wanted = Term(language, source_language, match.term.target, "")
            text = target
            for place in reversed(find_terms(target, [wanted], language)):
                text = f"{text[: place.start]}Zzz{text[place.end :]}"
            if text != target:
                yield match.term, (source_language, language, source, text)


def measure(name: str, rows: list[Row], glossary: tuple[Term, ...]) -> str:
    """Give a line of the table."""
    segments = found = warned = spoilt = reported = 0
    for row in rows:
        terms = tuple(term for term in glossary if (term.source_language, term.language) == row[:2])
        if not terms:
            continue
        segments += 1
        found += len(find_terms(row[2], terms, row[0]))
        warned += bool(find_issues(row, terms))
        for term, mutant in spoil(row, terms):
            spoilt += 1
            reported += any(issue.source_value == term.source for issue in find_issues(mutant, terms))
    return f"| {name} | {segments} | {found} | {warned} | {spoilt} | {reported} |"


def measure_speed(rows: list[Row]) -> float:
    """Give the microseconds a search of a sentence takes in a large glossary."""
    glossary = Glossary((Term("de", "en", f"{chr(97 + n % 26)}{n:04}wort", "x") for n in range(LARGE)), "de")
    texts = [row[2] for row in rows if row[0] == "de"]
    start = time.perf_counter()
    for text in texts:
        glossary.find(text)
    return (time.perf_counter() - start) / len(texts) * 1e6


def main() -> None:
    """Measure and print."""
    path = HOUSE / "memory" / "glossary.csv"
    glossary = read_terms_csv(path.read_bytes(), path)
    sentences = list(read_sentences())
    print("| texts | segments | terms found | false warnings | words replaced | reported |")
    print("|---|---:|---:|---:|---:|---:|")
    print(measure("sample newsroom", list(read_sample()), glossary))
    print(measure("press sentences", sentences, glossary))
    print(f"\nSearching a sentence in {LARGE:,} terms: {measure_speed(sentences):.0f} µs")


if __name__ == "__main__":
    main()
