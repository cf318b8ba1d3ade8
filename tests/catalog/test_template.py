from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import make_template, parse_catalog
from translateflow.catalog.edit import read_block
from translateflow.catalog.template import make_sentence
from translateflow.model.segment import Key, Role, Segment, Tag

if TYPE_CHECKING:
    from tests.catalog.conftest import House


def test_a_template_lists_sentences_in_reading_order_with_what_explains_them(house: House) -> None:
    link = Tag("a1", ("<a>",), "</a>", "a1: https://example.org/kornmarkt")
    em = Tag("em", ("<em>",), "</em>")
    release = house.release(
        [
            Segment("Der Brunnen", Role.TITLE, line=2),
            Segment("Am <a1>Kornmarkt</a1> <em>sprudelt es.</em>", tags=(link, em), line=9, block=1, unclosed=("em",)),
            Segment("<em>Endlich!</em>", tags=(em,), line=9, block=1, reopened=("em",)),
            Segment("Eintritt frei.", line=11, block=2),
            Segment("Eintritt frei.", line=17, block=3),
        ]
    )
    text = make_template(release, title="Presse").to_bytes().decode()
    assert text.startswith('msgid ""\nmsgstr ""\n"Project-Id-Version: Presse\\n"\n')
    assert text.partition("\n\n")[2] == (
        '#. title\n#: releases/brunnen.md:2\nmsgctxt "title"\nmsgid "Der Brunnen"\nmsgstr ""\n'
        "\n#. sentence 1 of 2 in its paragraph\n#. a1: https://example.org/kornmarkt\n"
        "#. em goes on in the next sentence\n#: releases/brunnen.md:9\n"
        'msgid "Am <a1>Kornmarkt</a1> <em>sprudelt es.</em>"\nmsgstr ""\n'
        "\n#. sentence 2 of 2 in its paragraph\n#. em goes on from the sentence before\n#: releases/brunnen.md:9\n"
        'msgid "<em>Endlich!</em>"\nmsgstr ""\n'
        '\n#: releases/brunnen.md:11 releases/brunnen.md:17\nmsgid "Eintritt frei."\nmsgstr ""\n'
    )


def test_an_unchanged_template_is_the_old_one(house: House) -> None:
    old = parse_catalog(make_template(house.release(["Eins."])).to_bytes(), "x")
    assert make_template(house.release(["Eins."]), old=old) is old
    assert make_template(house.release(["Zwei."]), old=old).entries[0].source == "Zwei."


def test_a_template_keeps_the_header_fields_of_others(house: House) -> None:
    old = make_template(house.release(["Eins."])).with_headers({"Report-Msgid-Bugs-To": "presse@example.org"})
    new = make_template(house.release(["Zwei."]), old=old)
    assert new.headers["Report-Msgid-Bugs-To"] == "presse@example.org"


def test_a_template_without_a_header_gets_one(house: House) -> None:
    old = parse_catalog(b'msgid "Eins."\nmsgstr ""\n', "x")
    assert make_template(house.release(["Eins."]), old=old, title="").headers["Project-Id-Version"] == "translateflow"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("comments", [(), ("title",), ("a1: https://example.org", "em goes on in the next sentence")])
def test_an_entry_made_is_the_entry_read(newline: str, comments: tuple[str, ...]) -> None:
    for key in (Key(Role.TITLE, 'Der „"Brunnen"“\\'), Key(Role.TEXT, "Zwei\nZeilen.\n"), Key(Role.TEXT, "Eins.")):
        block = make_sentence(key, ("releases/brunnen.md:2",), comments).make_block(newline)
        assert read_block(block.raw) == block
        assert make_sentence(key).make_block(newline).target == ""
