"""Plain text as copied from a web page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from translateflow.formats import canonical_body
from translateflow.model.segment import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.release import Release

COPIED = """Ministerium für Inneres des Landes Beispielland
Neue Radwege für Musterstadt
Neue Radwege für Musterstadt
Radweg am Nordring im Grünen
30.06.2025

Die Stadt Musterstadt baut bis 2027 zwölf Kilometer neue Radwege. Das hat der Rat am Montag beschlossen.

Drei Abschnitte

Die Arbeiten beginnen in drei Abschnitten, die jeweils ein Jahr dauern und zusammen vier Millionen Euro kosten.

• Nordring < 5 km
• Südring
  mit Brücke
1. Erst planen
2. Dann bauen

Pressestelle & Kontakt
Tel. 0123
"""


def body_of(text: str) -> str:
    return canonical_body("a.txt", text.encode(), default_language="de", timezone="UTC")


def test_a_copied_page_is_cleaned_up(read: Callable[..., Release]) -> None:
    release = read("a.txt", COPIED)
    assert release.front.title == "Neue Radwege für Musterstadt"
    assert release.front.date == dt.date(2025, 6, 30)
    assert release.front.image_description == "Radweg am Nordring im Grünen"
    texts = [segment.text for segment in release.document.segments]
    assert texts.count("Neue Radwege für Musterstadt") == 1
    assert not any("Ministerium" in text for text in texts)


def test_paragraphs_lists_and_headings_become_elements() -> None:
    body = body_of(COPIED)
    assert "<h2>Drei Abschnitte</h2>" in body
    assert "<ul>\n<li>Nordring &lt; 5 km</li>\n<li>Südring mit Brücke</li>\n</ul>" in body
    assert "<ol>\n<li>Erst planen</li>\n<li>Dann bauen</li>\n</ol>" in body
    assert body.endswith("<p>Pressestelle &amp; Kontakt</p>\n<p>Tel. 0123</p>")


def test_lines_of_the_source_are_kept(read: Callable[..., Release]) -> None:
    lines = {segment.text: segment.line for segment in read("a.txt", COPIED).document.segments}
    assert lines["Neue Radwege für Musterstadt"] == 2
    assert lines["Das hat der Rat am Montag beschlossen."] == 7
    assert lines["Südring mit Brücke"] == 14


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Titel\n\nDie Stadt Musterstadt baut bis zum Jahr 2027 zwölf Kilometer neue\n"
        "Radwege, und das hat der Rat am Montag in seiner Sitzung so\nbeschlossen.\n"
    )
    assert body_of(text).count("<p>") == 1


@pytest.mark.parametrize(
    ("lines", "description", "caption"),
    [
        (["Bild: Ein Radweg"], "Ein Radweg", ""),
        (["Bildunterschrift: Am Nordring"], "", "Am Nordring"),
        (["© Stadt Musterstadt"], "", "© Stadt Musterstadt"),
        (["Das Bild zeigt einen Radweg"], "Das Bild zeigt einen Radweg", ""),
        (["Ein Weg im Grünen", "Neue Radwege"], "Ein Weg im Grünen", ""),
    ],
)
def test_what_is_about_an_image_is_recognised(
    read: Callable[..., Release], lines: list[str], description: str, caption: str
) -> None:
    text = "\n".join(
        ["Neue Radwege", *lines, "", "Die Stadt baut neue Radwege, und zwar schon im kommenden Jahr ab Mai."]
    )
    front = read("a.txt", text).front
    assert (front.title, front.image_description, front.image_caption) == ("Neue Radwege", description, caption)


@pytest.mark.parametrize(
    "kicker", ["Pressemitteilung", "Pressemitteilung Nr. 12/2025", "Press release", "Communiqué de presse"]
)
def test_a_kicker_is_no_headline(read: Callable[..., Release], kicker: str) -> None:
    assert read("a.txt", f"{kicker}\nNeue Radwege\n\nText folgt hier.\n").front.title == "Neue Radwege"


@pytest.mark.parametrize(
    "kicker",
    [
        "Pressemitteilung vom 30.06.2025",
        "30.06.2025 | Pressemitteilung",
        "Pressemitteilung Nr. 12/2025 – 30. Juni 2025",
    ],
)
def test_a_kicker_may_tell_the_date(read: Callable[..., Release], kicker: str) -> None:
    front = read("a.txt", f"{kicker}\n\nNeue Radwege\n\nText folgt hier.\n").front
    assert (front.title, front.date) == ("Neue Radwege", dt.date(2025, 6, 30))


def test_a_known_title_tells_the_headline(read: Callable[..., Release]) -> None:
    text = "---\ntitle: Neue Radwege\n---\nPortal\nneue  radwege\nUnterzeile\n\n" + "Ein langer Text. " * 9
    release = read("a.txt", text)
    assert [s.text for s in release.document.segments if s.role is Role.TEXT][:1] == ["Unterzeile"]


def test_a_date_line_at_the_end_counts(read: Callable[..., Release]) -> None:
    release = read("a.txt", "Titel\n\nEin Text.\n\nMusterstadt, 1. Juli 2025\n")
    assert release.front.date == dt.date(2025, 7, 1)
    assert release.document.segments[-1].text == "Ein Text."


def test_a_date_line_far_below_counts_unless_one_stands_above(read: Callable[..., Release]) -> None:
    paragraphs = ["Ein Absatz, der lang genug ist, um kein Teil des Kopfes mehr zu sein."] * 9
    below = "\n\n".join(["Titel", *paragraphs, "1. Juli 2025"])
    assert read("a.txt", below).front.date == dt.date(2025, 7, 1)
    both = "\n\n".join(["Titel", "2. Juli 2025", *paragraphs, "1. Juli 2025"])
    release = read("a.txt", both)
    assert release.front.date == dt.date(2025, 7, 2)
    assert release.document.segments[-1].text == paragraphs[0]


def test_a_line_below_a_list_is_a_paragraph_again() -> None:
    body = body_of(
        "Titel\n\nEin Absatz, der lang genug ist, um kein Teil des Kopfes mehr zu sein.\n\n- eins\nDanach.\n"
    )
    assert body.endswith("<ul>\n<li>eins</li>\n</ul>\n<p>Danach.</p>")


def test_front_matter_wins_over_what_the_text_shows(read: Callable[..., Release]) -> None:
    release = read("a.txt", "---\ndate: 2024-01-01\nlanguage: fr\n---\nTitre\n3 juillet 2025\n\nTexte.\n")
    assert release.front.date == dt.date(2024, 1, 1)
    assert release.document.segments[-1].text == "Texte."


def test_a_single_paragraph_has_no_headline(read: Callable[..., Release]) -> None:
    release = read("a.txt", "Die Stadt Musterstadt baut bis 2027 zwölf Kilometer neue Radwege. Das ist beschlossen.")
    assert release.document.title is None


def test_a_first_sentence_above_others_is_the_headline(read: Callable[..., Release]) -> None:
    text = "Die Stadt Musterstadt baut bis 2027 zwölf Kilometer neue Radwege.\n\nDas hat der Rat am Montag beschlossen."
    assert read("a.txt", text).front.title.startswith("Die Stadt")


def test_a_whole_sentence_between_headline_and_headline_describes_the_image(read: Callable[..., Release]) -> None:
    headline = "Flusswacht zählt wieder Biber"
    description = "Eine Frau in Gummistiefeln kniet am Ufer und misst mit einem Maßband die Nagespuren am Stamm."
    lines = [
        "Ministerium für Wasser",
        headline,
        description,
        headline,
        "30.06.2025",
        "An der Sirle leben Biber. Es sind 14.",
    ]
    release = read("a.txt", "\n\n".join(lines))
    assert (release.title, release.front.date) == (headline, dt.date(2025, 6, 30))
    assert release.front.image_description == description
    texts = [segment.text for segment in release.document.segments]
    assert texts == [headline, description, "An der Sirle leben Biber.", "Es sind 14."]
