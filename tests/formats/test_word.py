"""Word sources, built part by part so that each test shows what matters in them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import SourceError
from translateflow.formats import guess_import
from translateflow.formats.word_properties import read_properties

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.release import Release

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)


def paragraph(text: str, style: str = "", *, bold: bool = False) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{look}<w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_file(*paragraphs: str, core: str | None = None, **more: str) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"<w:document {W}><w:body>{''.join(paragraphs)}</w:body></w:document>",
        **more,
    }
    if core is not None:
        parts["docProps/core.xml"] = CORE.format(core)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_first_heading_is_the_title_and_paragraphs_are_counted(read: Callable[..., Release]) -> None:
    data = word_file(paragraph("Neue Radwege", "Heading1"), paragraph("Es geht los. "), paragraph("Im Mai.", bold=True))
    release = read("a.docx", data)
    assert release.front.title == "Neue Radwege"
    assert [(s.text, s.line) for s in release.document.segments] == [
        ("Neue Radwege", 1),
        ("Es geht los.", 2),
        ("Im Mai.", 3),
    ]


def test_core_properties_come_first(read: Callable[..., Release]) -> None:
    core = (
        "<dc:title>Radwege</dc:title><dc:language>de-DE</dc:language><dc:description>Kurz</dc:description>"
        "<dcterms:created>2025-06-30T08:00:00Z</dcterms:created>"
    )
    front = read("a.docx", word_file(paragraph("Text hier."), core=core)).front
    assert (front.title, front.language, front.summary, front.date) == (
        "Radwege",
        "de",
        "Kurz",
        dt.date(2025, 6, 30),
    )


@pytest.mark.parametrize("title", ["Microsoft Word - Entwurf", "Dokument1", "entwurf.docx"])
def test_what_word_itself_writes_there_is_no_title(read: Callable[..., Release], title: str) -> None:
    core = f"<dc:title>{title}</dc:title><dc:language>xx-yy</dc:language><dcterms:created>neulich</dcterms:created>"
    front = read("a.docx", word_file(paragraph("Kurzer Titel"), paragraph("Text hier."), core=core)).front
    assert (front.title, front.language, front.date) == ("Kurzer Titel", "", None)


def test_a_first_paragraph_that_repeats_the_title_stands_once(read: Callable[..., Release]) -> None:
    core = "<dc:title>Radwege</dc:title>"
    release = read("a.docx", word_file(paragraph("Radwege"), paragraph("Text hier."), core=core))
    assert [segment.text for segment in release.document.segments] == ["Radwege", "Text hier."]


def test_a_lone_paragraph_is_text_not_title(read: Callable[..., Release]) -> None:
    assert read("a.docx", word_file(paragraph("Nur dies."))).document.title is None


def test_a_long_first_paragraph_is_text(read: Callable[..., Release]) -> None:
    assert read("a.docx", word_file(paragraph("Lang. " * 60), paragraph("Mehr."))).document.title is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"not a zip", "is not a Word file, or is damaged"),
        (word_file()[:200], "is not a Word file, or is damaged"),
        (word_file(), "has no text"),
        (word_file(paragraph("x"), **{"word/document.xml": "<w:document"}), "is a damaged Word file"),
        (word_file(paragraph("x"), **{"evil.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "declares XML entities"),
        (word_file(paragraph("x"), **{"docProps/core.xml": "<broken"}), "docProps/core.xml in it is damaged"),
        (word_file(paragraph("x"), **{"bomb.bin": "\0" * 101_000_000}), "unpacks to far more"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_sound_word_file_is_refused(read: Callable[..., Release], data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        read("a.docx", data)


def test_a_zip_of_something_else_is_refused(read: Callable[..., Release]) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="is not a Word file"):
        read("a.docx", output.getvalue())


def test_importing_fills_in_the_properties_and_leaves_the_other_parts_alone() -> None:
    data = word_file(
        paragraph("Neue Radwege", "Heading1"),
        paragraph("Musterstadt, 30. Juni 2025 – Die Stadt baut neue Radwege und plant."),
    )
    imported = guess_import("entwurf.docx", data, default_language="de")
    assert (imported.slug, imported.suffix, imported.language) == ("neue-radwege", "docx", "de")
    properties = read_properties("a.docx", imported.data)
    assert (properties.title, properties.language, properties.date) == ("Neue Radwege", "de", dt.date(2025, 6, 30))
    before, after = parts_of(data), parts_of(imported.data)
    assert after["word/document.xml"] == before["word/document.xml"]
    assert b"core.xml" in after["_rels/.rels"]
    assert b"core.xml" in after["[Content_Types].xml"]


def test_importing_keeps_what_the_properties_say_but_for_what_was_asked() -> None:
    core = "<dc:title>Radwege</dc:title><dc:language>fr</dc:language><dcterms:created>2024-01-01</dcterms:created>"
    data = word_file(paragraph("Text hier."), core=core)
    assert guess_import("a.docx", data, default_language="de").data == data
    asked = guess_import("a.docx", data, default_language="de", language="en", slug="wege")
    assert read_properties("a.docx", asked.data)[:3] == ("Radwege", "en", dt.date(2024, 1, 1))
    assert (asked.slug, asked.guesses) == ("wege", ())


@pytest.mark.parametrize(
    ("stated", "language"),
    [
        ("de-DE", "de"),
        ("en-US", "en"),
        ("pt-BR", "pt-BR"),
        ("zh-TW", "zh-Hant"),
        ("sr-Latn-RS", "sr-Latn"),
        ("ar", "ar"),
    ],
)
def test_the_region_of_word_s_spelling_dictionary_is_not_the_language(stated: str, language: str) -> None:
    core = f"<dc:title>Radwege</dc:title><dc:language>{stated}</dc:language>"
    assert read_properties("a.docx", word_file(paragraph("Text."), core=core)).language == language
