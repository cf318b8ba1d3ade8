from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import Change, fill_drafts
from translateflow.model.translation import EntryState

if TYPE_CHECKING:
    from tests.catalog.conftest import House


@pytest.mark.parametrize(
    ("standing", "is_filled"),
    [
        ("", True),
        (Change("Ébauche.", fuzzy=True), True),
        (Change("Machine.", fuzzy=True, origin="google"), True),
        (Change("Ancien.", fuzzy=True, origin="google", previous="Ein."), True),
        (Change("Ancien.", fuzzy=True, previous="Ein."), False),
        ("Un.", False),
    ],
)
def test_machine_text_fills_only_what_is_empty_or_a_draft(
    house: House, standing: str | Change, is_filled: bool
) -> None:
    catalog = house.reviewed({"Eins.": standing})
    key = house.text("Eins.")
    result = fill_drafts(catalog, {key: Change("Une.", origin="apertium")}, at=house.noon)
    assert (key in result.filled, key in result.kept) == (is_filled, not is_filled)
    if is_filled:
        entry = result.catalog.entries[0]
        assert (entry.target, entry.state) == ("Une.", EntryState.DRAFT)
    else:
        assert result.catalog is catalog


def test_a_sentence_that_is_gone_and_an_empty_answer_are_kept_out(house: House) -> None:
    catalog = house.sync(["Zwei Hunde."], house.reviewed({"Etwas ganz anderes.": "Autre."})).catalog
    drafts = {
        house.text("Etwas ganz anderes."): Change("x"),
        house.text("Niemand."): Change("x"),
        house.text("Zwei Hunde."): Change(" "),
    }
    result = fill_drafts(catalog, drafts)
    assert result.catalog is catalog
    assert result.kept == tuple(drafts)


def test_a_machine_is_not_the_last_translator_of_a_person_s_catalog(house: House) -> None:
    catalog = house.translate(house.sync(["Eins.", "Zwei Hunde."]).catalog, {"Eins.": "Un."})
    filled = fill_drafts(catalog, {house.text("Zwei Hunde."): Change("Deux.")}).catalog
    assert filled.headers["Last-Translator"] == house.translator
    assert filled.headers["PO-Revision-Date"] != catalog.headers["PO-Revision-Date"]


def test_a_catalog_nobody_has_touched_names_the_program(house: House) -> None:
    filled = fill_drafts(house.sync(["Eins."]).catalog, {house.text("Eins."): Change("Un.")}, at=house.noon).catalog
    assert filled.headers["Last-Translator"] == "translateflow"
    assert filled.headers["PO-Revision-Date"] == "2026-07-01 12:00+0000"
