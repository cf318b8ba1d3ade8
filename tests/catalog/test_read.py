from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.catalog import Catalog, parse_catalog, read_catalog
from translateflow.errors import (
    CatalogError,
    FileAccessError,
    MissingHeaderError,
    WrongLanguageError,
    WrongReleaseError,
)

if TYPE_CHECKING:
    from tests.catalog.conftest import House

DATA = Path(__file__).parent / "data"
DAMAGED = [line.split(maxsplit=2) for line in (DATA / "damaged" / "expected.txt").read_text().splitlines()]


@pytest.mark.parametrize(("name", "line", "problem"), DAMAGED, ids=[name for name, _, _ in DAMAGED])
def test_damage_is_told_with_file_line_and_remedy(name: str, line: str, problem: str) -> None:
    path = DATA / "damaged" / f"{name}.po"
    with pytest.raises(CatalogError) as refusal:
        parse_catalog(path.read_bytes(), f"{name}.po")
    assert str(refusal.value).startswith(f"{name}.po:{line}: {problem}.")
    assert refusal.value.remedy


def test_every_damaged_file_has_its_sentence() -> None:
    assert sorted(path.stem for path in (DATA / "damaged").glob("*.po")) == sorted(name for name, _, _ in DAMAGED)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("habit", sorted(path.stem for path in (DATA / "habits").glob("*.po")))
def test_reading_and_writing_gives_the_same_bytes(habit: str, mark: bytes, newline: str) -> None:
    data = mark + (DATA / "habits" / f"{habit}.po").read_bytes().replace(b"\n", newline.encode())
    catalog = parse_catalog(data, habit)
    assert catalog.to_bytes() == data
    assert "".join(block.raw for block in catalog.blocks).encode() == data.removeprefix(b"\xef\xbb\xbf")
    assert len(catalog.entries) in {4, 5}
    assert catalog.slug == "brunnen"
    assert catalog.language == "fr"


def test_entries_know_the_line_of_their_first_keyword() -> None:
    path = DATA / "habits" / "poedit.po"
    lines = path.read_text().splitlines()
    for entry in parse_catalog(path.read_bytes(), path).entries:
        assert lines[entry.line - 1].startswith("msgctxt" if entry.context else "msgid")


def test_a_string_that_is_a_path_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.po"
    secret.write_text('msgid "a"\nmsgstr "secret"\n')
    with pytest.raises(CatalogError, match="no line of a PO file"):
        parse_catalog(str(secret).encode(), "upload.po")


def test_separators_that_break_lines_elsewhere_stay_inside_a_plural() -> None:
    data = 'msgid "a\u2028b"\nmsgid_plural "c\x85"\nmsgstr[0] "d\u2029e"\n'.encode()
    (entry,) = parse_catalog(data, "x.po").entries
    assert (entry.source, entry.target) == ("a\u2028b", "d\u2029e")


def test_odd_layouts_say_what_gettext_reads_in_them() -> None:
    data = b'msgid "a"\n\nmsgstr "b" "\\x41\\a\\\\"\n\nmsgid "c"\nmsgid_plural "d"\nmsgstr[0] "\\"e\\101\\""\n'
    assert [entry.target for entry in parse_catalog(data, "x.po").entries] == ["bA\a\\", '"eA"']


def test_the_previous_source_is_the_msgid_not_its_context() -> None:
    data = b'#, fuzzy\n#| msgctxt "title"\n#| msgid ""\n#| "a"\n#| "b"\nmsgid "c"\nmsgstr "d"\n'
    assert parse_catalog(data, "x.po").entries[0].previous == "ab"


def test_another_encoding_is_read_as_its_header_says() -> None:
    data = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "ö"\nmsgstr "é"\n'
    catalog = parse_catalog(data.encode("latin-1"), "x.po")
    assert catalog.entries[0].target == "é"
    assert catalog.style.encoding == "iso8859-1"


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b'msgid "a"\nmsgstr "\xe9"\n', 2, "the bytes here are not UTF-8"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=KLINGON\\n"\n', 2, "“KLINGON” is no encoding"),
        ('msgid "a"'.encode("utf-16"), None, "the file is UTF-16"),
        (b"\x7fELF\x00\x00", None, "this is a binary file"),
    ],
)
def test_bytes_that_are_no_text_of_that_encoding_are_refused(data: bytes, line: int | None, problem: str) -> None:
    with pytest.raises(CatalogError) as refusal:
        parse_catalog(data, "x.po")
    assert refusal.value.problem.startswith(problem)
    assert refusal.value.line == line


def test_a_template_whose_charset_was_never_filled_in_is_utf8() -> None:
    data = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n\nmsgid "ö"\nmsgstr ""\n'.encode()
    assert parse_catalog(data, "x.pot").entries[0].source == "ö"


def test_an_empty_file_is_a_catalog_without_anything() -> None:
    catalog = parse_catalog(b"", "x.po")
    assert catalog.entries == ()
    assert dict(catalog.headers) == {}
    assert catalog.to_bytes() == b""


def test_a_catalog_of_another_release_or_language_is_refused(house: House, tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(house.sync(["Eins."]).catalog.to_bytes())
    assert read_catalog(path, slug="brunnen", language="fr").slug == "brunnen"
    with pytest.raises(WrongReleaseError, match="“brunnen”, not of “fest”"):
        read_catalog(path, slug="fest", language="fr")
    with pytest.raises(WrongLanguageError, match="“fr”, not “pt_BR”"):
        read_catalog(path, slug="brunnen", language="pt-BR")


@pytest.mark.parametrize("field", ["Language", "X-Translateflow-Release"])
def test_a_header_without_identity_is_refused_with_the_line_to_add(house: House, tmp_path: Path, field: str) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(house.sync(["Eins."]).catalog.with_headers({field: ""}).to_bytes())
    with pytest.raises(MissingHeaderError, match=f"add the line “{field}: "):
        read_catalog(path, slug="brunnen", language="fr")


def test_a_language_nobody_knows_is_a_wrong_language(house: House, tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(house.sync(["Eins."]).catalog.with_headers({"Language": "xx_klingon"}).to_bytes())
    with pytest.raises(WrongLanguageError):
        read_catalog(path, slug="brunnen", language="fr")


def test_the_header_may_spell_the_language_as_bcp_47_does(house: House, tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(house.sync(["Eins."]).catalog.with_headers({"Language": "pt-BR"}).to_bytes())
    assert read_catalog(path, slug="brunnen", language="pt-BR").language == "pt-BR"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError):
        read_catalog(tmp_path / "x.po", slug="brunnen", language="fr")


def test_a_long_sentence_is_shortened_in_errors() -> None:
    entry = f'msgid "{"lang " * 40}"\nmsgstr ""\n\n'
    with pytest.raises(CatalogError, match="lang…” stands here and in line 1"):
        parse_catalog((entry * 2).encode(), "x.po")


LINES = (
    *(
        "\n",
        "#, fuzzy\n",
        "# c\n",
        '#| msgid "p"\n',
        'msgid "a"\n',
        'msgctxt "c"\n',
        'msgstr "b"\n',
        '"c"\n',
        "x\n",
        '"',
    ),
    *('#~ msgid "o"\n', '#~ msgstr "p"\n', 'msgid_plural "q"\n', 'msgstr[0] "r"\n', "#~| \n", "\r\n"),
)


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_whatever_is_accepted_comes_back_byte_for_byte_and_the_rest_is_told_with_a_line(lines: list[str]) -> None:
    data = "".join(lines).encode()
    error = None
    catalog = Catalog(())
    try:
        catalog = parse_catalog(data, "x.po")
    except CatalogError as refusal:
        error = refusal
    if error is None:
        assert "".join(block.raw for block in catalog.blocks).encode() == data
    else:
        assert 1 <= (error.line or 0) <= len(lines) + 1
