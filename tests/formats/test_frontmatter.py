"""Front matter: every scalar a string first, every mistake with its line."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from translateflow.errors import SourceError
from translateflow.formats.frontmatter import FrontBlock, read_front_block
from translateflow.formats.frontmatter_edit import complete_front_block


def read(block: str) -> FrontBlock:
    return read_front_block("a.md", f"---\n{block}\n---\nText\n", "Europe/Berlin")


def test_norwegian_is_no_truth_value() -> None:
    assert read("language: no").front.language == "no"


def test_all_keys_are_read() -> None:
    front = read(
        "title: Eins\ndate: 2025-06-30\nlanguage: pt_BR\nsummary: >\n  Lang\n  und länger\nimage: ./b/../c.jpg\n"
        "image_description: D\nimage_caption: C\nembargo: 2025-07-01 06:00\n"
        "targets: [en, de-simple, en]\ncontact: presse@example.org"
    ).front
    assert front.title == "Eins"
    assert front.date == dt.date(2025, 6, 30)
    assert front.language == "pt-BR"
    assert front.summary == "Lang und länger"
    assert front.image == "c.jpg"
    assert front.embargo == dt.datetime(2025, 7, 1, 6, tzinfo=ZoneInfo("Europe/Berlin"))
    assert front.targets == ("en", "de-simple")
    assert front.contact == "presse@example.org"


def test_an_embargo_keeps_a_zone_of_its_own() -> None:
    embargo = read("embargo: 2025-07-01T06:00+03:00").front.embargo
    assert embargo is not None
    assert embargo.utcoffset() == dt.timedelta(hours=3)


@pytest.mark.parametrize("written", ["", "~", "null", '""'])
def test_an_empty_value_says_nothing(written: str) -> None:
    front = read(
        "\n".join(f"{key}: {written}" for key in ("title", "date", "embargo", "language", "image", "targets"))
    ).front
    assert (front.title, front.date, front.embargo, front.language, front.image, front.targets) == (
        "",
        None,
        None,
        "",
        "",
        None,
    )


def test_targets_may_be_one_line_of_words_or_none_at_all() -> None:
    assert read("targets: en, uk ar").front.targets == ("en", "uk", "ar")
    assert read("targets: []").front.targets == ()


def test_the_body_begins_behind_the_block() -> None:
    block = read("title: x")
    assert (block.body_at, block.body_line) == (17, 4)


@pytest.mark.parametrize("text", ["Text", "---\n\nA rule above", "--- \n", "----\nx"])
def test_a_text_without_block_is_all_body(text: str) -> None:
    assert read_front_block("a.md", text, "UTC") == FrontBlock()


def test_an_empty_block_is_one() -> None:
    assert read_front_block("a.md", "---\n# nothing\n---\nText", "UTC").body_line == 4


@pytest.mark.parametrize(
    ("block", "line", "problem"),
    [
        ("title: x\nauthor: y", 3, "“author” is not a key"),
        ("title: x\ntitle: y", 3, "“title” stands twice"),
        ("title: a: b", 2, "not valid YAML"),
        ('title: "open', 3, "not valid YAML"),
        ("just text", 2, "not a list of `key: value` lines"),
        ("title: x\ndate: 30.06.2025", 3, "“30.06.2025” is not a date"),
        ("date: 2025-13-01", 2, "is not a date"),
        ("embargo: tomorrow", 2, "is not a date and time"),
        ("language: klingonisch", 2, "not a language we know"),
        ("targets: [en, xx-yy]", 2, "not a language we know"),
        ("image: https://example.org/a.jpg", 2, "not a file beside the release"),
        ("image: ../a.jpg", 2, "not a file beside the release"),
        ("image: /a.jpg", 2, "not a file beside the release"),
        ("title: [a, b]", 2, "is a list"),
        ("title:\n  a: b", 3, "neither text nor a list"),
        ('title: "a\\qb"', 2, "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(block: str, line: int, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(block)
    assert problem in caught.value.problem
    assert caught.value.line == line
    assert caught.value.remedy


def test_a_block_that_is_never_closed_is_refused() -> None:
    with pytest.raises(SourceError, match=r"a\.md:1: the front matter is never closed"):
        read_front_block("a.md", "---\ntitle: x\n\nText\n", "UTC")


def test_a_control_character_in_yaml_is_refused_in_one_sentence() -> None:
    with pytest.raises(SourceError, match="not valid YAML"):
        read("title: a\x01b")


def test_completing_adds_lines_and_changes_nothing_else() -> None:
    text = "---\r\ntitle: 'Eins'  # ja\r\n---\r\nBody \r\n"
    block = read_front_block("a.md", text.replace("\r\n", "\n"), "UTC")
    assert complete_front_block(text, block, {"date": "2025-01-02", "summary": 'Sagt: "x"'}) == (
        '---\r\ntitle: \'Eins\'  # ja\r\ndate: 2025-01-02\r\nsummary: "Sagt: \\"x\\""\r\n---\r\nBody \r\n'
    )


def test_completing_replaces_the_line_of_a_key_that_is_there() -> None:
    block = read_front_block("a.md", "---\nlanguage: de\n---\nx", "UTC")
    assert complete_front_block("---\nlanguage: de\n---\nx", block, {"language": "en"}) == "---\nlanguage: en\n---\nx"


def test_completing_begins_a_block_where_there_is_none() -> None:
    assert complete_front_block("Text", FrontBlock(), {"title": "A"}, comment="source x") == (
        '---\n# source x\ntitle: "A"\n---\nText'
    )


def test_nothing_to_complete_changes_nothing() -> None:
    assert complete_front_block("Text", FrontBlock(), {}) == "Text"
