"""`notifications` on the command line, with a hook on loopback that is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import find_free_port

if TYPE_CHECKING:
    from tests.cli.conftest import Command, House


def _with_a_hook_that_is_away(house: House) -> None:
    settings = house.root / "translateflow.toml"
    (house.root / "hook").write_text("geheim-1")
    hook = f'[notify.cms]\nurl = "http://127.0.0.1:{find_free_port()}/"\nsecret_file = "hook"\n'
    settings.write_text(settings.read_text() + hook)


def test_a_newsroom_that_tells_nobody_says_so(in_house: Command) -> None:
    assert in_house("notifications", "list").out == "Nobody was told of anything.\n"
    assert in_house("notifications", "send").out == "0 notices sent, 0 waiting, 0 given up\n"
    told = in_house("notifications", "test")
    assert told.code == 2
    assert "Name somebody under [notify]" in told.sentence


def test_what_was_not_taken_is_listed_with_its_attempts_and_needs_a_person(in_house: Command, house: House) -> None:
    _with_a_hook_that_is_away(house)
    told = in_house("notifications", "test", "cms")
    assert (told.code, told.out) == (1, "0 notices sent, 1 waiting, 0 given up\n")
    assert "notifications list --waiting" in told.err
    listed = in_house("notifications", "list", "--waiting").out
    assert "no connection could be made" in listed
    [notice] = in_house("notifications", "list", "--json").document["notices"]
    assert (notice["state"], notice["attempts"], notice["channel"], notice["recipient"]) == (
        "waiting",
        1,
        "hook",
        "cms",
    )
    assert in_house("notifications", "retry", "1", "--json").document == {"sent": 0, "waiting": 1, "failed": 0}
    assert "geheim" not in listed


def test_an_unknown_notice_or_target_is_told(in_house: Command, house: House) -> None:
    _with_a_hook_that_is_away(house)
    assert "No notice 9 waits" in in_house("notifications", "retry", "9").sentence
    assert "There are: cms." in in_house("notifications", "test", "nobody").sentence
