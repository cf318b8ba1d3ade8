from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import DatabaseError
from translateflow.memory import similarity
from translateflow.model.memory import MemoryUnit
from translateflow.storage import open_database
from translateflow.storage.schema import metadata
from translateflow.storage.trigrams import choose_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from translateflow.storage import Database

WORDS = "Stadtrat Brücke Bibliothek Haushalt Schwimmhalle Verkehrsbetrieb Sitzung Lindenau heute plant"


@pytest.fixture
def trigram_database(postgres_engine: sa.Engine, postgres_url: str) -> Iterator[Database]:
    """Give an empty PostgreSQL that looks for near matches itself."""
    with postgres_engine.begin() as connection:
        tables = ", ".join(table.name for table in metadata.sorted_tables)
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    with open_database(postgres_url, trigrams=True) as opened:
        yield opened


def test_postgresql_finds_what_comparing_with_everything_finds(trigram_database: Database) -> None:
    dice = random.Random(5)  # noqa: S311 — test data
    sources = sorted({" ".join(dice.choices(WORDS.split(), k=dice.randint(4, 12))) for _ in range(500)})
    trigram_database.memory.add([MemoryUnit("de", "en", source, source.upper()) for source in sources])
    for _ in range(25):
        words = dice.choice(sources).split()
        words[dice.randrange(len(words))] = "Fahrradweg"
        asked = " ".join(words)
        best = sorted((similarity(asked, source) for source in sources), reverse=True)[:5]
        found = [match.score for match in trigram_database.memory.fuzzy("de", "en", asked)]
        assert found == [score for score in best if score >= 75]


def test_signs_of_patterns_are_letters_and_long_texts_fit(trigram_database: Database) -> None:
    texts = ["100 % der Stadt_Werke\\Netze", "市役所は新しい図書館を来年の春に開館します。", "Wort " * 3000]
    trigram_database.memory.add([MemoryUnit("de", "en", text, "x") for text in texts])
    for text in texts:
        (match,) = trigram_database.memory.fuzzy("de", "en", f"{text}!")
        assert match.unit.source == text
    assert trigram_database.memory.fuzzy("de", "en", "ab") == []


def test_who_may_not_make_the_extension_is_told_how(trigram_database: Database, postgres_engine: sa.Engine) -> None:
    trigram_database.memory.add([MemoryUnit("de", "en", "Die Brücke ist offen.", "x")])
    with postgres_engine.begin() as connection:
        connection.exec_driver_sql("DROP EXTENSION IF EXISTS pg_trgm CASCADE")
        connection.exec_driver_sql("DROP ROLE IF EXISTS plain")
        connection.exec_driver_sql("CREATE ROLE plain LOGIN")
        connection.exec_driver_sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO plain")
    plain = postgres_engine.url.set(username="plain").render_as_string(hide_password=False)
    try:
        with (
            open_database(plain, trigrams=True) as database,
            pytest.raises(DatabaseError, match="CREATE EXTENSION pg_trgm"),
        ):
            database.memory.fuzzy("de", "en", "Die Brücke ist offen!")
    finally:
        with postgres_engine.begin() as connection:
            connection.exec_driver_sql("DROP OWNED BY plain")
            connection.exec_driver_sql("DROP ROLE plain")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Die Stadt plant eine Schwimmhalle.", ["Schwimmhalle", "Stadt", "plant"]),
        ("Ja", []),
        ("Nein", ["Nein"]),
        ("新しい図書館", ["新しい図書館"]),
    ],
)
def test_the_longest_words_lead(text: str, pieces: list[str]) -> None:
    assert choose_pieces(text) == pieces
