"""`status --quality`: from a draft to the figure an editor decides by, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import read_catalog
from translateflow.model.job import NewItem, Outcome

if TYPE_CHECKING:
    from tests.cli.conftest import Command, EngineServer, House

BY = "Editor <editor@stadt.example>"


@pytest.fixture
def amended(served_house: House, in_served_house: Command, engine: EngineServer) -> Command:
    """Let an engine draft everything, a person amend one sentence and confirm the others, and an editor sign it off."""
    engine.answer = lambda text, _: f"{text} (in other words)"
    in_served_house("sync")
    in_served_house("translate", "bruecke", "--language", "en")
    drafts = {source: target for source, (target, _) in served_house.targets("en").items()}
    served_house.review("en", texts=drafts | {"Anfahrt": "Getting there"})
    assert in_served_house("approve", "bruecke", "--language", "en", "--by", BY).code == 0
    return in_served_house


def propose(house: House, engine: str, slug: str) -> None:
    """Put into the ledger that an engine drafted each English sentence as it reads in German."""
    items = [
        NewItem(slug, "de", "en", entry.key, (), Outcome.DRAFTED, entry.source, engine)
        for entry in read_catalog(house.catalog_path("en", slug), slug=slug, language="en").entries
    ]
    house.newsroom.database.ledger.create_job("drafted", items, engines={"en": (engine,)})


def test_before_the_first_sign_off_there_is_nothing_to_say(in_house: Command) -> None:
    assert in_house("status", "--quality").out == "No machine's text has been signed off yet.\n"
    assert in_house("status", "--quality", "--json").document == {"quality": [], "orders": {}}


def test_a_table_for_people(amended: Command) -> None:
    told = amended("status", "--quality")
    heads, total, *roles = [line.split() for line in told.out.splitlines()]
    assert heads == ["languages", "engine", "kind", "segments", "accepted", "chrF", "edited"]
    assert total[:7] == ["de", "→", "en", "libretranslate", "all", "5", "80%"]
    assert [line[0] for line in roles] == ["text", "title", "heading"]
    assert "say little" in told.err


def test_a_document_for_programs(amended: Command) -> None:
    (engine,) = amended("status", "bruecke", "--quality", "--json").document["quality"]
    figures = {"segments", "accepted", "chrf", "edit_distance"}
    assert set(engine) == {"source_language", "language", "engine", "enough", "roles"} | figures
    assert (engine["engine"], engine["segments"], engine["accepted"], engine["enough"]) == (
        "libretranslate",
        5,
        4,
        False,
    )
    assert set(engine["roles"]) == {"text", "title", "heading"}
    assert engine["roles"]["title"] == {"segments": 1, "accepted": 1, "chrf": 100.0, "edit_distance": 0.0}
    assert 0 < engine["roles"]["heading"]["chrf"] < 100


def test_an_order_that_follows_is_spelled_out(house: House, in_house: Command) -> None:
    text = "\n\n".join(f"Der Satz Nummer {number} steht hier." for number in range(31))
    for slug in ("eins", "zwei"):
        house.write_release(slug, f"---\ntitle: Titel {slug}\n---\n\n{text}\n")
    in_house("sync")
    for slug, engine, mark in (("eins", "deepl", ""), ("zwei", "google", " indeed")):
        propose(house, engine, slug)
        house.review("en", slug, texts={source: source + mark for source in house.targets("en", slug)})
        assert in_house("approve", slug, "--language", "en", "--by", BY).code == 0
    told = in_house("status", "--quality")
    assert 'next: in translateflow.toml, [languages.en]: engines = ["deepl", "google"]' in told.err
