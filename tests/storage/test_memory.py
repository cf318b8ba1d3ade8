from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.memory import similarity
from translateflow.model.memory import MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.storage import memory, nearest, open_database
from translateflow.storage.fuzzy import FuzzyTable
from translateflow.storage.scoring import score_texts
from translateflow.storage.signatures import sign_texts

if TYPE_CHECKING:
    import pytest
    from tests.storage.conftest import Clock

    from translateflow.storage import Database

OPEN = Key(Role.TEXT, "Die Brücke ist wieder offen.")


def unit(source: str, target: str, *, context: str = "", slug: str = "", language: str = "en") -> MemoryUnit:
    """Make a unit from German."""
    return MemoryUnit("de", language, source, target, context, slug)


def exact_target(database: Database, key: Key, *, slug: str = "") -> str:
    """Look one key up."""
    return database.memory.exact("de", "en", [key], slug=slug)[key].unit.target


def test_an_exact_match_is_the_identical_text(database: Database) -> None:
    known = unit(OPEN.text, "The bridge is open again.")
    assert database.memory.add([known]) == 1
    other = Key(Role.TEXT, "Die Brücke ist wieder offen!")
    (match,) = database.memory.exact("de", "en", [OPEN, other]).values()
    assert (match.unit, match.score) == (known, 100)


def test_the_same_release_comes_first_then_the_same_role_then_the_newest(database: Database) -> None:
    title = Key(Role.TITLE, OPEN.text)
    database.memory.add([unit(OPEN.text, "as a title", context="title", slug="first")])
    database.memory.add([unit(OPEN.text, "as text", slug="second")])
    database.memory.add([unit(OPEN.text, "as newer text", slug="third")])
    assert exact_target(database, title) == "as a title"
    assert exact_target(database, OPEN) == "as newer text"
    assert exact_target(database, OPEN, slug="second") == "as text"
    assert exact_target(database, title, slug="second") == "as text"


def test_a_release_approved_again_replaces_its_own_units_and_nobody_elses(database: Database) -> None:
    database.memory.add([unit(OPEN.text, "imported"), unit(OPEN.text, "old", slug="fest")])
    database.memory.add([unit(OPEN.text, "new", slug="fest")])
    assert [found.target for found in database.memory.units()] == ["imported", "new"]


def test_the_last_of_two_in_one_import_counts(database: Database) -> None:
    database.memory.add([unit(OPEN.text, "first"), unit(OPEN.text, "second")])
    assert exact_target(database, OPEN) == "second"


def test_memories_with_regions_serve_languages_without_but_never_a_variety(database: Database) -> None:
    database.memory.add([MemoryUnit("de-DE", "en-GB", OPEN.text, "The bridge is open again.")])
    assert OPEN in database.memory.exact("de", "en", [OPEN])
    assert OPEN not in database.memory.exact("de", "en-US", [OPEN])
    assert OPEN not in database.memory.exact("de-simple", "en", [OPEN])
    assert database.memory.fuzzy("de", "en", OPEN.text)
    assert not database.memory.fuzzy("de-simple", "en", OPEN.text)


def test_a_fuzzy_match_is_found_with_its_score_best_first(database: Database) -> None:
    database.memory.add(
        [
            unit("Die Brücke ist jetzt offen.", "now"),
            unit("Die Brücke ist wieder offen!", "again"),
            unit("Der Haushalt wurde beschlossen.", "budget"),
        ]
    )
    matches = database.memory.fuzzy("de", "en", OPEN.text)
    assert [match.unit.target for match in matches] == ["again", "now"]
    assert [match.score for match in matches] == [similarity(OPEN.text, match.unit.source) for match in matches]
    assert [match.unit.target for match in database.memory.fuzzy("de", "en", OPEN.text, limit=1)] == ["again"]
    assert database.memory.fuzzy("de", "en", OPEN.text, minimum=97) == []


def test_only_the_identical_text_scores_100(database: Database) -> None:
    long = "Wort " * 300
    database.memory.add([unit(long, "nearly"), unit(f"{long}x", "exactly")])
    assert [match.score for match in database.memory.fuzzy("de", "en", f"{long}x")] == [100, 99]


def test_a_translation_that_stands_twice_is_given_once(database: Database) -> None:
    database.memory.add([unit(OPEN.text, "same", slug="one"), unit(OPEN.text, "same", slug="two")])
    assert len(database.memory.fuzzy("de", "en", OPEN.text)) == 1


def test_what_another_process_adds_or_removes_is_noticed(database: Database, database_url: str) -> None:
    assert database.memory.fuzzy("de", "en", OPEN.text) == []
    with open_database(database_url) as other:
        other.memory.add([unit(OPEN.text, "again", slug="fest")])
        assert database.memory.fuzzy("de", "en", OPEN.text)
        other.memory.add([unit(OPEN.text, "changed", slug="fest")])
        assert [match.unit.target for match in database.memory.fuzzy("de", "en", OPEN.text)] == ["changed"]
        other.memory.remove_release("fest")
    assert database.memory.fuzzy("de", "en", OPEN.text) == []


def test_units_are_counted_and_removed_by_unit_release_and_pair(database: Database) -> None:
    database.memory.add([unit("a", "a"), unit("b", "b", slug="fest"), unit("b", "б", slug="fest", language="uk")])
    assert database.memory.counts() == {("de", "en"): 2, ("de", "uk"): 1}
    assert database.memory.remove(unit("a", "whatever"))
    assert not database.memory.remove(unit("a", "whatever"))
    assert database.memory.remove_release("fest", "uk") == 1
    assert database.memory.counts() == {("de", "en"): 1}
    assert database.memory.remove_pair("de", "en") == 1
    assert database.memory.counts() == {}


def test_units_are_read_in_pages_in_the_order_they_came(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_ROWS_AT_ONCE", 2)
    added = [unit(f"Satz {number}", f"Sentence {number}") for number in range(5)]
    database.memory.add([*added, unit("Satz", "Речення", language="uk")])
    assert list(database.memory.units("de", "en")) == added
    assert len(list(database.memory.units())) == 6
    assert list(database.memory.units("fr")) == []
    assert len(database.memory.exact("de", "en", [Key(Role.TEXT, found.source) for found in added])) == 5


def test_nothing_to_add_is_fine(database: Database) -> None:
    assert database.memory.add([]) == 0


def test_texts_that_no_trigram_fits_are_found_too(database: Database) -> None:
    database.memory.add([unit("a", "one letter"), unit("", "empty")])
    assert [match.unit.target for match in database.memory.fuzzy("de", "en", "a")] == ["one letter"]


WORDS = (
    "die",
    "der",
    "Stadt",
    "Brücke",
    "Rat",
    "heute",
    "öffnet",
    "plant",
    "neue",
    "Halle",
    "Regen",
    "für",
    "alle",
    "im",
    "Park",
)


def test_fuzzy_finds_what_comparing_with_everything_finds(sqlite_database: Database) -> None:
    dice = random.Random(7)  # noqa: S311 — test data
    sources = sorted({" ".join(dice.choices(WORDS, k=dice.randint(3, 14))) for _ in range(3000)})
    sqlite_database.memory.add([unit(source, source.upper()) for source in sources])
    for _ in range(40):
        words = dice.choice(sources).split()
        words[dice.randrange(len(words))] = "Fahrradweg"
        asked = " ".join(words)
        best = sorted((similarity(asked, source) for source in sources), reverse=True)[:5]
        found = [match.score for match in sqlite_database.memory.fuzzy("de", "en", asked)]
        assert found == [score for score in best if score >= 75]


def test_signatures_do_not_depend_on_the_other_texts_of_the_batch() -> None:
    texts = ["Die Brücke ist offen.", "", "日本", "x" * 400, "Die Brücke"]
    together = sign_texts(texts)
    for text, signature in zip(texts, together, strict=True):
        assert sign_texts([text])[0].tobytes() == signature.tobytes()
    assert sign_texts([]).shape == (0, 32)


def table_of(texts: list[str], *, first: int = 1) -> FuzzyTable:
    """Make a table of texts, numbered from `first`."""
    rows = zip(texts, sign_texts(texts), strict=True)
    return FuzzyTable.of_rows([(at, len(text), row.tobytes()) for at, (text, row) in enumerate(rows, first)])


def candidates(table: FuzzyTable, text: str, minimum: int, *, count: int = 600) -> list[tuple[int, int]]:
    """Ask a table for a text."""
    return table.candidates(len(text), sign_texts([text])[0].view(np.uint64), minimum, count=count)


def test_a_table_gives_no_more_candidates_than_asked_for() -> None:
    texts = [f"Satz Nummer {number}." for number in range(50)]
    table = FuzzyTable.joined([FuzzyTable.empty(), table_of(texts[:20]), table_of(texts[20:], first=21)])
    assert (len(table), table.last_id) == (50, 50)
    found = candidates(table, "Satz Nummer 7.", 75, count=5)
    assert len(found) == 5
    assert 8 in [unit for _, unit in found]
    assert found == sorted(found, reverse=True, key=lambda candidate: candidate[0])
    assert candidates(table, "zu kurz", 75) == []
    assert candidates(FuzzyTable.empty(), "Satz Nummer 7.", 75) == []


@settings(max_examples=150)
@given(st.text("abcd ", max_size=40), st.text("abcd ", max_size=40))
def test_no_text_scores_higher_than_its_signature_promises(asked: str, stored: str) -> None:
    (bound,) = [score for score, _ in candidates(table_of([stored]), asked, 0)] or [0]
    assert similarity(asked, stored) <= bound


def test_the_search_ends_where_nothing_better_can_come(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "FIRST_BLOCK", 3)
    sources = [f"Die Stadt plant Halle Nummer {number} am Fluss." for number in range(40)]
    sqlite_database.memory.add([unit(source, source.upper()) for source in sources])
    compared: list[int] = []

    def count(text: str, others: list[str], *, minimum: int) -> list[tuple[int, int]]:
        compared.append(len(others))
        return score_texts(text, others, minimum=minimum)

    monkeypatch.setattr("translateflow.storage.nearest.score_texts", count)
    (match,) = sqlite_database.memory.fuzzy("de", "en", sources[7], limit=1)
    assert (match.score, compared) == (100, [3])


def test_many_translations_of_one_source_do_not_hide_the_others(sqlite_database: Database) -> None:
    same = [unit(OPEN.text, "same", slug=f"release-{number}") for number in range(30)]
    sqlite_database.memory.add([*same, unit("Die Brücke ist jetzt offen.", "now")])
    assert [match.unit.target for match in sqlite_database.memory.fuzzy("de", "en", OPEN.text)] == ["same", "now"]


def test_near_matches_of_several_regions_come_in_one_order(sqlite_database: Database) -> None:
    sqlite_database.memory.add(
        [
            unit("Die Brücke ist jetzt offen.", "now"),
            MemoryUnit("de-DE", "en-GB", "Die Brücke ist wieder offen!", "again"),
            MemoryUnit("de-AT", "en", "Die Brücke war wieder offen.", "was"),
        ]
    )
    matches = sqlite_database.memory.fuzzy("de", "en", OPEN.text)
    assert [match.unit.target for match in matches] == ["again", "was", "now"]


def test_near_matches_of_the_same_release_come_first_then_those_of_the_same_role(database: Database) -> None:
    near = "Die Brücke ist wieder offen!"
    added = [
        unit(near, "of another", slug="other"),
        unit(near, "of the release", slug="fest"),
        unit(near, "in a title", context="title", slug="third"),
    ]
    database.memory.add(added)
    title = Key(Role.TITLE, OPEN.text)
    found = database.memory.similar("de", "en", [OPEN, title], memory.Wanted(slug="fest"))
    assert [match.unit.target for match in found[OPEN]] == ["of the release", "of another", "in a title"]
    assert [match.unit.target for match in found[title]] == ["of the release", "in a title", "of another"]


def test_a_batch_finds_what_its_texts_find_one_by_one(database: Database) -> None:
    sources = [f"Die Stadt plant Halle Nummer {number} am Fluss." for number in range(80)]
    database.memory.add([unit(source, source.upper()) for source in sources])
    asked = [Key(Role.TEXT, source.replace("plant", "baut")) for source in sources[::7]]
    found = database.memory.similar("de", "en", [*asked, Key(Role.TEXT, "Nichts davon steht irgendwo.")])
    assert found == {key: database.memory.fuzzy("de", "en", key.text) for key in asked}
    assert database.memory.similar("de", "en", []) == {}


def test_a_unit_says_when_it_was_confirmed(database: Database, clock: Clock) -> None:
    earlier = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    database.memory.add([unit("a", "now"), MemoryUnit("de", "en", "b", "earlier", confirmed=earlier)])
    now, then = (found.confirmed for found in database.memory.units())
    assert (now, then) == (dt.datetime.fromtimestamp(clock.now, dt.UTC), earlier)
