"""`translateflow changes`, and what a dry run of `approve` says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflow.conftest import EDITOR

if TYPE_CHECKING:
    from tests.cli.conftest import Command, House


def sign(house: House, command: Command) -> None:
    command("sync")
    house.review("en")
    assert command("approve", "bruecke", "--language", "de", "--language", "en", "--by", EDITOR).code == 0


def test_changes_are_marked_in_brackets_and_given_as_a_document(house: House, in_house: Command) -> None:
    assert in_house("sync").code == 0
    assert "not been signed off yet" in in_house("changes", "bruecke", "--language", "en").err
    sign(house, in_house)
    assert "0 sentences changed since the sign-off of" in in_house("changes", "bruecke", "-l", "en").out
    house.review("en", texts={"Anfahrt": "Getting there"})
    told = in_house("changes", "bruecke", "--language", "en").out
    assert "1 sentence changed" in told
    assert "changed, heading" in told
    assert "en: [-Anfahrt-]{+Getting there+}" in told
    document = in_house("changes", "bruecke", "--language", "en", "--json").document
    assert (document["signed_by"], len(document["changes"])) == (EDITOR, 1)
    assert document["changes"][0]["text_diff"] == [
        {"kind": "removed", "text": "Anfahrt"},
        {"kind": "added", "text": "Getting there"},
    ]


def test_a_dry_run_shows_them_too(house: House, in_house: Command) -> None:
    sign(house, in_house)
    house.review("en", texts={"Anfahrt": "Getting there"})
    arguments = ("approve", "bruecke", "--language", "en", "--dry-run")
    assert "[-Anfahrt-]{+Getting there+}" in in_house(*arguments).out
    (change,) = in_house(*arguments, "--json").document["changes"]["changes"]
    assert change["text"] == "Getting there"
