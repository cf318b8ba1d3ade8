"""Waivers: bound to one source and one text, readable, never read half."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.errors import InputFileError
from translateflow.model.issue import Issue, Severity
from translateflow.model.translation import Entry
from translateflow.review.waivers import Waiver, Waivers, read_waivers, write_waivers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
ENTRY = Entry("Die Brücke", "The bridge", "title")
WARNING = Issue("copy", Severity.WARNING, "The same as the source.")
WAIVER = Waiver("copy", "It is a name.", "Ada <ada@stadt.example>", NOW, "title", "Die Brücke", "The bridge")


def test_a_waiver_covers_its_check_on_its_text() -> None:
    assert Waivers((WAIVER,)).find(ENTRY, WARNING) == WAIVER


@pytest.mark.parametrize(
    ("entry", "issue"),
    [
        (replace(ENTRY, source="Die Brücke."), WARNING),
        (replace(ENTRY, target="The Bridge"), WARNING),
        (replace(ENTRY, context=None), WARNING),
        (ENTRY, replace(WARNING, check="length")),
        (ENTRY, replace(WARNING, severity=Severity.ERROR)),
    ],
)
def test_a_waiver_covers_nothing_else_and_never_an_error(entry: Entry, issue: Issue) -> None:
    assert Waivers((WAIVER,)).find(entry, issue) is None


def test_a_second_waiver_for_the_same_text_and_check_takes_the_place_of_the_first() -> None:
    again = replace(WAIVER, reason="It is the bridge's name.")
    other = replace(WAIVER, check="length")
    assert Waivers((WAIVER, other)).with_one(again).each == (other, again)
    assert Waivers((WAIVER, other)).without(WAIVER).each == (other,)


def test_waivers_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "waivers" / "bruecke.json"
    assert read_waivers(path) == Waivers()
    write_waivers(path, Waivers((WAIVER,)))
    assert read_waivers(path) == Waivers((WAIVER,))
    assert "Die Brücke" in path.read_text(encoding="utf-8")


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "another version": lambda record: record | {"schema": "translateflow waivers 9"},
    "no list": lambda record: {"schema": record["schema"]},
    "a field too many": lambda record: record | {"waivers": [record["waivers"][0] | {"mood": "good"}]},
    "a field too few": lambda record: record | {"waivers": [{"check": "copy"}]},
    "a time that is none": lambda record: record | {"waivers": [record["waivers"][0] | {"at": "noon"}]},
    "a number for a text": lambda record: record | {"waivers": [record["waivers"][0] | {"reason": 1}]},
    "a word": lambda _: "waivers",
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_file_is_refused_with_its_name(case: str, tmp_path: Path) -> None:
    path = tmp_path / "bruecke.json"
    write_waivers(path, Waivers((WAIVER,)))
    path.write_text(json.dumps(DAMAGE[case](json.loads(path.read_bytes()))))
    with pytest.raises(InputFileError, match=r"bruecke\.json"):
        read_waivers(path)
