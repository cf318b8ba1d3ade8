"""`translate --dry-run`: what it would send and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.cli.estimate import money

if TYPE_CHECKING:
    from tests.cli.conftest import Command, EngineServer, House


def test_a_dry_run_tells_items_characters_and_money_and_sends_nothing(
    served_house: House, in_served_house: Command, engine: EngineServer
) -> None:
    path = served_house.root / "translateflow.toml"
    path.write_text(path.read_text(encoding="utf-8") + "price_per_million = 20\n", encoding="utf-8")
    before = sorted(served_house.root.rglob("*"))
    told = in_served_house("translate", "--dry-run", "--language", "en")
    assert told.code == 0
    assert "5 items = 5 to send" in told.out
    assert "EUR" in told.out
    document = in_served_house("translate", "--dry-run", "--language", "en", "--json").document
    (row,) = document["engines"]
    assert (row["engine"], row["items"], row["price_per_million"]) == ("libretranslate", 5, 20)
    assert row["money"] == pytest.approx(document["characters"] * 20 / 1_000_000)
    assert sorted(served_house.root.rglob("*")) == before
    assert not engine.asked


def test_less_than_a_cent_is_not_shown_as_nothing() -> None:
    assert [money(amount, "EUR") for amount in (0.0, 0.0031, 12.5)] == ["0.00 EUR", "0.0031 EUR", "12.50 EUR"]
