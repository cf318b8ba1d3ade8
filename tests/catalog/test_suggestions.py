from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.catalog import (
    CatalogPaths,
    add_suggestions,
    drop_suggestions,
    merge_upload,
    parse_catalog,
    read_catalog,
    write_suggestions,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.catalog.conftest import House

    from translateflow.catalog import MergeReport

AMINA = "Amina Brand <amina@example.org>"


def conflict(house: House, *uploads: str) -> MergeReport:
    sources = [f"Satz {number}." for number in range(len(uploads))]
    base = house.reviewed(dict.fromkeys(sources, "alt"))
    server = house.translate(base, dict.fromkeys(sources, "neu"))
    return merge_upload(server, base, house.translate(base, dict(zip(sources, uploads, strict=True))), shapes={})


def test_conflicts_become_suggestions_of_the_same_release_and_language(house: House, tmp_path: Path) -> None:
    path = CatalogPaths(tmp_path).suggestions("brunnen", "fr")
    report = conflict(house, "anders", "alt")
    assert write_suggestions(path, report, language="fr", by=AMINA, at=house.noon)
    stored = read_catalog(path, slug="brunnen", language="fr")
    assert [(entry.source, entry.target) for entry in stored.entries] == [("Satz 0.", "anders")]
    assert stored.headers["Last-Translator"] == AMINA
    assert not write_suggestions(path, report, language="fr", by=AMINA, at=house.noon)


def test_no_conflict_writes_no_file(house: House, tmp_path: Path) -> None:
    path = CatalogPaths(tmp_path).suggestions("brunnen", "fr")
    assert not write_suggestions(path, conflict(house, "alt"), language="fr", by=AMINA, at=house.noon)
    assert not path.exists()


def test_a_second_suggestion_keeps_the_first_as_a_comment(house: House) -> None:
    first = add_suggestions(None, conflict(house, "eins", "zwei"), language="fr", by=AMINA, at=house.noon)
    assert first is not None
    second = add_suggestions(first, conflict(house, "eins\nanders", "zwei"), language="fr", by=AMINA, at=house.noon)
    assert second is not None
    data = second.to_bytes().decode()
    assert data.count("# translateflow: earlier suggestion: ") == 1
    assert "# translateflow: earlier suggestion: eins\n" in data
    assert [entry.target for entry in parse_catalog(data.encode(), "x").entries] == ["eins\nanders", "zwei"]


def test_what_is_decided_is_taken_out(house: House) -> None:
    both = add_suggestions(None, conflict(house, "eins", "zwei"), language="fr", by=AMINA, at=house.noon)
    assert both is not None
    left = drop_suggestions(both, [house.text("Satz 0.")])
    assert [entry.source for entry in left.entries] == ["Satz 1."]
