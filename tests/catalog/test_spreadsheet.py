from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.catalog import (
    Change,
    export_catalog,
    merge_upload,
    parse_catalog,
    read_csv,
    require_identity,
    write_csv,
)
from translateflow.catalog.exchange import build_catalog
from translateflow.errors import CatalogError
from translateflow.model.segment import Role, Segment
from translateflow.model.translation import Entry

if TYPE_CHECKING:
    from tests.catalog.conftest import House

    from translateflow.catalog import Catalog


def exported(house: House) -> Catalog:
    texts: dict[str, str | Change] = {
        "Eins.": "Un.",
        "=SUMME(A1)": "+cmd|' /C calc'!A0",
        "Zwei.": Change("Deux, « ? »\nfin", fuzzy=True, origin="apertium"),
        "Drei.": Change("Trois", fuzzy=True, previous="Drei!"),
        "Vier.": "",
    }
    catalog = house.sync([Segment("Titel", Role.TITLE), *texts]).catalog
    return parse_catalog(export_catalog(house.translate(catalog, texts))[0], "x")


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_comes_back_as_it_went(house: House) -> None:
    catalog = exported(house)
    back = read_csv(write_csv(catalog), "x.csv")
    require_identity(back, "x.csv", slug="brunnen", language="fr")
    assert back.revision == catalog.revision
    report = merge_upload(catalog, catalog, back, shapes={})
    assert len(report.unchanged) == len(catalog.entries) == 6
    assert [entry.state for entry in back.entries] == [entry.state for entry in catalog.entries]


def test_entries_with_plural_forms_stay_at_home() -> None:
    data = b'msgid "Gast"\nmsgid_plural "G\xc3\xa4ste"\nmsgstr[0] ""\nmsgstr[1] ""\n\nmsgid "Eins."\nmsgstr ""\n'
    assert [row[1] for row in cells(write_csv(parse_catalog(data, "x")))] == ["source", "Eins."]


def test_no_cell_is_a_formula(house: House) -> None:
    for row in cells(write_csv(exported(house))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) for cell in row)


@given(st.text("='+-@\t\r\n aＡ＝", min_size=1), st.text("='+-@\t\r\n aé＝"))
def test_neutralised_cells_are_read_as_they_were(source: str, target: str) -> None:
    fields = {"Language": "fr", "X-Translateflow-Release": "brunnen"}
    catalog = build_catalog(fields, [Entry(source, target)], "x")
    (entry,) = read_csv(write_csv(catalog), "x.csv").entries
    assert (entry.source, entry.target) == (source, target)


def test_an_apostrophe_that_belongs_to_the_text_stays(house: House) -> None:
    data = write_csv(house.reviewed({"Es ist Zeit.": "'t Is tijd."}))
    assert "'t Is tijd." in cells(data)[1]
    assert read_csv(data, "x").entries[0].target == "'t Is tijd."


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save_is_read(house: House, delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(cells(write_csv(exported(house))))
    back = read_csv(out.getvalue().encode(encoding), "x.csv")
    assert [entry.target for entry in back.entries] == [entry.target for entry in exported(house).entries]


def test_a_text_typed_into_an_empty_row_is_a_person_s(house: House) -> None:
    data = write_csv(house.sync(["Eins."]).catalog).replace(b"Eins.,,empty", b"Eins.,Un.,empty")
    (entry,) = read_csv(data, "x").entries
    assert (entry.target, entry.fuzzy) == ("Un.", False)


def test_rows_without_a_source_are_skipped(house: House) -> None:
    data = write_csv(house.reviewed({"Eins.": "Un."})) + b",,,,,,,,,\r\n"
    assert len(read_csv(data, "x").entries) == 1


@pytest.mark.parametrize(
    ("change", "line", "problem"),
    [
        ((b"source,", b"text,"), 1, "the first line has no column “source”"),
        ((b",Un.,reviewed", b",Un.,done"), 2, "“done” is no state"),
        ((b"Zwei.", b"Eins."), 3, "the entry “Eins.” stands here and in line 2"),
        ((b"brunnen,de,fr", b"fest,de,fr"), 3, "the rows name more than one release: brunnen, fest"),
        ((b"Eins.", b"\xff"), 2, "the file is not UTF-8"),
        ((b"Eins.", b'"Eins."x'), 2, "this is no CSV"),
    ],
)
def test_a_damaged_spreadsheet_is_told_with_its_line(
    house: House, change: tuple[bytes, bytes], line: int, problem: str
) -> None:
    data = write_csv(house.reviewed({"Eins.": "Un.", "Zwei.": "Deux."})).replace(*change, 1)
    with pytest.raises(CatalogError) as refusal:
        read_csv(data, "x.csv")
    assert str(refusal.value).startswith(f"x.csv:{line}: {problem}")
    assert refusal.value.remedy


def test_an_empty_file_lacks_its_first_line() -> None:
    with pytest.raises(CatalogError, match="no column"):
        read_csv(b"", "x.csv")
