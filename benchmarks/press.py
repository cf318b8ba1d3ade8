"""German press releases in Markdown for benchmarks: invented towns, 45 sentences each, always the same."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = 45
"""Sentences in paragraphs and lists of each release; title, summary, headings and table cells come on top."""

_THINGS = ["Brücke", "Schule", "Bücherei", "Schwimmhalle", "Buslinie", "Feuerwache", "Kläranlage", "Stadthalle", "Kita"]
_PLACES = ["Altendorf", "Mühlbach", "Lindenau", "Rosental", "Seefeld", "Birkenhain", "Hochwald", "Talheim", "Weidenau"]
_BODIES = ["Stadtrat", "Kreistag", "Ausschuss für Verkehr", "Beirat für Umwelt", "Rat der Gemeinde", "Bezirk"]
_VERBS = ["beschlossen", "verschoben", "genehmigt", "vorgestellt", "ausgeschrieben", "abgelehnt", "verteidigt"]
_NAMES = ["Dr. Erika Beispiel", "Max Muster", "Prof. Lena Vorlage", "Jan Entwurf", "Ayşe Probe", "Olena Zrazok"]
_MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November"]
_PATTERNS = (
    "Der {body} hat am {day}. {month} {year} den Bau einer neuen Anlage für die {thing} in {place} {verb}.",
    "Nach Angaben der Verwaltung kostet das Vorhaben rund {number},{digit} Mio. Euro und dauert {digit} Jahre.",
    "„Die {thing} in {place} ist für uns alle ein wichtiger Schritt“, sagte {name} am {day}. {month}.",
    "Davon trägt das Land **{number} Prozent**, den Rest teilen sich {place} und die Gemeinden im Umland.",
    "Weitere Auskünfte, z. B. zum Zeitplan, gibt es auf [der Seite des Vorhabens](https://www.example.org/{number}).",
    "Die Arbeiten an der {thing} beginnen voraussichtlich am {day}. {month} gegen {hour}.30 Uhr.",
    "In {place} leben derzeit {number}.{day}0 Menschen, die täglich auf die {thing} angewiesen sind.",
    "Wer nicht digital teilnehmen kann, ruft bis zum {day}. {month} unter 0555 {number}{day} an.",
    "Damit setzt der {body} einen Beschluss aus dem Jahr {year} um, der lange *umstritten* war.",
    "{name} hatte die Pläne bereits im {month} öffentlich {verb} und dafür viel Zustimmung bekommen.",
)
_HEADINGS = (
    "Hintergrund: {thing} in {place}",
    "So geht es weiter",
    "Zeitplan bis {month} {year}",
    "Zahlen aus {place}",
)
_TABLE = (
    "| Jahr | Ort | Kosten |\n|---|---|---|\n| {year} | {place} | {number} Euro |\n| {day} | {body} | {digit} Euro |"
)


def write_release(number: int, *, front_matter: bool = True) -> str:
    """Give a release: front matter or a heading, then paragraphs, lists, headings, a table now and then."""
    dice = random.Random(number)  # noqa: S311 — the same text in every run, no secret
    title = _fill(dice, "{body}: Neue {thing} für {place} {verb}")
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    parts = [f"---\ntitle: '{title}'\ndate: {day}\n---" if front_matter else f"# {title}"]
    left = SENTENCES
    while left:
        size = min(left, dice.randint(2, 4))
        sentences = [_fill(dice, dice.choice(_PATTERNS)) for _ in range(size)]
        is_list = dice.random() < 0.15
        parts.append("\n".join(f"- {sentence}" for sentence in sentences) if is_list else " ".join(sentences))
        left -= size
        if left and dice.random() < 0.2:
            parts.append(_fill(dice, f"## {dice.choice(_HEADINGS)}"))
    if number % 4 == 0:
        parts.append(_fill(dice, _TABLE))
    return "\n\n".join(parts) + "\n"


def edit_release(text: str, number: int) -> str:
    """Change one sentence in the middle of a release."""
    sums = list(re.finditer(r"rund \d+,\d", text)) or list(re.finditer(r"\d+", text))
    found = sums[len(sums) // 2]
    return f"{text[: found.start()]}{found[0]}{number % 10}1{text[found.end() :]}"


def fill_catalog(path: Path) -> int:
    """Give every entry of a PO file its source as translation, whoever wrote the file; the number of entries."""
    filled, entries = _EMPTY.subn(r"msgid \1msgstr \1", path.read_text("utf-8"))
    path.write_text(filled.replace("#, fuzzy\n", ""), "utf-8")
    return entries


_EMPTY = re.compile(r'^msgid ((?:".*"\n)+)msgstr ""\n(?!")', re.MULTILINE)


def _fill(dice: random.Random, pattern: str) -> str:
    return pattern.format(
        body=dice.choice(_BODIES),
        thing=dice.choice(_THINGS),
        place=dice.choice(_PLACES),
        verb=dice.choice(_VERBS),
        name=dice.choice(_NAMES),
        month=dice.choice(_MONTHS),
        year=dice.randint(2020, 2031),
        day=dice.randint(2, 28),
        number=dice.randint(10, 999),
        digit=dice.randint(2, 9),
        hour=dice.randint(8, 19),
    )
