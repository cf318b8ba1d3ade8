"""What the site of a large newsroom costs: built whole beside Hugo, and after one more approved language.

    python benchmarks/website.py [--releases N] [--languages N] [--runs N] [--hugo PROGRAM]

Both make the same pages from the same HTML bodies: every release in every language with canonical link, alternates,
Open Graph, JSON-LD, language switcher and dates; an index and a feed of 50 per language; sitemaps. We write a
`release.json` beside each page as well, and hold every record against its signature. Each build is a process of its
own, start included; figures are medians, the processor's time and the clock's. Hugo uses every core, so "per page per
core" compares processor time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from press import write_release

from translateflow.files import write_atomically
from translateflow.formats import identity, read_release, render_body
from translateflow.model.edition import Provenance
from translateflow.model.segment import Segmentation
from translateflow.review.evidence import (
    Decision,
    Evidence,
    Face,
    SegmentEvidence,
    digest,
    evidence_to_json,
    signed_bytes,
)
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workspace import EVIDENCE, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translateflow.workspace import Newsroom

LANGUAGES = tuple("de en fr es it pt nl pl cs sk sl hr ro bg el hu da sv fi et lv lt uk ar".split())  # noqa: SIM905
BASE = "https://presse.stadt.example"
APPROVED = dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC)


class Cost(NamedTuple):
    """What a process took: processor time with its children's, and time by the clock, in seconds."""

    cpu: float
    wall: float


class Text(NamedTuple):
    """A release as both builders get it; the same text stands for every language."""

    slug: str
    title: str
    date: str
    body: str


def make_texts(count: int) -> list[Text]:
    """Make the releases."""
    texts = []
    for number in range(count):
        slug, data = f"r{number:04}", write_release(number).encode()
        release = read_release(
            f"{slug}.md", data, slug=slug, default_language="de", timezone="UTC", segmentation=Segmentation.SENTENCE
        )
        body = render_body(release.document, identity(release.document), "de")
        texts.append(Text(slug, release.title, str(release.front.date), body))
    return texts


class Office(NamedTuple):
    """A newsroom that signs, and the languages its releases are meant for."""

    newsroom: Newsroom
    targets: tuple[str, ...]


def write_newsroom(root: Path, texts: Sequence[Text], languages: Sequence[str]) -> Office:
    """Write a newsroom in which everything is signed off and signed."""
    targets = json.dumps(languages[1:])
    settings = f'[newsroom]\ntitle = "Stadt Beispiel"\nsource = "de"\ntargets = {targets}\nbase_url = "{BASE}"\n'
    root.mkdir(parents=True)
    (root / "translateflow.toml").write_text(settings, encoding="utf-8")
    office = Office(open_newsroom(root), tuple(languages[1:]))
    for text in texts:
        for language in languages:
            approve(office, text, language)
    return office


def approve(office: Office, text: Text, language: str, *, durable: bool = False) -> None:
    """Write the snapshot that a sign-off leaves."""
    folder = office.newsroom.root / "approved" / text.slug
    body = text.body.encode()
    sentences = [part for part in text.body.replace("\n", " ").split(". ") if part]
    evidence = Evidence(
        slug=text.slug,
        language=language,
        source_language="de",
        provenance=Provenance.ORIGINAL if language == "de" else Provenance.REVIEWED,
        approved_by="Pressestelle Beispiel <presse@stadt.example>",
        approved_at=APPROVED,
        first_approved_at=APPROVED,
        source_file="sources/0.md",
        source_digest=digest(b"source"),
        catalog_digest="",
        body_digest=digest(body),
        face=Face(title=text.title, date=text.date, targets=office.targets),
        segments=tuple(
            SegmentEvidence("", sentence, sentence, "deepl", sentence, Decision.ACCEPTED) for sentence in sentences
        ),
    )
    evidence = replace(evidence, signature=office.newsroom.keys.sign(EVIDENCE, signed_bytes(evidence)))
    files = {f"{language}.html": body, f"{language}.json": evidence_to_json(evidence)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        if durable:
            write_atomically(folder / name, data)
        else:
            (folder / name).write_bytes(data)


_SINGLE = """<!doctype html>
<html lang="{{ .Language.Lang }}" dir="{{ .Language.LanguageDirection | default "ltr" }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Summary | plainify | truncate 160 }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}<link rel="alternate" hreflang="x-default" href="{{ .Permalink }}">
<link rel="alternate" type="application/rss+xml" href="{{ "index.xml" | relLangURL }}">
<link rel="stylesheet" href="/assets/site.css">
<meta property="og:type" content="article"><meta property="og:title" content="{{ .Title }}">
<meta property="og:url" content="{{ .Permalink }}"><meta property="og:locale" content="{{ .Language.Lang }}">
{{ range .Translations }}<meta property="og:locale:alternate" content="{{ .Language.Lang }}">
{{ end }}<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle" \
"@id" .Permalink "headline" .Title "inLanguage" .Language.Lang \
"datePublished" (.Date.Format "2006-01-02T15:04:05Z07:00") | jsonify | safeJS }}</script>
</head><body><a class="skip" href="#text">Skip</a><header><a href="{{ "/" | relLangURL }}">{{ .Site.Title }}</a>
<nav aria-label="Languages"><ul>{{ range .AllTranslations }}<li>\
<a href="{{ .RelPermalink }}" lang="{{ .Language.Lang }}" \
hreflang="{{ .Language.Lang }}">{{ .Language.LanguageName }}</a></li>{{ end }}</ul></nav></header>
<main id="text"><article><header>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date | time.Format ":date_long" }}</time></p>
<h1>{{ .Title }}</h1></header><div class="body">{{ .Content }}</div><footer><dl><dt>Published</dt>
<dd><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">\
{{ .Date | time.Format ":date_full" }}</time></dd></dl></footer></article></main>
<footer><ul><li><a href="{{ "/" | relLangURL }}">All</a></li></ul></footer></body></html>
"""
_LIST = """<!doctype html>
<html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"></head><body><main><h1>{{ .Site.Title }}</h1>
{{ range .Site.RegularPages.GroupByDate "2006" }}<h2>{{ .Key }}</h2><ol>{{ range .Pages }}<li>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date | time.Format ":date_long" }}</time></p>
<h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3></li>{{ end }}</ol>{{ end }}</main></body></html>
"""


def write_hugo(root: Path, texts: Sequence[Text], languages: Sequence[str]) -> None:
    """Write the same site for Hugo: bodies as HTML, so that nobody pays for Markdown."""
    (root / "layouts" / "_default").mkdir(parents=True)
    (root / "layouts" / "_default" / "single.html").write_text(_SINGLE.replace("\\\n", ""), encoding="utf-8")
    (root / "layouts" / "_default" / "list.html").write_text(_LIST, encoding="utf-8")
    config = {
        "baseURL": f"{BASE}/",
        "title": "Stadt Beispiel",
        "defaultContentLanguage": "de",
        "defaultContentLanguageInSubdir": True,
        "disableKinds": ["taxonomy", "term", "section"],
        "services": {"rss": {"limit": 50}},
        "languages": {
            language: {"weight": number, "languageName": language} for number, language in enumerate(languages, 1)
        },
    }
    (root / "config.json").write_text(json.dumps(config), encoding="utf-8")
    content = root / "content"
    content.mkdir()
    for text in texts:
        front = json.dumps({"title": text.title, "date": text.date, "slug": text.slug}, ensure_ascii=False)
        for language in languages:
            (content / f"{text.slug}.{language}.html").write_text(f"{front}\n\n{text.body}", encoding="utf-8")


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end, and take its time."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{command[0]} ended with {process.returncode}"
        raise SystemExit(message)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start)


def measure(runs: int, prepare: Callable[[], None], command: Sequence[str], folder: Path) -> Cost:
    """Give medians over runs, each after `prepare`."""
    costs = []
    for _ in range(runs):
        prepare()
        costs.append(run(command, folder))
    return Cost(statistics.median(cost.cpu for cost in costs), statistics.median(cost.wall for cost in costs))


def build_ours(root: Path, runs: int) -> Cost:
    """Build the whole site from `approved/`, as `translateflow publish` does."""

    def clear() -> None:
        for path in root.glob(".public*"):
            shutil.rmtree(path, ignore_errors=True)
        (root / "public").unlink(missing_ok=True)
        # The keys stay, what was kept of the records goes.
        shutil.rmtree(root / ".translateflow" / "approved", ignore_errors=True)

    return measure(runs, clear, [sys.executable, "-m", "translateflow", "publish"], root)


def build_hugo(root: Path, program: str, runs: int) -> Cost:
    """Build the whole site with Hugo."""

    def clear() -> None:
        shutil.rmtree(root / "public", ignore_errors=True)

    return measure(runs, clear, [program, "--quiet", "--buildFuture"], root)


def publish_one_more(office: Office, text: Text, language: str, runs: int) -> Iterator[tuple[str, list[Cost]]]:
    """Approve a corrected text and publish it, again and again; first in a process that is there already.

    The correction is one of the last language: as a newly approved language it touches page, index and feed. The first
    two publications after a whole build make links to all files, so they are told apart.
    """
    newsroom = open_newsroom(office.newsroom.root)
    run_publish(newsroom, PublishRequest(), dt.datetime.now(dt.UTC))
    warm = [_publish_here(newsroom, office, text, language, number) for number in range(runs + 2)]
    yield "in a running process, the first two", warm[:2]
    yield "in a running process", warm[2:]
    cold = []
    for number in range(runs):
        approve(office, text._replace(title=f"{text.title} again {number}"), language, durable=True)
        command = [sys.executable, "-m", "translateflow", "publish", text.slug, "--language", language]
        cold.append(run(command, newsroom.root))
    yield "as a new process", cold


def _publish_here(newsroom: Newsroom, office: Office, text: Text, language: str, number: int) -> Cost:
    changed = text._replace(title=f"{text.title} {number}", body=f"{text.body}<p>{number}</p>")
    approve(office, changed, language, durable=True)
    cpu, wall = time.process_time(), time.perf_counter()
    report = run_publish(newsroom, PublishRequest([text.slug], [language]), dt.datetime.now(dt.UTC))
    assert report.site.pages, "nothing was published"
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--languages", type=int, default=len(LANGUAGES))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--hugo", default=shutil.which("hugo"))
    options = parser.parse_args()
    languages = LANGUAGES[: options.languages]
    texts = make_texts(options.releases)
    pages = len(texts) * len(languages)
    print(f"{pages} pages, {sum(len(text.body) for text in texts) / len(texts):.0f} characters each")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        office = write_newsroom(root / "ours", texts, languages)
        costs = {"translateflow": build_ours(root / "ours", options.runs)}
        if options.hugo:
            write_hugo(root / "hugo", texts, languages)
            costs["Hugo"] = build_hugo(root / "hugo", options.hugo, options.runs)
            made = sum(1 for _ in (root / "hugo" / "public").rglob("index.html"))
            print(f"Hugo made {made} pages")
        for name, cost in costs.items():
            print(f"{name}: {cost.wall:.1f} s by the clock, {cost.cpu / pages * 1e6:.0f} µs of processor a page")
        if options.hugo:
            ratio = costs["translateflow"].cpu / costs["Hugo"].cpu
            print(f"processor time, ours to Hugo's: {ratio:.2f}")
        for name, taken in publish_one_more(office, texts[len(texts) // 2], languages[-1], max(options.runs, 5)):
            wall, cpu = _tell([cost.wall for cost in taken]), _tell([cost.cpu for cost in taken])
            print(f"one more language {name}: {wall}; of processor {cpu}")


def _tell(seconds: Sequence[float]) -> str:
    low, middle, high = (round(1000 * each) for each in (min(seconds), statistics.median(seconds), max(seconds)))
    return f"median {middle} ms ({low} to {high})"


if __name__ == "__main__":
    main()
