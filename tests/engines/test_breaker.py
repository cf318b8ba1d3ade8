from __future__ import annotations

from dataclasses import dataclass, field

from translateflow.engines import BreakerRule
from translateflow.engines.breaker import TRIAL_SECONDS, Breaker, LocalBoard, invite_trial

RULE = BreakerRule(failures=2, pause=10.0, longest_pause=25.0)


@dataclass
class House:
    """Workers that share a board, and the hands of its clock."""

    time: float = 0.0
    board: LocalBoard = field(init=False)

    def __post_init__(self) -> None:
        self.board = LocalBoard(lambda: self.time)

    def worker(self, rule: BreakerRule = RULE) -> Breaker:
        return Breaker("fake", self.board, rule)

    def broken(self) -> Breaker:
        """Give a breaker that has just opened, for ten seconds."""
        breaker = self.worker()
        breaker.failed("it failed")
        breaker.failed("it failed")
        return breaker


def test_failures_in_a_row_open_it_and_a_success_between_them_does_not() -> None:
    house = House()
    breaker = house.worker(BreakerRule(failures=2))
    breaker.failed("it failed")
    breaker.succeeded()
    breaker.failed("it failed")
    assert breaker.refusal() == ""
    breaker.failed("it failed")
    house.time = 1.0
    assert breaker.refusal() == "it failed; left alone for 29 more seconds"


def test_after_the_pause_one_call_tries_and_the_others_do_not_wait() -> None:
    house = House()
    breaker = house.broken()
    house.time = 11.0
    assert breaker.refusal() == ""
    assert breaker.refusal() == "it failed; being tried again"
    breaker.succeeded()
    assert [breaker.refusal(), breaker.refusal()] == ["", ""]


def test_workers_that_share_a_board_open_it_together_and_one_tries_for_all() -> None:
    house = House()
    first, second, third = house.worker(), house.worker(), house.worker()
    first.failed("it failed")
    second.failed("it failed")
    assert third.refusal() == "it failed; left alone for 10 more seconds"
    house.time = 10.0
    assert [first.refusal(), second.refusal()] == ["", "it failed; being tried again"]
    first.succeeded()
    assert [second.refusal(), third.refusal()] == ["", ""]


def test_a_trial_that_was_called_off_is_left_to_the_next_call() -> None:
    house = House()
    breaker = house.broken()
    house.time = 11.0
    assert breaker.refusal() == ""
    breaker.call_off_trial()
    assert breaker.refusal() == ""


def test_a_trial_whose_worker_died_is_left_to_the_next_call_after_a_while() -> None:
    house = House()
    breaker = house.broken()
    house.time = 11.0
    assert breaker.refusal() == ""
    house.time += TRIAL_SECONDS
    assert [breaker.refusal(), breaker.refusal()] == ["", "it failed; being tried again"]


def test_each_failed_trial_doubles_the_pause_up_to_the_longest() -> None:
    house = House()
    breaker = house.broken()
    for now, pause in ((11.0, 20), (32.0, 25), (58.0, 25)):
        house.time = now
        assert breaker.refusal() == ""
        breaker.failed("it failed")
        assert breaker.refusal() == f"it failed; left alone for {pause} more seconds"


def test_calls_that_were_under_way_when_it_opened_do_not_lengthen_the_pause() -> None:
    house = House()
    breaker = house.broken()
    house.time = 1.0
    breaker.failed("it failed")
    breaker.failed("it failed")
    assert breaker.refusal() == "it failed; left alone for 9 more seconds"


def test_what_the_engine_said_about_its_return_is_believed() -> None:
    house = House()
    breaker = house.worker()
    breaker.failed("its quota is used up", at_once=True, wait=3600.0)
    house.time = 3599.0
    assert breaker.refusal() == "its quota is used up; left alone for 1 more seconds"
    house.time = 3600.0
    assert breaker.refusal() == ""


def test_a_wish_for_silence_is_everybody_s_and_a_shorter_one_does_not_end_it() -> None:
    house = House()
    asked, other = house.worker(), house.worker()
    asked.hold(7.0)
    other.hold(2.0)
    assert other.held_for() == 7.0
    asked.succeeded()
    house.time = 5.0
    assert other.held_for() == 2.0
    house.time = 8.0
    assert other.held_for() == 0.0


def test_a_person_s_wish_has_it_tried_at_once_but_breaks_no_silence() -> None:
    house = House()
    breaker = house.broken()
    house.board.change(lambda standing: invite_trial(standing, 1.0))
    house.time = 1.0
    assert breaker.refusal() == ""
    assert breaker.is_tried()
    breaker.failed("it failed", wait=60.0)
    house.board.change(lambda standing: invite_trial(standing, 1.0))
    assert breaker.refusal() == "it failed; left alone for 60 more seconds"
    assert not breaker.is_tried()
