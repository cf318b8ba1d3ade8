"""Waiting for workers that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import NoWorkerError
from translateflow.workflow import wait
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from tests.workflow.conftest import House

    from translateflow.model.job import Sums

SETTINGS = '[newsroom]\nsource = "de"\ntargets = ["en"]\n[engines]\norder = ["pseudo"]\n[queue]\nbroker = "{broker}"\n'


def test_a_job_that_no_worker_takes_up_is_given_back_with_the_way_on(
    house: House, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.configure(SETTINGS.format(broker=redis_url))
    monkeypatch.setattr(wait, "IDLE_SECONDS", 0.2)
    with pytest.raises(NoWorkerError, match="jobs resume; nothing is lost"):
        run_translate(house.newsroom, TranslateRequest(), lambda _: None)
    assert house.newsroom.database.ledger.sums(1).waiting == 5


def test_a_worker_that_is_busy_elsewhere_is_waited_for(
    house: House, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.configure(SETTINGS.format(broker=redis_url))
    newsroom = house.newsroom
    monkeypatch.setattr(wait, "IDLE_SECONDS", 0.2)
    run_translate(newsroom, TranslateRequest(wait=False), lambda _: None)
    other = newsroom.database.ledger.claim_chunk("a worker", lease_seconds=600)
    assert other is not None
    looks = 0

    def look() -> Sums:
        nonlocal looks
        looks += 1
        if looks == 4:  # it looked on for longer than nobody would have been waited for
            newsroom.database.ledger.cancel(other.job)
        return newsroom.database.ledger.sums(other.job)

    wait.wait_for_workers(newsroom, look)
    assert looks == 4
