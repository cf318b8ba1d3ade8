from __future__ import annotations

import datetime as dt
import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.catalog import Catalog, Change, DraftNote, parse_catalog
from translateflow.catalog.catalog import name_of
from translateflow.errors import UnknownEntryError
from translateflow.model.segment import Key, Role
from translateflow.model.translation import EntryState

if TYPE_CHECKING:
    from tests.catalog.conftest import House

HABITS = Path(__file__).parent / "data" / "habits"
LONG = "Nach neun Monaten Sanierung fließt der Brunnen am <a1>Kornmarkt</a1> wieder, und zwar mit Trinkwasser."
EDITS = {
    Key(Role.TEXT, "Der Eintritt ist frei."): Change("L’entrée est libre."),
    Key(Role.TEXT, LONG): Change(
        "Après neuf mois de travaux, la fontaine du <a1>Kornmarkt</a1> coule de nouveau, et c’est de l’eau potable."
    ),
}
AMINA = "Amina Brand <amina@example.org>"
NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("habit", sorted(path.stem for path in HABITS.glob("*.po")))
def test_an_edit_changes_its_own_lines_only(habit: str, mark: bytes, newline: str) -> None:
    before = mark + (HABITS / f"{habit}.po").read_bytes().replace(b"\n", newline.encode())
    after = parse_catalog(before, habit).with_changes(EDITS, by=AMINA, at=NOON).to_bytes()
    assert after.startswith(mark)
    assert newline != "\r\n" or b"\n" not in after.replace(b"\r\n", b"")
    old, new = (data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").decode() for data in (before, after))
    diff = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), "before", "after", n=0)
    assert "".join(diff) == (HABITS / f"{habit}.diff").read_text()


def test_an_entry_is_found_by_role_and_text(house: House) -> None:
    catalog = parse_catalog((HABITS / "poedit.po").read_bytes(), "x")
    title = catalog.get(house.text("Der Brunnen am Kornmarkt fließt wieder", Role.TITLE))
    assert title is not None
    assert title.state is EntryState.REVIEWED
    assert catalog.get(house.text("Der Brunnen am Kornmarkt fließt wieder")) is None
    assert catalog.get(house.text("Es gibt Kaffee.")) is None
    assert [entry.source for entry in catalog.obsolete] == ["Es gibt Kaffee.", "Das Fest dauert bis 20 Uhr."]


def test_the_same_words_again_change_nothing(house: House) -> None:
    catalog = house.reviewed({"Eins.": "Un."})
    assert house.translate(catalog, {"Eins.": "Un."}) is catalog


def test_a_draft_says_where_it_comes_from_until_somebody_confirms_it(house: House) -> None:
    draft = Change("Un.", fuzzy=True, origin="apertium", warnings=("unknown word\n“Eins”",))
    catalog = house.reviewed({"Eins.": draft})
    assert catalog.draft_note(house.text("Eins.")) == DraftNote("apertium", ("unknown word “Eins”",))
    assert b"# translateflow: draft by apertium\n" in catalog.to_bytes()
    confirmed = house.translate(catalog, {"Eins.": "Un."})
    assert confirmed.draft_note(house.text("Eins.")) is None
    assert b"translateflow: " not in confirmed.to_bytes()


def test_a_note_that_a_po_editor_left_on_a_reviewed_text_counts_for_nothing(house: House) -> None:
    catalog = house.reviewed({"Eins.": Change("Un.", fuzzy=True, origin="apertium")})
    by_poedit = parse_catalog(catalog.to_bytes().replace(b"#, fuzzy\n", b""), "x")
    assert by_poedit.draft_note(house.text("Eins.")) is None
    assert by_poedit.draft_note(house.text("Zwei.")) is None


def test_an_outdated_entry_keeps_its_previous_source_while_it_is_a_draft(house: House) -> None:
    catalog = house.reviewed({"Eins!": Change("Un.", fuzzy=True, previous="Eins.")})
    (entry,) = catalog.entries
    assert entry.state is EntryState.OUTDATED
    assert entry.previous == "Eins."
    (entry,) = house.translate(catalog, {"Eins!": "Un !"}).entries
    assert (entry.state, entry.previous) == (EntryState.REVIEWED, None)


def test_an_emptied_entry_is_neither_fuzzy_nor_noted(house: House) -> None:
    catalog = house.reviewed({"Eins.": Change("Un.", fuzzy=True, origin="apertium")})
    emptied = house.translate(catalog, {"Eins.": Change("", fuzzy=True, origin="apertium")})
    assert emptied.entries[0].state is EntryState.EMPTY
    assert emptied.draft_note(house.text("Eins.")) is None


@pytest.mark.parametrize("source", ["Niemand.", "%d Gast", "Es gibt Kaffee."])
def test_an_entry_that_is_not_there_cannot_be_changed(house: House, source: str) -> None:
    catalog = parse_catalog((HABITS / "odd.po").read_bytes(), "x")
    with pytest.raises(UnknownEntryError, match=source):
        house.translate(catalog, {source: "x"})


def test_a_long_unknown_entry_is_shortened(house: House) -> None:
    with pytest.raises(UnknownEntryError, match="lang lang…”"):
        house.translate(house.reviewed({}), {"lang " * 40: "x"})


def test_a_word_that_the_old_encoding_cannot_write_makes_the_file_utf8(house: House) -> None:
    head = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\n'
    catalog = parse_catalog(head + b'msgid "Eins."\nmsgstr "\xe9"\n', "x")
    latin = house.translate(catalog, {"Eins.": "à"})
    assert b'msgstr "\xe0"' in latin.to_bytes()
    data = house.translate(catalog, {"Eins.": "перший"}).to_bytes()
    assert "перший" in data.decode("utf-8")
    assert b"charset=UTF-8" in data
    assert parse_catalog(data, "x").entries[0].target == "перший"


def test_a_header_is_made_where_there_is_none() -> None:
    catalog = parse_catalog(b'msgid "a"\nmsgstr "b"\n', "x").with_headers({"Language": "fr"})
    assert catalog.to_bytes() == b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    assert catalog.header is not None


def test_a_field_is_added_at_the_end_of_the_header(house: House) -> None:
    data = house.reviewed({}).with_headers({"X-Generator": 'with "quotes"'}).to_bytes().decode()
    assert data.endswith('"X-Translateflow-Source-Language: de\\n"\n"X-Generator: with \\"quotes\\"\\n"\n')
    assert parse_catalog(data.encode(), "x").headers["X-Generator"] == 'with "quotes"'


def test_a_name_with_a_line_feed_adds_no_field_to_the_header(house: House) -> None:
    forged = house.sync(["Eins."]).catalog.with_changes(
        {house.text("Eins."): Change("Un.")}, by='A\nX-Translateflow-Release: "fest"', at=house.noon
    )
    assert parse_catalog(forged.to_bytes(), "x").slug == "brunnen"
    assert forged.headers["Last-Translator"] == 'A X-Translateflow-Release: "fest"'


def test_an_unknown_context_is_never_taken_for_body_text(house: House) -> None:
    catalog = parse_catalog(b'msgctxt "menu"\nmsgid "a"\nmsgstr "b"\n', "x")
    assert catalog.get(house.text("a")) is None


@given(st.text(), st.text(), st.booleans(), st.sampled_from(Role))
def test_what_is_written_is_read_back(source: str, target: str, fuzzy: bool, role: Role) -> None:
    source = source.encode("utf-8", "ignore").decode().replace("\x00", "") or "a"
    key = Key(role, source)
    template = _one_entry(key)
    changed = template.with_changes({key: Change(target, fuzzy=fuzzy)}, by="A", at=NOON)
    again = parse_catalog(changed.to_bytes(), "x")
    assert again.entries == changed.entries
    entry = again.get(key)
    assert entry is not None
    if entry.target:
        assert entry.fuzzy == (fuzzy and bool(entry.target.strip()))
        assert entry.target.strip("\n") == target.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip(
            "\n"
        )


def _one_entry(key: Key) -> Catalog:
    from translateflow.catalog.template import make_sentence

    block = make_sentence(key).make_block()
    assert block.name == name_of(key)
    return Catalog((block,))
