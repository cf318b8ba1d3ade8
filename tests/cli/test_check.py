"""`check` as people read it: like a linter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Command, House

FIRST = "Die Brücke kostet 12,8 Mio. Euro."


def test_a_line_names_place_check_and_both_values(house: House, in_house: Command) -> None:
    in_house("sync")
    house.review("en", texts={FIRST: "The bridge costs 21.8 million euros."})
    told = in_house("check")
    (line,) = told.out.splitlines()
    assert re.match(r"locales/en/LC_MESSAGES/bruecke\.po:\d+: error: amounts: ", line)
    assert line.endswith("[12,8 Mio. → 21.8 million]")
    assert told.code == 1
    assert "1 error, 0 warnings" in told.err


def test_a_value_that_is_missing_is_a_dash(house: House, in_house: Command) -> None:
    in_house("sync")
    house.review("en", texts={FIRST: "The bridge costs money."})
    assert "[12,8 Mio. → –]" in in_house("check").out


def test_a_finding_about_the_whole_text_names_no_values(house: House, in_house: Command) -> None:
    in_house("sync")
    sentence = "Sie ist <strong>186 m</strong> lang."
    house.review("en", texts={sentence: "It is </strong>186 m<strong> long."})
    tags = [line for line in in_house("check").out.splitlines() if "error: tags" in line]
    assert tags
    assert not any(line.endswith("]") for line in tags)


def test_warnings_alone_are_no_failure(house: House, in_house: Command) -> None:
    in_house("sync")
    house.review("en", texts={"Die Linie 21 fährt alle zehn Minuten.": "Line 21 runs (every ten minutes."})
    told = in_house("check")
    assert (told.code, "warning" in told.out) == (0, True)


def test_the_glossary_is_listed_with_what_its_words_mean(house: House, in_house: Command) -> None:
    assert in_house("glossary", "list").out == "There are no terms.\n"
    rows = "de,en,Brücke,bridge,preferred,noun,what crosses a river\nde,ar,Brücke,جسر,preferred,,\n"
    head = "source_language,language,source,target,status,part_of_speech,definition\n"
    (house.root / "words.csv").write_text(head + rows, encoding="utf-8")
    in_house("glossary", "import", "words.csv")
    heads, line = in_house("glossary", "list", "--language", "en").out.splitlines()
    assert heads.split() == ["from", "term", "to", "translation", "status", "kind", "meaning"]
    assert line.split(maxsplit=6) == ["de", "Brücke", "en", "bridge", "preferred", "noun", "what crosses a river"]


def test_an_error_is_a_document_where_one_was_asked_for(in_house: Command) -> None:
    told = in_house("check", "nope", "--format", "json")
    assert told.code == in_house("check", "nope", "--json").code
    assert told.document == in_house("check", "nope", "--json").document
