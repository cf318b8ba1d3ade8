"""What `add` guesses, and that it says so."""

from __future__ import annotations

import pytest

from translateflow.errors import SlugError, SourceError, UnknownLanguageError
from translateflow.formats import ImportedSource, guess_import

GERMAN = "Die Stadt Musterstadt baut in den kommenden zwei Jahren neue Wege für alle, die mit dem Rad unterwegs sind.\n"


def add(name: str, text: str | bytes, slug: str = "", language: str = "") -> ImportedSource:
    data = text.encode() if isinstance(text, str) else text
    return guess_import(name, data, default_language="en", slug=slug, language=language)


def guesses(imported: ImportedSource) -> dict[str, tuple[str, str]]:
    return {guess.field: (guess.value, guess.how) for guess in imported.guesses}


def test_a_markdown_file_gets_the_front_matter_it_lacks() -> None:
    imported = add("entwurf.md", f"# Neue Radwege\n\n30. Juni 2025\n\n{GERMAN}")
    assert imported.data.decode() == (
        f'---\ntitle: "Neue Radwege"\nlanguage: de\ndate: 2025-06-30\n---\n# Neue Radwege\n\n30. Juni 2025\n\n{GERMAN}'
    )
    assert guesses(imported) == {
        "slug": ("neue-radwege", "the title"),
        "title": ("Neue Radwege", "its first heading"),
        "language": ("de", "the words of the text"),
        "date": ("2025-06-30", "“30. Juni 2025” in the text"),
    }


def test_front_matter_that_says_all_is_left_alone() -> None:
    text = f"---\ntitle: A\ndate: 2025-01-01\nlanguage: de\n---\n{GERMAN}"
    imported = add("a.md", text)
    assert imported.data == text.encode()
    assert list(guesses(imported)) == ["slug"]


def test_what_a_person_asks_for_overrules_the_file() -> None:
    imported = add("a.md", f"---\ntitle: A\ndate: 2025-01-01\nlanguage: de\n---\n{GERMAN}", slug="b", language="fr")
    assert (imported.slug, imported.language) == ("b", "fr")
    assert b"language: fr\n" in imported.data
    assert imported.guesses == ()


def test_western_text_becomes_utf_8_and_that_is_said() -> None:
    imported = add("a.txt", f"Größe\r\n\r\n{GERMAN}".encode("windows-1252"))
    assert imported.data.decode().startswith("---\r\n")
    assert guesses(imported)["encoding"] == ("windows-1252", "its letters look like it")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    imported = add("a.txt", f"Größe\n\n{GERMAN}".encode("utf-16"))
    assert imported.data.decode().endswith(f"Größe\n\n{GERMAN}")
    assert guesses(imported)["encoding"][1] == "its byte order mark"


def test_a_short_text_is_taken_to_be_in_the_newsroom_language() -> None:
    assert guesses(add("a.md", "# Rathaus\n\nKurz.\n"))["language"] == (
        "en",
        "the newsroom's language; the text is too short to tell",
    )


def test_a_text_that_does_not_tell_is_taken_to_be_in_the_newsroom_language() -> None:
    imported = add("a.md", "# A\n\n" + "Xq zzkr vbn tsa wqe lkj " * 6)
    assert imported.language == "en"
    assert "the newsroom's language" in guesses(imported)["language"][1]


def test_the_newsrooms_own_variety_is_kept() -> None:
    imported = guess_import("a.md", f"# A\n\n{GERMAN}".encode(), default_language="de-simple")
    assert imported.language == "de-simple"


def test_chinese_is_taken_to_be_in_simplified_script() -> None:
    assert (
        add(
            "a.md", "# 新\n\n" + "城市将在未来两年为所有骑自行车的人修建新的道路。市议会星期一通过了这项决定。" * 3
        ).language
        == "zh-Hans"
    )


def test_a_page_states_its_language_itself() -> None:
    imported = add("a.htm", "<html lang='fr'><body><h1>Vélos</h1><p>Texte.</p></body></html>")
    assert (imported.suffix, imported.slug) == ("html", "velos")
    assert guesses(imported)["language"] == ("fr", "the page's own statement")
    assert guesses(imported)["date"] == ("", "no date was found")
    assert b"date:" not in imported.data


def test_a_file_without_title_is_called_by_its_name() -> None:
    imported = add("mein_entwurf-2.md", "Nur Text.\n")
    assert guesses(imported)["title"] == ("Mein entwurf 2", "no title was found; the file's name")
    assert imported.slug == "mein-entwurf-2"


@pytest.mark.parametrize(
    ("keywords", "error"), [({"slug": "Nö"}, SlugError), ({"language": "klingonisch"}, UnknownLanguageError)]
)
def test_a_bad_wish_is_refused(keywords: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        add("a.md", GERMAN, **keywords)


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match="of no format we read"):
        add(name, GERMAN)
