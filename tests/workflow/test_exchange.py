"""Catalogs out to translators and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import NOW, RELEASE, TRANSLATOR

from translateflow.errors import CatalogError, NoCatalogError, NoReleaseError, NotFoundError, TranslateflowError
from translateflow.workflow.exchange import (
    ExchangeFormat,
    ExportRequest,
    ImportReport,
    ImportRequest,
    run_export,
    run_import,
)
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import House

FIRST = "Die Brücke kostet 12,8 Mio. Euro."
HEADING = "Anfahrt"


def _export(house: House, path: Path, exchange_format: ExchangeFormat = ExchangeFormat.PO) -> Path:
    path.write_bytes(run_export(house.newsroom, ExportRequest("bruecke", "en", exchange_format)).data)
    return path


def _import(house: House, path: Path, exchange_format: ExchangeFormat = ExchangeFormat.PO) -> ImportReport:
    return run_import(house.newsroom, ImportRequest("bruecke", "en", path, exchange_format, TRANSLATOR), NOW)


def _translate(path: Path, source: str, target: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert f'msgid "{source}"\nmsgstr ""' in text
    path.write_text(text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"'), "utf-8")


def test_what_a_translator_wrote_is_applied(house: House, tmp_path: Path) -> None:
    run_sync(house.newsroom, [])
    path = _export(house, tmp_path / "en.po")
    _translate(path, FIRST, "The bridge costs €12.8 million.")
    report = _import(house, path)
    assert [merged.key.text for merged in report.merge.applied] == [FIRST]
    assert house.targets("en")[FIRST] == ("The bridge costs €12.8 million.", False)
    assert report.suggestions is None


def test_where_both_changed_the_newsroom_s_text_stays_and_the_other_waits(house: House, tmp_path: Path) -> None:
    run_sync(house.newsroom, [])
    path = _export(house, tmp_path / "en.po")
    _translate(path, HEADING, "Directions")
    house.review("en", texts={HEADING: "Getting there"})
    report = _import(house, path)
    assert len(report.merge.conflicts) == 1
    assert house.targets("en")[HEADING] == ("Getting there", False)
    assert report.suggestions is not None
    assert "Directions" in report.suggestions.read_text(encoding="utf-8")


def test_broken_tags_are_rejected_and_everything_else_comes_in(house: House, tmp_path: Path) -> None:
    run_sync(house.newsroom, [])
    path = _export(house, tmp_path / "en.po")
    _translate(path, "Sie ist <strong>186 m</strong> lang.", "It is <strong>186 m long.")
    _translate(path, HEADING, "Directions")
    report = _import(house, path)
    assert len(report.merge.rejected) == 1
    assert house.targets("en")["Sie ist <strong>186 m</strong> lang."] == ("", False)
    assert house.targets("en")[HEADING] == ("Directions", False)


@pytest.mark.parametrize("exchange_format", [ExchangeFormat.XLIFF, ExchangeFormat.XLIFF_2, ExchangeFormat.CSV])
def test_other_formats_go_round_without_a_change(house: House, tmp_path: Path, exchange_format: ExchangeFormat) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts={HEADING: "Directions"})
    before = house.targets("en")
    path = _export(house, tmp_path / "file", exchange_format)
    report = _import(house, path, exchange_format)
    assert not report.merge.applied
    assert house.targets("en") == before


def test_a_file_of_another_release_or_language_is_told_apart(house: House, tmp_path: Path) -> None:
    house.write_release("andere", RELEASE)
    run_sync(house.newsroom, [])
    before = house.files()
    (tmp_path / "x.po").write_bytes(house.catalog_path("en", "andere").read_bytes())
    with pytest.raises(TranslateflowError, match="andere"):
        _import(house, tmp_path / "x.po")
    (tmp_path / "y.po").write_bytes(house.catalog_path("ar").read_bytes())
    with pytest.raises(TranslateflowError, match="ar"):
        _import(house, tmp_path / "y.po")
    assert house.files() == before


def test_damaged_missing_and_unknown_files_are_told_in_a_sentence(house: House, tmp_path: Path) -> None:
    with pytest.raises(NoCatalogError):
        _export(house, tmp_path / "en.po")
    run_sync(house.newsroom, [])
    (tmp_path / "bad.po").write_text('msgid "no end\n', encoding="utf-8")
    with pytest.raises(CatalogError, match=r"bad\.po:1"):
        _import(house, tmp_path / "bad.po")
    with pytest.raises(NotFoundError):
        _import(house, tmp_path / "nowhere.po")
    with pytest.raises(NoReleaseError):
        run_export(house.newsroom, ExportRequest("nope", "en"))
