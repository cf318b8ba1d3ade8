"""`translateflow waive` as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import EDITOR
from tests.workflow.test_waive import CHECK, REASON, TEXTS

if TYPE_CHECKING:
    from tests.cli.conftest import Command, House

ARGUMENTS = ("waive", "bruecke", "--language", "en")
WAIVE = (*ARGUMENTS, "4", CHECK, "--reason", REASON, "--by", EDITOR)


@pytest.fixture
def in_warned_house(in_house: Command, house: House) -> Command:
    """Stand in a newsroom whose English text is confirmed, with one warning."""
    assert in_house("sync").code == 0
    house.review("en", texts=TEXTS)
    return in_house


def test_a_warning_is_waived_listed_shown_by_check_and_taken_back(in_warned_house: Command) -> None:
    assert "open" in in_warned_house(*ARGUMENTS, "--list").out
    assert REASON in in_warned_house(*WAIVE).out
    assert "waived" in in_warned_house(*ARGUMENTS, "--list").out
    told = in_warned_house("check", "bruecke", "--language", "en")
    assert f"waived: {CHECK}" in told.out
    assert f"{REASON} ({EDITOR})" in told.out
    assert "0 errors, 0 warnings, 1 waived" in told.err
    assert "withdrawn" in in_warned_house(*ARGUMENTS, "4", CHECK, "--withdraw").out
    assert "1 warning in" in in_warned_house("check", "bruecke", "--language", "en").err


def test_programs_get_documents(in_warned_house: Command) -> None:
    (waived,) = in_warned_house(*WAIVE, "--json").document["waived"]
    assert (waived["reason"], waived["by"], waived["source"]) == (REASON, EDITOR, "Anfahrt")
    (listed,) = in_warned_house(*ARGUMENTS, "--list", "--json").document["warnings"]
    assert (listed["segment"], listed["state"], listed["waiver"]) == (4, "waived", waived)
    checked = in_warned_house("check", "--language", "en", "--json").document
    assert (checked["warnings"], checked["waived"]) == (0, 1)
    assert checked["issues"][0]["waived"]["reason"] == REASON
    status = in_warned_house("status", "--json").document["releases"][0]["languages"]["en"]
    assert (status["errors"], status["warnings"], status["waived"]) == (0, 0, 1)


def test_a_refused_sign_off_says_how_to_go_on(in_warned_house: Command, house: House) -> None:
    settings = house.root / "translateflow.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '[review]\nwarnings = "waive"\n', encoding="utf-8")
    told = in_warned_house("approve", "bruecke", "--language", "en", "--by", EDITOR)
    assert told.code == 3
    assert "warning: repetition: " in told.out
    assert "next: translateflow waive bruecke --language en --list" in told.err
    in_warned_house(*WAIVE)
    assert in_warned_house("approve", "bruecke", "--language", "en", "--by", EDITOR).code == 0


def test_what_is_missing_is_asked_for(in_warned_house: Command) -> None:
    assert in_warned_house(*ARGUMENTS).code == 2
    assert "--reason" in in_warned_house(*ARGUMENTS, "4", CHECK, "--by", EDITOR).sentence
    assert in_warned_house(*ARGUMENTS, "4", "numbers", "--reason", "x", "--by", EDITOR).code == 2
