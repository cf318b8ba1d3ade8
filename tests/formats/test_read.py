"""Reading a release of any format."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import SourceError
from translateflow.formats import MAX_SOURCE_BYTES, canonical_body, keeps_identity
from translateflow.model.release import SourceFormat
from translateflow.model.segment import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.release import Release


MARKDOWN = """---
title: Neue Radwege
summary: Zwölf Kilometer
image: bilder/weg.jpg
image_description: Ein Radweg
image_caption: Foto
---
# Neue Radwege

Die Stadt baut. **Sie zahlt** auch.[^1]

![Karte](bilder/karte.png) [Plan](plan%20neu.pdf#seite) [weit](https://example.org) [oben](#a)

[^1]: Laut Haushalt.
"""


def test_front_matter_comes_first_in_reading_order(read: Callable[..., Release]) -> None:
    release = read("releases/a.md", MARKDOWN)
    assert [(s.role, s.text, s.line) for s in release.document.segments][:5] == [
        (Role.TITLE, "Neue Radwege", 2),
        (Role.SUMMARY, "Zwölf Kilometer", 3),
        (Role.IMAGE_DESCRIPTION, "Ein Radweg", 5),
        (Role.CAPTION, "Foto", 6),
        (Role.TEXT, "Die Stadt baut.", 10),
    ]
    document = release.document
    assert (document.title, document.summary, document.image_description, document.image_caption) == (0, 1, 2, 3)
    assert release.title == "Neue Radwege"


def test_a_release_knows_its_format_language_and_digest(read: Callable[..., Release]) -> None:
    release = read("releases/a.md", MARKDOWN)
    assert release.source_format is SourceFormat.MARKDOWN
    assert release.language == "de"
    assert release.digest == hashlib.sha256(MARKDOWN.encode()).hexdigest()


def test_local_files_are_assets_and_addresses_are_not(read: Callable[..., Release]) -> None:
    assert read("a.md", MARKDOWN).assets == ("bilder/weg.jpg", "bilder/karte.png", "plan neu.pdf")


def test_a_path_out_of_the_releases_folder_is_refused_with_its_line(read: Callable[..., Release]) -> None:
    with pytest.raises(SourceError, match=r"a\.md:3: “\.\./secret\.txt”") as caught:
        read("a.md", "Text\n\n[x](../secret.txt)\n")
    assert caught.value.line == 3


def test_the_promise_holds_for_a_release(read: Callable[..., Release]) -> None:
    body = canonical_body("a.md", MARKDOWN.encode(), default_language="de", timezone="UTC")
    assert keeps_identity(read("a.md", MARKDOWN).document, body)
    assert "<h1>" not in body


def test_footnote_marks_are_labelled_in_no_language() -> None:
    body = canonical_body("a.md", MARKDOWN.encode(), default_language="de", timezone="UTC")
    assert 'role="doc-backlink">↩</a>' in body
    assert 'role="doc-noteref">1</a>' in body
    assert "Back to reference" not in body


def test_the_first_headline_becomes_the_title_when_there_is_none(read: Callable[..., Release]) -> None:
    release = read("a.md", "# Das *ist* neu\n\nText.\n\n# Zweite\n")
    assert release.front.title == "Das ist neu"
    assert [(s.role, s.text) for s in release.document.segments] == [
        (Role.TITLE, "Das ist neu"),
        (Role.TEXT, "Text."),
        (Role.HEADING, "Zweite"),
    ]


def test_other_headlines_are_one_level_down() -> None:
    data = "---\ntitle: Titel\n---\n# Anders\n\n# Noch eine\n"
    body = canonical_body("a.md", data.encode(), default_language="de", timezone="UTC")
    assert body == "<h2>Anders</h2>\n<h2>Noch eine</h2>\n"


def test_a_headline_without_words_is_no_title(read: Callable[..., Release]) -> None:
    release = read("a.md", "# ![Logo](a.png)\n\nText.\n")
    assert release.document.title is None
    assert release.title == "example"


def test_only_front_matter_and_nothing_to_read_is_refused(read: Callable[..., Release]) -> None:
    with pytest.raises(SourceError, match="has no text"):
        read("a.md", "---\ncontact: presse@example.org\n---\n***\n")


def test_a_format_we_do_not_read_is_refused(read: Callable[..., Release]) -> None:
    with pytest.raises(SourceError, match=r"a\.pdf: is of no format we read\. Give one of \.md, \.html, \.txt, \.docx"):
        read("a.pdf", "Text")


def test_what_is_too_long_is_refused(read: Callable[..., Release]) -> None:
    with pytest.raises(SourceError, match="a release has at most 10 MB"):
        read("a.md", b"x" * (MAX_SOURCE_BYTES + 1))


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("Eins\n\nEin <b>Wort\n", 4, "</p> closes the <p> of line 4 while <b> is still open"),
        ("Eins\n\n<div>\n\nZwei\n", 4, "<div> is never closed"),
        ("Eins</b>\n", 2, "</b> closes nothing"),
        ('<div class="a\n', 2, "is never finished"),
        ("<!-- auf\n", 2, "the comment <!-- auf is never finished"),
        ("<script>\nx\n", 2, "<script> is never closed"),
        ("Ein <a id='x'/> Anker\n", 2, "in HTML its slash means nothing"),
    ],
)
def test_unbalanced_raw_html_is_refused_with_its_line(
    read: Callable[..., Release], body: str, line: int, problem: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read("a.md", "\n" + body)
    assert problem in caught.value.problem
    assert caught.value.line == line
    assert caught.value.remedy
