"""Memory and glossary: in, out, looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import ExchangeError, NotFoundError
from translateflow.model.memory import MemoryUnit
from translateflow.model.segment import Role
from translateflow.model.worddiff import DiffKind
from translateflow.workflow.exchange import ExchangeFormat, ExportRequest, run_export
from translateflow.workflow.glossary import list_terms, run_glossary_export, run_glossary_import
from translateflow.workflow.memory import (
    MemoryHit,
    MemoryQuestion,
    run_memory_export,
    run_memory_import,
    run_memory_search,
)
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import House

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="de" adminlang="en" segtype="sentence" datatype="plaintext" o-tmf="x"
 creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="de"><seg>Der Eintritt ist frei.</seg></tuv>
<tuv xml:lang="en"><seg>Admission is free.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Qapla</seg></tuv><tuv xml:lang="xx-klingon"><seg>Qapla</seg></tuv></tu>
</body></tmx>
"""


def search(house: House, text: str, language: str) -> list[MemoryHit]:
    """Ask the memory, from the newsroom's language."""
    return run_memory_search(house.newsroom, MemoryQuestion(text, language))


def test_a_tmx_file_is_learned_and_what_was_passed_over_is_said(house: House, tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text(TMX, encoding="utf-8")
    (report,) = run_memory_import(house.newsroom, [tmp_path / "m.tmx"])
    assert report.units >= 1
    assert any("klingon" in note for note in report.passed_over)
    (hit,) = search(house, "Der Eintritt ist frei!", "en")
    assert (hit.text, hit.match.score < 100, hit.adapted) == ("Admission is free.", True, False)


def test_reviewed_entries_of_a_catalog_are_learned(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts={"Anfahrt": "Getting there"})
    (report,) = run_memory_import(house.newsroom, [house.catalog_path("en")])
    assert report.units == 1
    assert search(house, "Anfahrt", "en")[0].match.unit.slug == "bruecke"


def test_what_goes_out_comes_in_again(house: House, tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text(TMX, encoding="utf-8")
    run_memory_import(house.newsroom, [tmp_path / "m.tmx"])
    out = tmp_path / "out.tmx"
    assert run_memory_export(house.newsroom, out, "de", "en") == 1
    (report,) = run_memory_import(house.newsroom, [out])
    assert report.units == 1


def test_a_file_that_is_no_memory_is_refused_before_anything_is_stored(house: House, tmp_path: Path) -> None:
    (tmp_path / "good.tmx").write_text(TMX, encoding="utf-8")
    (tmp_path / "bad.tmx").write_text("<tmx>", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"bad\.tmx"):
        run_memory_import(house.newsroom, [tmp_path / "good.tmx", tmp_path / "bad.tmx"])
    assert search(house, "Der Eintritt ist frei.", "en") == []
    with pytest.raises(ExchangeError, match="neither TMX, XLIFF nor PO"):
        run_memory_import(house.newsroom, [house.newsroom.sources()["bruecke"]])
    with pytest.raises(NotFoundError):
        run_memory_import(house.newsroom, [tmp_path / "nowhere.tmx"])


XLIFF_12 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="x" datatype="plaintext" source-language="de" target-language="en"><body>
<trans-unit id="1" approved="yes">
<source>Der Eintritt ist frei.</source><target>Admission is free.</target></trans-unit>
<trans-unit id="2"><source>Der Eintritt ist frei.</source><target>Admission is free.</target></trans-unit>
<trans-unit id="3"><source>Anfahrt</source><target state="needs-review-translation">Drive</target></trans-unit>
<trans-unit id="4"><source>Kontakt</source></trans-unit>
</body></file></xliff>"""


def test_an_xliff_file_of_another_tool_is_learned(house: House, tmp_path: Path) -> None:
    (tmp_path / "job.xlf").write_text(XLIFF_12, encoding="utf-8")
    (report,) = run_memory_import(house.newsroom, [tmp_path / "job.xlf"])
    assert (report.units, report.passed_over) == (2, ("2 units that are not translated, or not confirmed",))
    (hit,) = search(house, "Der Eintritt ist frei.", "en")
    assert (hit.text, hit.match.score) == ("Admission is free.", 100)


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_an_exported_catalog_is_learned_with_role_and_release(house: House, tmp_path: Path, form: str) -> None:
    run_sync(house.newsroom, [])
    house.review("ar", texts={"Anfahrt": "الوصول", "Neue Brücke öffnet": "افتتاح الجسر الجديد"})
    exported = run_export(house.newsroom, ExportRequest("bruecke", "ar", ExchangeFormat(form)))
    (tmp_path / "out.xliff").write_bytes(exported.data)
    (report,) = run_memory_import(house.newsroom, [tmp_path / "out.xliff"])
    assert report.units == 2
    (hit,) = search(house, "Neue Brücke öffnet", "ar")
    assert (hit.match.unit.context, hit.match.unit.slug) == ("title", "bruecke")


def test_xliff_without_its_languages_is_refused(house: House, tmp_path: Path) -> None:
    (tmp_path / "job.xlf").write_text(XLIFF_12.replace(' target-language="en"', ""), encoding="utf-8")
    with pytest.raises(ExchangeError, match="both of its languages"):
        run_memory_import(house.newsroom, [tmp_path / "job.xlf"])


def test_a_catalog_that_does_not_name_its_languages_is_refused(house: House, tmp_path: Path) -> None:
    (tmp_path / "x.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', encoding="utf-8")
    with pytest.raises(ExchangeError, match="languages"):
        run_memory_import(house.newsroom, [tmp_path / "x.po"])


@pytest.mark.parametrize("suffix", ["csv", "tbx"])
def test_terms_go_out_and_come_in_again(house: House, tmp_path: Path, suffix: str) -> None:
    rows = "source_language,language,source,target,status,part_of_speech,definition\n"
    (tmp_path / "g.csv").write_text(rows + "de,en,Bürgeramt,citizens' office,preferred,noun,\n", encoding="utf-8")
    assert run_glossary_import(house.newsroom, tmp_path / "g.csv") == 1
    out = tmp_path / f"out.{suffix}"
    assert run_glossary_export(house.newsroom, out) == 1
    assert run_glossary_import(house.newsroom, out) == 1
    (term,) = list_terms(house.newsroom, "de", "")
    assert (term.source, term.target) == ("Bürgeramt", "citizens' office")


def test_a_glossary_must_be_a_file_of_a_known_kind(house: House, tmp_path: Path) -> None:
    (tmp_path / "g.xlsx").write_bytes(b"PK")
    with pytest.raises(ExchangeError, match="CSV nor TBX"):
        run_glossary_import(house.newsroom, tmp_path / "g.xlsx")
    with pytest.raises(ExchangeError, match="CSV nor TBX"):
        run_glossary_export(house.newsroom, tmp_path / "g.xlsx")
    with pytest.raises(NotFoundError):
        run_glossary_import(house.newsroom, tmp_path / "nowhere.csv")


def test_a_search_shows_what_differs_and_what_was_made_to_fit(house: House) -> None:
    known = MemoryUnit(
        "de", "en", "Am <a1>3. Mai</a1> feiern wir.", "On <a1>3 May</a1> we celebrate.", "", "fest", "Mia"
    )
    house.newsroom.database.memory.add([known])
    (hit,) = search(house, "Am <a2>4. Mai</a2> feiern wir.", "en")
    assert (hit.text, hit.adapted) == ("On <a2>4 May</a2> we celebrate.", True)
    assert "".join(part.text for part in hit.diff if part.kind is not DiffKind.ADDED) == known.source
    assert hit.match.unit.confirmed is not None


def test_a_search_prefers_the_release_and_the_role(house: House) -> None:
    units = [("fest", "heading"), ("markt", ""), ("markt", "title")]
    house.newsroom.database.memory.add(
        [MemoryUnit("de", "en", "Der Markt öffnet!", f"{slug} {role}", role, slug) for slug, role in units]
    )
    asked = MemoryQuestion("Der Markt öffnet.", "en", slug="fest", role=Role.TITLE, limit=2)
    hits = run_memory_search(house.newsroom, asked)
    assert [hit.text for hit in hits] == ["fest heading", "markt title"]
