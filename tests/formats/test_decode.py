"""Encodings: strict, and said when assumed."""

from __future__ import annotations

import codecs

import pytest

from translateflow.errors import SourceError
from translateflow.formats.decode import decode_source, unify_lines

TEXT = "Die Straße führt über Köln – „schön“.\r\nÉté à Genève.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_unicode_is_read_with_and_without_mark(mark: bytes, encoding: str) -> None:
    decoded = decode_source("a.md", mark + TEXT.encode(encoding))
    assert decoded == (TEXT, encoding, False)


def test_western_text_is_assumed_only_when_asked_for() -> None:
    data = TEXT.encode("windows-1252")
    assert decode_source("a.md", data, assume=True) == (TEXT, "windows-1252", True)
    with pytest.raises(SourceError, match=r"a\.md:1: is not UTF-8 text; it looks like Windows-1252 \(byte 0xDF\)"):
        decode_source("a.md", data)


@pytest.mark.parametrize(
    "data",
    [
        "Місто будує нові дороги".encode("windows-1251"),
        "ab\n\x81\x8d".encode("latin-1"),
        b"ab \xd7\xd7 \xbe\xbe\xbe\xbe\xbe\xbe",
    ],
)
def test_another_encoding_is_not_taken_for_western(data: bytes) -> None:
    with pytest.raises(SourceError, match="is not UTF-8 text"):
        decode_source("a.md", data, assume=True)


def test_the_line_of_the_first_wrong_byte_is_named() -> None:
    with pytest.raises(SourceError) as caught:
        decode_source("a.md", b"eins\nzwei\nd\xffrei")
    assert caught.value.line == 3


@pytest.mark.parametrize("data", [b"", b" \n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + " \n".encode("utf-16-le")])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="is empty"):
        decode_source("a.md", data)


def test_binary_data_is_refused() -> None:
    with pytest.raises(SourceError, match="binary data"):
        decode_source("a.md", b"\x89PNG\r\n\0\0")


def test_a_control_character_is_refused_with_its_line() -> None:
    with pytest.raises(SourceError, match=r"a\.md:2: has the control character U\+001B"):
        decode_source("a.md", b"a\nb\x1bc")


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(SourceError, match="byte order mark of UTF-16-LE but is not"):
        decode_source("a.md", codecs.BOM_UTF16_LE + b"a")


def test_all_line_ends_become_one() -> None:
    assert unify_lines("a\r\nb\rc\n") == "a\nb\nc\n"
