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


def test_what_was_really_sent_stands_in_the_job_with_its_price(served_house: House, in_served_house: Command) -> None:
    path = served_house.root / "translateflow.toml"
    path.write_text(path.read_text(encoding="utf-8") + "price_per_million = 20\n", encoding="utf-8")
    drafted = in_served_house("translate", "--language", "en", "--json").document
    (row,) = drafted["sent"]
    assert row["engine"] == "libretranslate"
    assert row["characters"] > 0
    assert drafted["money"] == pytest.approx(row["characters"] * 20 / 1_000_000, abs=1e-6)
    shown = in_served_house("jobs", "show", str(drafted["job"]), "--json").document
    assert shown["sent"] == drafted["sent"]
    assert shown["max_characters"] is None
    told = in_served_house("jobs", "show", str(drafted["job"])).out
    assert f"libretranslate: {row['characters']:,} characters in {row['calls']} call" in told
    assert "EUR" in told


def test_a_budget_keeps_the_rest_back_and_a_higher_one_goes_on(in_served_house: Command, engine: EngineServer) -> None:
    stopped = in_served_house("translate", "--language", "en", "--max-chars", "30", "--json")
    assert stopped.code == 1
    assert sum(map(len, engine.asked)) <= 30
    job = str(stopped.document["job"])
    assert {each["reason"].partition(": translateflow")[0] for each in stopped.document["failures"]} == {
        "not sent: the budget of 30 characters for this job is reached; to go on"
    }
    assert "of a budget of 30" in in_served_house("jobs", "show", job).out
    again = in_served_house("jobs", "resume", job, "--max-chars", "5000", "--json")
    assert again.code == 0
    assert again.document["drafted"] == 5


def test_a_new_budget_needs_the_job_it_is_for(in_served_house: Command) -> None:
    told = in_served_house("jobs", "resume", "--max-chars", "5000")
    assert told.code == 2
    assert "translateflow jobs resume 3 --max-chars 50000" in told.err


def test_an_open_breaker_is_told_by_the_job_and_by_the_doctor(in_served_house: Command, engine: EngineServer) -> None:
    engine.down = True
    failed = in_served_house("translate", "--language", "en", "--json").document
    shown = in_served_house("jobs", "show", str(failed["job"]))
    assert "engine libretranslate: left alone for" in shown.out
    looked = in_served_house("doctor", "--json").document["diagnoses"]
    (line,) = [each for each in looked if each["what"] == "engine libretranslate"]
    assert line["health"] == "bad"
    assert "left alone for" in line["message"]
    engine.down = False
    assert in_served_house("jobs", "resume", str(failed["job"]), "--json").document["drafted"] == 5
