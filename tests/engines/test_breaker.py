from __future__ import annotations

from translateflow.engines import BreakerRule
from translateflow.engines.breaker import Breaker


def broken(moment: float = 0.0) -> Breaker:
    """Give a breaker that opened at this moment, for ten seconds."""
    breaker = Breaker("fake", BreakerRule(failures=2, pause=10.0, longest_pause=25.0))
    breaker.failed("it failed", moment)
    breaker.failed("it failed", moment)
    return breaker


def test_failures_in_a_row_open_it_and_a_success_between_them_does_not() -> None:
    breaker = Breaker("fake", BreakerRule(failures=2))
    breaker.failed("it failed", 0.0)
    breaker.succeeded()
    breaker.failed("it failed", 0.0)
    assert breaker.refusal(0.0) == ""
    breaker.failed("it failed", 0.0)
    assert breaker.refusal(1.0) == "it failed; left alone for 29 more seconds"


def test_after_the_pause_one_call_tries_and_the_others_do_not_wait() -> None:
    breaker = broken()
    assert breaker.refusal(11.0) == ""
    assert breaker.refusal(11.0) == "it failed; being tried again"
    breaker.succeeded()
    assert [breaker.refusal(11.0), breaker.refusal(11.0)] == ["", ""]


def test_a_trial_that_was_called_off_is_left_to_the_next_call() -> None:
    breaker = broken()
    assert breaker.refusal(11.0) == ""
    breaker.call_off_trial()
    assert breaker.refusal(11.0) == ""


def test_each_failed_trial_doubles_the_pause_up_to_the_longest() -> None:
    breaker = broken()
    for now, pause in ((11.0, 20), (32.0, 25), (58.0, 25)):
        assert breaker.refusal(now) == ""
        breaker.failed("it failed", now)
        assert breaker.refusal(now) == f"it failed; left alone for {pause} more seconds"


def test_calls_that_were_under_way_when_it_opened_do_not_lengthen_the_pause() -> None:
    breaker = broken()
    breaker.failed("it failed", 1.0)
    breaker.failed("it failed", 1.0)
    assert breaker.refusal(1.0) == "it failed; left alone for 9 more seconds"


def test_what_the_engine_said_about_its_return_is_believed() -> None:
    breaker = Breaker("fake")
    breaker.failed("its quota is used up", 0.0, at_once=True, until=3600.0)
    assert breaker.refusal(3599.0) == "its quota is used up; left alone for 1 more seconds"
    assert breaker.refusal(3600.0) == ""
