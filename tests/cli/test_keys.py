"""`translateflow keys`: what a person is told of keys, which is never a secret."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.cli.conftest import Command, House


def secrets_of(house: House) -> list[str]:
    record = json.loads((house.root / ".translateflow" / "keys.json").read_bytes())
    return [row["secret"] for row in record["keys"]]


def test_a_newsroom_that_signed_nothing_has_no_key_and_says_so(in_house: Command) -> None:
    assert in_house("keys", "list", "--json").document["keys"] == []
    assert "no key yet" in in_house("keys", "list").err


def test_rotating_and_revoking_name_keys_and_show_no_secret(in_house: Command, house: House) -> None:
    first = in_house("keys", "rotate", "--json").document["current"]["key"]
    second = in_house("keys", "rotate", "--json").document["current"]["key"]
    third = in_house("keys", "revoke", second)
    listed = in_house("keys", "list", "--json")
    assert [(row["key"], row["state"]) for row in listed.document["keys"]][:2] == [
        (first, "retired"),
        (second, "compromised"),
    ]
    assert listed.document["keys"][2]["state"] == "current"
    assert "Back up .translateflow/keys.json" in third.err
    shown = third.out + third.err + listed.out + in_house("keys", "list").out
    assert all(secret not in shown for secret in secrets_of(house))
    assert stat.S_IMODE((house.root / ".translateflow" / "keys.json").stat().st_mode) == 0o600


def test_a_key_that_is_not_there_is_refused_with_those_that_are(in_house: Command) -> None:
    known = in_house("keys", "rotate", "--json").document["current"]["key"]
    told = in_house("keys", "revoke", "ffffffff")
    assert told.code == 2
    assert known in told.sentence


def test_the_operator_may_keep_the_file_elsewhere(
    in_house: Command, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATEFLOW_KEYS_FILE", str(tmp_path / "secrets" / "keys"))
    assert in_house("keys", "rotate").code == 0
    assert (tmp_path / "secrets" / "keys").is_file()
    assert not (house.root / ".translateflow" / "keys.json").exists()
