"""What the doctor says of clocks, space, permissions and keepers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from translateflow.model.diagnosis import Health
from translateflow.model.notice import Channel, Event, EventKind, NoticeState
from translateflow.storage.outbox import Addressee
from translateflow.workflow.doctor_machine import (
    judge_keepers,
    judge_skews,
    judge_space,
    judge_zones,
    look_at_clocks,
    look_at_disks,
    look_at_folders,
    look_at_keepers,
    look_at_notifications,
    look_at_secrets,
)
from translateflow.workflow.pulse import SERVE, note_pulse

if TYPE_CHECKING:
    from tests.workflow.conftest import House


@pytest.mark.parametrize(
    ("free", "health"), [(10**9, Health.GOOD), (10**8, Health.WARN), (10**6, Health.BAD), (0, Health.BAD)]
)
def test_space_is_judged_by_what_the_next_site_needs(free: int, health: Health) -> None:
    assert judge_space(free)[0] is health


@pytest.mark.parametrize(
    ("skews", "health", "said"),
    [
        ({}, Health.GOOD, "only this machine"),
        ({"database": 0.2, "Redis": -1.5}, Health.GOOD, "database +0.2 s, Redis -1.5 s"),
        ({"database": -3.0}, Health.WARN, "database -3.0 s"),
        ({"database": 0.0, "Redis": 90.0}, Health.BAD, "Redis +90.0 s"),
    ],
)
def test_clocks_are_judged_by_what_leases_stand(skews: dict[str, float], health: Health, said: str) -> None:
    judged, message, remedy = judge_skews(skews)
    assert judged is health
    assert said in message
    assert bool(remedy) is (health is not Health.GOOD)


@pytest.mark.parametrize(
    ("version", "health"), [("2026a", Health.GOOD), ("2025b", Health.GOOD), ("2023c", Health.WARN), ("", Health.WARN)]
)
def test_time_zones_are_judged_by_their_age(version: str, health: Health) -> None:
    assert judge_zones(version, 2026)[0] is health


def test_clocks_of_redis_and_this_machine_are_compared(house: House, redis_url: str) -> None:
    text = (house.root / "translateflow.toml").read_text()
    house.configure(f'{text}[queue]\nbroker = "{redis_url}"\n')
    clocks, zones = look_at_clocks(house.newsroom)
    assert (clocks.what, clocks.health) == ("clocks", Health.GOOD)
    assert "Redis" in clocks.message
    assert zones.what == "time zones"


def test_folders_and_disks_of_a_new_newsroom_are_good(house: House) -> None:
    assert [each.health for each in look_at_folders(house.newsroom)] == [Health.GOOD]
    assert [each.what for each in look_at_disks(house.newsroom)] == ["disk"]


def test_a_secret_that_everybody_can_read_is_named_with_its_remedy(house: House) -> None:
    text = (house.root / "translateflow.toml").read_text()
    (house.root / "key").write_text("geheim-1")
    house.configure(f'{text}[engines.deepl]\napi_key_file = "key"\n')
    (house.root / "key").chmod(0o644)
    [bad] = look_at_secrets(house.newsroom)
    assert (bad.health, bad.message) == (Health.WARN, "everybody here can read key")
    assert "chmod" in bad.remedy
    (house.root / "key").chmod(0o600)
    [good] = look_at_secrets(house.newsroom)
    assert good.health is Health.GOOD


def test_an_embargo_that_nobody_watches_is_told(house: House) -> None:
    later = [dt.datetime(2099, 1, 1, 8, 0, tzinfo=dt.UTC)]
    health, message, remedy = judge_keepers([], later, house.newsroom)
    assert (health, "2099-01-01 09:00 CET" in message) == (Health.WARN, True)
    assert "--beat" in remedy
    assert judge_keepers(["beat"], later, house.newsroom)[0] is Health.GOOD


def test_a_sign_of_life_of_serve_is_found(house: House) -> None:
    assert [each.health for each in look_at_keepers(house.newsroom)] == [Health.ABSENT]
    note_pulse(house.newsroom, SERVE)
    [found] = look_at_keepers(house.newsroom)
    assert (found.health, found.message) == (Health.GOOD, "serve publishes what is due; 0 waiting")


def test_notices_that_were_given_up_are_told(house: House) -> None:
    assert [each.health for each in look_at_notifications(house.newsroom)] == [Health.ABSENT]
    text = (house.root / "translateflow.toml").read_text()
    (house.root / "hook").write_text("geheim-1")
    house.configure(f'{text}[notify.cms]\nurl = "https://cms.example/"\nsecret_file = "hook"\n')
    outbox = house.newsroom.database.outbox
    outbox.record({}, [(Event("k", EventKind.TEST), [Addressee(Channel.HOOK, "cms", "cms")])])
    assert [each.health for each in look_at_notifications(house.newsroom)] == [Health.GOOD]
    notice = outbox.claim(lease_seconds=60)
    assert notice
    outbox.note(notice, NoticeState.FAILED, "refused")
    [found] = look_at_notifications(house.newsroom)
    assert (found.health, found.message) == (Health.WARN, "1 given up, 0 waiting after a failure")
