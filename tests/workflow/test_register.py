"""The register of a period: a row for each release and language, days as days, nothing a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from odfdo import Document
from tests.workflow.conftest import EDITOR, NOW, TRANSLATOR
from tests.workflow.test_tampering import live_house

from translateflow.errors import BadPeriodError
from translateflow.review.register import register_heads
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.register import Register, register_to_csv, register_to_ods, run_register
from translateflow.workflow.translate import TranslateRequest, run_translate
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from tests.workflow.conftest import House

__all__ = ["live_house"]  # the newsroom of the tampering tests

DAY = NOW.date()
EVIL = "=HYPERLINK(1)"


def list_all(house: House, first: dt.date = DAY, last: dt.date = DAY) -> Register:
    return run_register(house.newsroom, first, last)


def test_each_language_has_a_row_that_says_who_and_when(live_house: House) -> None:
    german, english = list_all(live_house).rows
    assert (german.slug, german.language, english.language) == ("bruecke", "Deutsch", "Englisch")
    assert (english.published, english.signed, english.signed_by, english.reviewed_by) == (DAY, DAY, EDITOR, TRANSLATOR)
    assert (english.machine_made, english.corrected, english.withdrawn) == (False, None, None)


def test_machine_text_is_counted_by_what_became_of_it(served_house: House) -> None:
    run_translate(served_house.newsroom, TranslateRequest(languages=["en"]), lambda _: None)
    drafts = {source: text for source, (text, _) in served_house.targets("en").items()}
    served_house.review("en", texts=drafts | {"Anfahrt": "Getting there"})
    run_approve(served_house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW)
    (row,) = list_all(served_house).rows
    assert (row.machine_made, row.engines) == (True, "libretranslate")
    assert (row.accepted, row.amended, row.sentences) == (0.8, 0.2, 5)


def test_days_are_the_newsroom_s_and_both_ends_count(live_house: House) -> None:
    assert len(list_all(live_house).rows) == 2
    assert list_all(live_house, DAY + dt.timedelta(1), DAY + dt.timedelta(9)).rows == ()
    assert list_all(live_house, DAY - dt.timedelta(9), DAY - dt.timedelta(1)).rows == ()
    with pytest.raises(BadPeriodError, match="Exchange"):
        list_all(live_house, DAY, DAY - dt.timedelta(1))


def test_a_correction_and_a_withdrawal_count_on_their_own_days(live_house: House) -> None:
    live_house.review("en", texts={"Anfahrt": "Getting there"})
    later = NOW + dt.timedelta(days=40)
    request = ApproveRequest(["bruecke"], ["en"], EDITOR, note="Heading corrected.")
    run_approve(live_house.newsroom, request, later)
    run_publish(live_house.newsroom, PublishRequest(), later)
    (row,) = list_all(live_house, later.date(), later.date()).rows
    assert (row.published, row.corrected, row.correction) == (DAY, later.date(), "Heading corrected.")
    gone = NOW + dt.timedelta(days=80)
    run_withdraw(live_house.newsroom, "bruecke", ["de"], "Irrtum.", gone)
    (row,) = list_all(live_house, gone.date(), gone.date()).rows
    assert (row.language, row.withdrawn, row.withdrawal) == ("Deutsch", gone.date(), "Irrtum.")


def test_csv_holds_no_formula_and_days_as_iso(live_house: House) -> None:
    run_withdraw(live_house.newsroom, "bruecke", ["en"], EVIL, NOW)
    data = register_to_csv(list_all(live_house))
    assert data.startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert tuple(heads) == register_heads("de")
    assert len(rows) == 2
    english = dict(zip(heads, rows[1], strict=True))
    assert english["Grund der Rücknahme"] == f"'{EVIL}"
    assert english["Zurückgezogen"] == DAY.isoformat()
    assert english["Anteil überarbeitet"] == "0.0000"


def test_ods_has_real_days_and_numbers_and_formulas_are_text(live_house: House) -> None:
    run_withdraw(live_house.newsroom, "bruecke", ["en"], EVIL, NOW)
    document = Document(io.BytesIO(register_to_ods(list_all(live_house))))
    (table,) = document.body.tables
    values = [list(row) for row in table.get_values()]
    heads = list(register_heads("de"))
    assert values[0][: len(heads)] == heads
    english = dict(zip(heads, values[2], strict=False))
    published = english["Veröffentlicht"]
    assert (published.year, published.month, published.day) == (DAY.year, DAY.month, DAY.day)
    assert english["Sätze"] == 6
    assert english["Grund der Rücknahme"] == EVIL
    cell = table.get_cell((heads.index("Grund der Rücknahme"), 2))
    assert (cell.type, cell.formula) == ("string", None)
    assert table.get_cell((heads.index("Anteil überarbeitet"), 2)).type == "percentage"
    assert any("2024/1689" in str(value) for row in values for value in row)
