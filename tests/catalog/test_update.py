from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from translateflow.catalog import CatalogPaths, lock_of, parse_catalog, update_catalog
from translateflow.catalog import update as update_module
from translateflow.errors import CatalogError, LockedError, WrongReleaseError

if TYPE_CHECKING:
    from tests.catalog.conftest import House

    from translateflow.catalog import Catalog

WRITERS = 4
ENTRIES = 6
# Longer runs find rarer races: TRANSLATEFLOW_STRESS_SECONDS=30
SECONDS = float(os.environ.get("TRANSLATEFLOW_STRESS_SECONDS", "2"))


def stored(house: House, tmp_path: Path, sentences: list[str]) -> Path:
    path = CatalogPaths(tmp_path).catalog("brunnen", "fr")
    assert update_catalog(path, lambda _: house.sync(sentences).catalog)
    return path


def test_a_catalog_is_made_where_there_is_none(house: House, tmp_path: Path) -> None:
    path = stored(house, tmp_path, ["Eins."])
    assert parse_catalog(path.read_bytes(), path).entries[0].source == "Eins."
    assert lock_of(path).exists()


def test_a_change_that_changes_nothing_writes_nothing(house: House, tmp_path: Path) -> None:
    path = stored(house, tmp_path, ["Eins."])
    before = path.stat().st_mtime_ns
    assert not update_catalog(path, _same, slug="brunnen", language="fr")
    assert not update_catalog(path, lambda _: None)
    assert path.stat().st_mtime_ns == before


def _same(catalog: Catalog | None) -> Catalog | None:
    return catalog


def test_a_damaged_file_and_another_release_s_are_never_rewritten(house: House, tmp_path: Path) -> None:
    path = stored(house, tmp_path, ["Eins."])
    with pytest.raises(WrongReleaseError):
        update_catalog(path, _same, slug="fest", language="fr")
    path.write_bytes(b"msgid")
    with pytest.raises(CatalogError):
        update_catalog(path, _same)
    assert path.read_bytes() == b"msgid"


def test_a_change_that_fails_leaves_the_file(house: House, tmp_path: Path) -> None:
    path = stored(house, tmp_path, ["Eins."])
    before = path.read_bytes()

    def fail(_: Catalog | None) -> Catalog:
        raise KeyError

    with pytest.raises(KeyError):
        update_catalog(path, fail)
    assert path.read_bytes() == before


def test_what_an_editor_saves_in_the_middle_is_kept(house: House, tmp_path: Path) -> None:
    path = stored(house, tmp_path, ["Eins.", "Zwei."])
    saves = iter([{"Eins.": "Un."}])

    def translate_while_the_editor_saves(catalog: Catalog | None) -> Catalog:
        assert catalog is not None
        by_hand = next(saves, None)
        if by_hand is not None:
            path.write_bytes(house.translate(catalog, by_hand).to_bytes())
        return house.translate(catalog, {"Zwei.": "Deux."})

    assert update_catalog(path, translate_while_the_editor_saves)
    assert [entry.target for entry in parse_catalog(path.read_bytes(), path).entries] == ["Un.", "Deux."]


def test_a_file_that_never_stands_still_is_given_up_on(house: House, tmp_path: Path) -> None:
    path = stored(house, tmp_path, ["Eins."])
    assert update_module.ATTEMPTS > 1

    def somebody_saves_again(catalog: Catalog | None) -> Catalog:
        assert catalog is not None
        path.write_bytes(catalog.to_bytes() + b"# again\n")
        return catalog

    with pytest.raises(LockedError):
        update_catalog(path, somebody_saves_again)


def test_processes_that_write_different_entries_lose_none(house: House, tmp_path: Path) -> None:
    sentences = [f"Satz {writer} {number}." for writer in range(WRITERS) for number in range(ENTRIES)]
    path = stored(house, tmp_path, sentences)
    script = Path(__file__).with_name("writer.py")
    command = [sys.executable, str(script), str(path)]
    writers = [
        subprocess.Popen([*command, f"{writer}", f"{ENTRIES}", f"{SECONDS}"], stdout=subprocess.PIPE, text=True)
        for writer in range(WRITERS)
    ]
    last_rounds = [int(process.communicate(timeout=SECONDS + 60)[0]) for process in writers]
    expected = {
        f"Satz {writer} {number}.": f"Phrase {writer} {number}, {last_rounds[writer]}."
        for writer in range(WRITERS)
        for number in range(ENTRIES)
    }
    assert {entry.source: entry.target for entry in parse_catalog(path.read_bytes(), path).entries} == expected
