from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from translateflow.model.memory import MemoryUnit
from translateflow.storage import fuzzy_index, open_database
from translateflow.storage.fuzzy import FuzzyTable
from translateflow.storage.fuzzy_file import map_table, write_table
from translateflow.storage.signatures import sign_texts

if TYPE_CHECKING:
    from pathlib import Path

MARK, NEWEST = b"m" * 16, b"n" * 16
SENTENCES = [f"Die Stadt plant Halle Nummer {number} am Fluss." for number in range(60)]


def make_table() -> FuzzyTable:
    """Make a table of three texts."""
    texts = ["Die Brücke ist offen.", "Der Markt ist zu.", "Ja."]
    rows = zip(texts, sign_texts(texts), strict=True)
    return FuzzyTable.of_rows([(at, len(text), row.tobytes()) for at, (text, row) in enumerate(rows, 1)])


def units(*texts: str) -> list[MemoryUnit]:
    """Make units from German into English."""
    return [MemoryUnit("de", "en", text, text.upper()) for text in texts]


def find(url: str, text: str) -> list[str]:
    """Look a text up as a new process would."""
    with open_database(url) as database:
        return [match.unit.source for match in database.memory.fuzzy("de", "en", text, limit=1)]


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file made from fifty units on."""
    monkeypatch.setattr(fuzzy_index, "LEAST_FOR_FILE", 50)


def test_a_table_read_from_its_file_is_the_table(tmp_path: Path) -> None:
    table = make_table()
    assert write_table(tmp_path / "file", MARK, NEWEST, table)
    mapped = map_table(tmp_path / "file", MARK)
    assert mapped is not None
    assert mapped.newest == NEWEST
    again = mapped.table
    assert (again.last_id, again.ids.tolist(), again.lengths.tolist()) == (
        3,
        table.ids.tolist(),
        table.lengths.tolist(),
    )
    assert again.bits.tolist() == table.bits.tolist()
    assert [word.tolist() for word in again.words] == [word.tolist() for word in table.words]


@pytest.mark.parametrize("damage", [b"", b"short", b"X" * 199])
def test_a_damaged_file_is_not_believed(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "file").write_bytes(damage)
    assert map_table(tmp_path / "file", MARK) is None


def test_a_file_cut_short_or_of_another_database_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_table(path, MARK, NEWEST, make_table())
    assert map_table(path, b"o" * 16) is None
    path.write_bytes(path.read_bytes()[:-1])
    assert map_table(path, MARK) is None
    assert map_table(tmp_path / "missing", MARK) is None


def test_a_file_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    assert not write_table(tmp_path / "file", MARK, NEWEST, make_table())


@pytest.mark.usefixtures("small_files")
def test_the_next_process_reads_the_file_and_not_the_table(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_database(sqlite_url) as database:
        database.memory.add(units(*SENTENCES))
    assert find(sqlite_url, SENTENCES[7]) == [SENTENCES[7]]

    read: list[int] = []
    make = FuzzyTable.of_rows

    def count(rows: list[tuple[int, int, bytes]]) -> FuzzyTable:
        read.append(len(rows))
        return make(rows)

    monkeypatch.setattr(FuzzyTable, "of_rows", count)
    assert find(sqlite_url, SENTENCES[8]) == [SENTENCES[8]]
    assert read == []
    with open_database(sqlite_url) as database:
        database.memory.add(units("Ein neuer Satz, den die Datei nicht kennt."))
    assert find(sqlite_url, "Ein neuer Satz, den die Datei nicht kennt!") == [
        "Ein neuer Satz, den die Datei nicht kennt."
    ]
    assert read == [1]


@pytest.mark.usefixtures("small_files")
@pytest.mark.parametrize("spoil", ["delete", "cut", "empty"])
def test_a_spoilt_file_is_made_again(sqlite_url: str, tmp_path: Path, spoil: str) -> None:
    with open_database(sqlite_url) as database:
        database.memory.add(units(*SENTENCES))
    find(sqlite_url, SENTENCES[0])
    (path,) = tmp_path.glob("state.db.memory-*")
    whole = path.read_bytes()
    if spoil == "delete":
        path.unlink()
    else:
        path.write_bytes(whole[:-9] if spoil == "cut" else b"")
    assert find(sqlite_url, SENTENCES[3]) == [SENTENCES[3]]
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("small_files")
def test_a_database_put_back_to_an_older_state_is_noticed(sqlite_url: str) -> None:
    with open_database(sqlite_url) as database:
        database.memory.add(units(*SENTENCES[:55]))
        find(sqlite_url, SENTENCES[0])
    engine = sa.create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM memory_units WHERE id > 50")
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = 50 WHERE name = 'memory_units'")
    engine.dispose()
    others = [text.replace("Halle", "Bibliothek") for text in SENTENCES[50:]]
    with open_database(sqlite_url) as database:
        database.memory.add(units(*others))
    assert find(sqlite_url, others[2]) == [others[2]]


@pytest.mark.usefixtures("small_files")
def test_another_database_under_the_same_name_gets_a_file_of_its_own(
    sqlite_url: str, sqlite_template: Path, tmp_path: Path
) -> None:
    with open_database(sqlite_url) as database:
        database.memory.add(units(*SENTENCES))
    find(sqlite_url, SENTENCES[0])
    for left in tmp_path.glob("state.db*"):
        if "memory" not in left.name:
            left.unlink()
    (tmp_path / "state.db").write_bytes(sqlite_template.read_bytes())
    others = [text.replace("Stadt plant", "Gemeinde kauft") for text in SENTENCES]
    with open_database(sqlite_url) as database:
        database.memory.add(units(*others))
    assert find(sqlite_url, others[2]) == [others[2]]
