"""Throw damaged documents at the formats and the catalogs, and hold them to what they promise.

    python tools/fuzz.py [--seconds N] [--seed S]

Ends with 1 and the smallest source it could find when a promise is broken. The same seed walks the same road; give the
one that was printed to walk it again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.catalog import parse_catalog, plan_sync
from translateflow.errors import BrokenTagsError, SourceError
from translateflow.formats import canonical_body, identity, keeps_identity, read_release, render_body, split_sentences
from translateflow.model.segment import Key, Segmentation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translateflow.model.release import Release

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = (".md", ".html", ".txt")
LANGUAGES = ("de", "en", "fr", "ar", "zh", "tr", "el", "xx")
DEFAULTS = {"default_language": "de", "timezone": "Europe/Berlin"}
SMALLEST_BUDGET = 20.0
"""Seconds at most that are spent on making a reproducer smaller."""

# What documents are made of, and what has broken such programs before.
PIECES = (
    *("<em>", "</em>", "<p>", "</p>", "<a href='x'>", '<a title="t">', "</a>", "<br>", "<b", "<!--", "-->", "<script>"),
    *(
        "</div>",
        "<table><tr><td>",
        "</td>",
        "<ul><li>",
        "<img alt='a'>",
        "<pre>",
        "<![CDATA[",
        "<span lang=en>",
        "<a1>",
    ),
    *(
        "</span>",
        "<svg>",
        "**",
        "_",
        "`",
        "```\n",
        "~~",
        "[x](y)",
        '![a](b "t")',
        "[^1]",
        "[^1]: n\n",
        "# ",
        "- ",
        "1. ",
    ),
    *(
        "| a | b |\n|--|--|\n",
        "> ",
        "    ",
        "\n\n",
        "\n",
        "  \n",
        "\\\n",
        "---\n",
        "title: x\n",
        "***\n",
        "Term\n: Def\n",
    ),
    *(
        "\\",
        "&amp;",
        "&lt;",
        "&#0;",
        "&#x1F600;",
        "&nbsp;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "„",
        "“",
        "«",
        "»",
        "(",
        ")",
        ". ",
    ),
    *(
        "! ",
        "? ",
        "…",
        "。",
        "؟",
        "1. Juli ",
        "z. B. ",
        "\u00a0",
        "\u202f",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\x00",
    ),
    *("\x0b", "\x0c", "\x85", "\r", "\r\n", "\t", "😀", "é", "e\u0301", "中文", "ا", "%s", "{x}", "\\n", 'msgid ""'),
    *("https://example.org/a_b.", "a@example.org"),
)


@dataclass(frozen=True)
class Failure:
    """A promise, the source that breaks it, and how."""

    promise: str
    name: str
    data: bytes
    how: str


class _Elements(HTMLParser):
    """An independent judge of a body: which elements it has, and whether they are well nested."""

    VOID = frozenset(
        {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    )

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: set[tuple[str, tuple[str, ...]]] = set()
        self.nested = True
        self._open: list[str] = []
        self.readable = True
        try:
            self.feed(body)
            self.close()
        except AssertionError:  # html.parser gives up on `<![`
            self.readable = False
        self.nested = self.nested and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Values may be translated, names may not.
        self.opened.add((tag, tuple(name for name, _ in attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.nested = self.nested and bool(self._open) and self._open.pop() == tag


def find_failure(name: str, data: bytes, seed: int) -> Failure | None:
    """Hold one source to every promise; `seed` decides how its translations are damaged."""
    for segmentation in Segmentation:
        try:
            release = read_release(name, data, slug="example", segmentation=segmentation, **DEFAULTS)
        except SourceError:
            return None
        except Exception as error:  # noqa: BLE001 — any other error is what we look for
            return Failure("reading refuses with SourceError or succeeds", name, data, repr(error))
        for promise, holds in PROMISES.items():
            try:
                kept = holds(name, data, release, random.Random(seed))  # noqa: S311 — repeatable, no secret
            except Exception as error:  # noqa: BLE001 — a promise is broken by an exception, too
                return Failure(promise, name, data, repr(error))
            if not kept:
                return Failure(promise, name, data, f"segmentation {segmentation.value}")
    return None


def _keeps_identity(name: str, data: bytes, release: Release, _: random.Random) -> bool:
    return keeps_identity(release.document, canonical_body(name, data, **DEFAULTS))


def _splits_lossless(_name: str, data: bytes, _release: Release, dice: random.Random) -> bool:
    text = data.decode("utf-8", "replace")
    sentences = split_sentences(text, dice.choice(LANGUAGES))
    return "".join(sentences) == text and all(sentences)


def _keeps_catalog(_name: str, _data: bytes, release: Release, dice: random.Random) -> bool:
    catalog = plan_sync(release, dice.choice(LANGUAGES[2:-1]), catalog=None, template=None).catalog
    file = catalog.to_bytes()
    read = parse_catalog(file, "example.po")
    return read.entries == catalog.entries and read.to_bytes() == file


def _renders_no_foreign_markup(_name: str, _data: bytes, release: Release, dice: random.Random) -> bool:
    document = release.document
    texts = identity(document)
    source = _Elements(render_body(document, texts, document.language))
    damaged = {key: _damage(text, dice) for key, text in texts.items()}
    try:
        body = _Elements(render_body(document, damaged, dice.choice(LANGUAGES)))
    except BrokenTagsError:
        # One broken segment refuses the body; the others must stand alone.
        return all(_renders_well(release, {**texts, key: text}, source) for key, text in list(damaged.items())[:10])
    return _is_kin(body, source)


def _renders_well(release: Release, targets: dict[Key, str], source: _Elements) -> bool:
    try:
        body = _Elements(render_body(release.document, targets, release.document.language))
    except BrokenTagsError:
        return True
    return _is_kin(body, source)


def _is_kin(body: _Elements, source: _Elements) -> bool:
    return not source.readable or (body.opened <= source.opened and (body.nested or not source.nested))


def _damage(text: str, dice: random.Random) -> str:
    """Damage a translation as people and machines do: tags lost, doubled, swapped, invented."""
    parts = text.replace("<", "\0<").replace(">", ">\0").split("\0")
    for _ in range(dice.randrange(3)):
        here, there = dice.randrange(len(parts)), dice.randrange(len(parts))
        match dice.randrange(4):
            case 0:
                parts[here] = ""
            case 1:
                parts.insert(there, parts[here])
            case 2:
                parts[here], parts[there] = parts[there], parts[here]
            case _:
                parts.insert(here, dice.choice(PIECES))
    return "".join(parts) if "".join(parts).strip() else text


PROMISES: dict[str, Callable[[str, bytes, Release, random.Random], bool]] = {
    "each segment translated to itself renders the source's body": _keeps_identity,
    "sentences joined are the text": _splits_lossless,
    "a new catalog reads as it was written": _keeps_catalog,
    "a damaged translation is refused or renders only the source's elements": _renders_no_foreign_markup,
}


def read_corpus() -> list[str]:
    """Give the sources to begin with: our samples, the cases of the formats' tests, and some made of pieces."""
    files = [*(ROOT / "releases").glob("*.md"), *(ROOT / "tests/formats/data").glob("*.txt")]
    texts = [file.read_text("utf-8") for file in sorted(files)]
    cases = [case for text in texts for case in text.split("\n== ")] + [
        line for text in texts for line in text.split("\n\n")
    ]
    made = [
        "<p>One <em>two</em>. <a href='x' title='t'>Three</a>.</p><ul><li>Four<li>Five</ul>",
        "One *two*. [Three](x)\n\n- 4",
    ]
    return [text for text in cases if text.strip()] + made


def make_source(corpus: list[str], dice: random.Random) -> tuple[str, bytes]:
    """Give a damaged document and its name."""
    text = dice.choice(corpus)[:3000]
    for _ in range(dice.randrange(1, 9)):
        start, end = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        match dice.randrange(5):
            case 0:
                text = text[:start] + text[min(end, start + 20) :]
            case 1:
                text = text[:end] + text[start:end][:200] + text[end:]
            case 2:
                other = dice.choice(corpus)
                text = text[:start] + other[: dice.randrange(1, 200)] + text[start:]
            case _:
                text = text[:start] + dice.choice(PIECES) + text[start:]
    data = bytearray(text.encode())
    if data and not dice.randrange(20):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return f"example{dice.choice(SUFFIXES)}", bytes(data)


def shrink(failure: Failure, seed: int, *, seconds: float = SMALLEST_BUDGET) -> Failure:
    """Give the smallest source found that breaks the same promise: ever smaller parts are left out while it does."""
    deadline = time.monotonic() + seconds
    size = max(1, len(failure.data) // 2)
    while size and time.monotonic() < deadline:
        smaller = next((found for found in _without(failure, size, seed, deadline) if found), None)
        if smaller is None:
            size //= 2
        else:
            failure = smaller
    return failure


def _without(failure: Failure, size: int, seed: int, deadline: float) -> Iterator[Failure | None]:
    data = failure.data
    for start, end in pairwise([*range(0, len(data), size), len(data)]):
        if time.monotonic() > deadline:
            return
        found = find_failure(failure.name, data[:start] + data[end:], seed)
        yield found if found and found.promise == failure.promise else None


def run(seconds: float, seed: int) -> tuple[int, Failure | None]:
    """Try sources until the time is over or one breaks a promise, made small. Give how many were tried, too."""
    corpus = read_corpus()
    deadline = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < deadline:
        turn = seed + tried
        name, data = make_source(corpus, random.Random(turn))  # noqa: S311 — repeatable, no secret
        tried += 1
        if failure := find_failure(name, data, turn):
            return tried, shrink(failure, turn)
    return tried, None


def main() -> int:
    """Fuzz for as long as was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000_000))
    arguments = parser.parse_args()
    tried, failure = run(arguments.seconds, arguments.seed)
    if failure is None:
        print(f"{tried} sources kept every promise (seed {arguments.seed}).")
        return 0
    turn = arguments.seed + tried - 1
    print(
        f"Broken: {failure.promise}\n  {failure.name}: {failure.data!r}\n  {failure.how}\n  again: --seed {turn}",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
