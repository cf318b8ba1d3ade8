"""Terms in the comments of a catalog."""

from __future__ import annotations

from translateflow.catalog import parse_catalog, put_terms
from translateflow.model.segment import Key, Role

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#. title
#: releases/x.md:1
msgctxt "title"
msgid "Das Amt"
msgstr "The office"

# kept by a person
#: releases/x.md:3
#, fuzzy
msgid "Ein Amt"
msgstr "An office"

#~ msgid "Amt"
#~ msgstr "office"
"""
TERMS = {Key(Role.TITLE, "Das Amt"): ("Amt = office", "das = the"), Key(Role.TEXT, "Amt"): ("Amt = office",)}


def test_terms_stand_after_what_explains_an_entry() -> None:
    noted = put_terms(parse_catalog(PO.encode(), "x.po"), TERMS).to_bytes().decode()
    assert noted == PO.replace("#. title\n", "#. title\n#. term: Amt = office\n#. term: das = the\n")


def test_noting_the_same_terms_again_changes_nothing() -> None:
    noted = put_terms(parse_catalog(PO.encode(), "x.po"), TERMS)
    assert put_terms(noted, TERMS) is noted
    assert parse_catalog(noted.to_bytes(), "x.po").entries == noted.entries


def test_terms_that_are_no_longer_in_the_glossary_are_dropped() -> None:
    catalog = parse_catalog(PO.encode(), "x.po")
    assert put_terms(put_terms(catalog, TERMS), {}).to_bytes() == PO.encode()
    assert put_terms(catalog, {}) is catalog


def test_lines_end_as_the_file_s_do() -> None:
    noted = put_terms(parse_catalog(PO.replace("\n", "\r\n").encode(), "x.po"), TERMS).to_bytes()
    assert noted.count(b"\r\n") == noted.count(b"\n")
