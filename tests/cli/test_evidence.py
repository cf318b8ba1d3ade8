"""`translateflow evidence` and `translateflow register` as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command, House


@pytest.fixture
def signed(house: House, in_house: Command) -> Command:
    """Stand in a newsroom whose release is signed off and live."""
    in_house("sync")
    house.review("en")
    in_house("approve", "bruecke", "--language", "de", "--language", "en", "--by", EDITOR)
    in_house("publish")
    return in_house


def test_evidence_goes_to_stdout_or_into_a_file(signed: Command, tmp_path: Path) -> None:
    document = signed("evidence", "bruecke").document
    assert [edition["language"] for edition in document["editions"]] == ["de", "en"]
    assert signed("evidence", "bruecke", "--json", "-l", "en").document["editions"][0]["signature"] == "valid"
    told = signed("evidence", "bruecke", "--format", "html", "--out", tmp_path / "e.html")
    assert (told.code, told.out) == (0, "")
    assert (tmp_path / "e.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_evidence_whose_chain_is_broken_needs_a_person(house: House, signed: Command) -> None:
    path = house.root / "approved" / "bruecke" / "en.po"
    path.write_bytes(path.read_bytes() + b"\n")
    told = signed("evidence", "bruecke")
    assert told.code == 1
    assert "broken: en: catalog: approved/bruecke/en.po" in told.err


def test_the_register_is_written_in_the_format_its_name_says(signed: Command, tmp_path: Path) -> None:
    period = ("register", "--from", "2020-01-01", "--to", "2100-01-01")
    assert signed(*period, "--out", tmp_path / "r.ods").code == 0
    assert (tmp_path / "r.ods").read_bytes().startswith(b"PK")
    assert "2 rows" in signed(*period, "--out", tmp_path / "r.csv").err
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = json.loads(signed(*period, "--json").out)["rows"]
    assert [row["language"] for row in rows] == ["Deutsch", "Englisch"]
    assert signed("register", "--from", "2100-01-01", "--to", "2020-01-01").code == 2
    assert signed("register", "--from", "gestern", "--to", "heute").code == 2
