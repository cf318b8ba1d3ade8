from __future__ import annotations

import pytest

from translateflow.engines import LocalPace
from translateflow.engines.clock import SystemClock
from translateflow.engines.pace import TokenBucket
from translateflow.model.engine import EngineOptions


def test_without_limits_every_turn_is_now() -> None:
    pace = LocalPace(EngineOptions("fake"))
    assert [pace.reserve(10_000, 0.0).seconds for _ in range(100)] == [0.0] * 100


def test_a_second_is_saved_up_and_then_every_turn_waits_for_its_own() -> None:
    pace = LocalPace(EngineOptions("fake", requests_per_second=2.0))
    assert [pace.reserve(1, 0.0).seconds for _ in range(4)] == [0.0, 0.0, 0.5, 1.0]
    assert pace.reserve(1, 10.0).seconds == 0.0


def test_a_text_larger_than_the_limit_passes_after_its_own_time() -> None:
    pace = LocalPace(EngineOptions("fake", characters_per_second=100.0))
    assert pace.reserve(1100, 0.0).seconds == pytest.approx(10.0)
    assert pace.reserve(100, 0.0).seconds == pytest.approx(11.0)


def test_the_slower_of_two_limits_decides() -> None:
    pace = LocalPace(EngineOptions("fake", requests_per_second=1.0, characters_per_second=10.0))
    assert pace.reserve(30, 0.0).seconds == pytest.approx(2.0)


def test_a_rate_below_one_a_second_still_lets_the_first_through() -> None:
    bucket = TokenBucket(0.1)
    assert [bucket.take(1, 0.0), bucket.take(1, 0.0)] == [0.0, pytest.approx(10.0)]


def test_the_real_clock_waits_and_can_be_called_off() -> None:
    clock = SystemClock()
    started = clock.now()
    assert clock.wait(0.02, lambda: False)
    assert clock.now() - started >= 0.02
    assert not clock.wait(30.0, lambda: clock.now() - started > 0.05)
    assert clock.now() - started < 5
    assert 0 <= clock.jitter() <= 1
