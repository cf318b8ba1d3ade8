"""Pace through Redis: exact windows, one for all workers; local limits, and a note, while Redis is away."""

from __future__ import annotations

import logging
import socket
import time
from typing import TYPE_CHECKING

import pytest

from translateflow.broker import make_client
from translateflow.engines.shared_pace import (
    AWAY_SECONDS,
    SharedPace,
    Window,
    plan_character_window,
    plan_request_window,
)
from translateflow.model.engine import EngineOptions

if TYPE_CHECKING:
    from redis import Redis

    from translateflow.engines.pace import Turn

LIMITED = EngineOptions("fake", api_key="sekret-4711", requests_per_second=3)


def _turns(pace: SharedPace, number: int, characters: int = 10) -> list[Turn]:
    # Each asks at another moment of its own clock: what one thread learnt is not what is tested here.
    return [pace.reserve(characters, now=1000.0 * index) for index in range(number)]


def _commands(client: Redis) -> int:
    stats = client.info("stats")
    assert isinstance(stats, dict)
    return int(stats["total_commands_processed"])


@pytest.mark.parametrize(
    ("rate", "window"),
    [(10, Window(10, 1)), (2.5, Window(5, 2)), (0.5, Window(1, 2)), (0.01, Window(1, 100))],
)
def test_a_rate_of_requests_is_held_in_the_shortest_window_of_whole_seconds(rate: float, window: Window) -> None:
    assert plan_request_window(rate) == window


def test_a_window_of_characters_has_room_for_the_largest_request() -> None:
    window = plan_character_window(100.0, largest=4500)
    assert window.seconds == 45
    assert window.tokens * window.worth <= 4500
    assert window.cost(4500) == window.tokens
    assert window.cost(1) == 1
    assert window.cost(1_000_000) == window.tokens, "no request is too large for ever"


def test_workers_share_one_window_and_other_keys_have_their_own(redis_url: str) -> None:
    first, second = (SharedPace(LIMITED, make_client(redis_url), largest=100) for _ in range(2))
    assert [turn.taken for turn in (*_turns(first, 2), *_turns(second, 1))] == [True] * 3
    refused = second.reserve(10, now=9000.0)
    assert not refused.taken
    assert 0 < refused.seconds <= 1
    other = SharedPace(
        EngineOptions("fake", api_key="another", requests_per_second=3), make_client(redis_url), largest=1
    )
    assert other.reserve(10, now=0.0).taken


def test_what_one_thread_learnt_no_other_asks_redis_for(redis_url: str) -> None:
    client = make_client(redis_url)
    pace = SharedPace(LIMITED, client, largest=100)
    _turns(pace, 3)
    pace.reserve(10, now=5000.0)
    asked = _commands(client)
    assert not any(pace.reserve(10, now=5000.0).taken for _ in range(50))
    assert _commands(client) - asked <= 1, "which is this test's own question"


def test_characters_are_shared_too_and_a_full_window_costs_no_request(redis_url: str) -> None:
    options = EngineOptions("fake", requests_per_second=2, characters_per_second=100)
    pace = SharedPace(options, make_client(redis_url), largest=100)
    assert pace.reserve(90, now=0.0).taken
    assert not any(pace.reserve(50, now=1000.0 * number).taken for number in range(1, 6))
    assert pace.reserve(5, now=9000.0).taken, "the five that were refused have taken no request"


def test_no_key_stands_in_redis(redis_url: str) -> None:
    client = make_client(redis_url)
    _turns(SharedPace(LIMITED, client, largest=100), 3)
    names = [name.decode() for name in client.scan_iter()]
    assert names
    assert not any("sekret" in name for name in names)


def test_without_limits_redis_is_not_asked(free_port: int) -> None:
    pace = SharedPace(EngineOptions("fake"), make_client(f"redis://127.0.0.1:{free_port}/0"), largest=100)
    assert pace.reserve(10, now=0.0).taken


def test_redis_away_leaves_the_limits_of_each_process_and_says_so_once(
    free_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    pace = SharedPace(LIMITED, make_client(f"redis://127.0.0.1:{free_port}/0"), largest=100)
    turns = [pace.reserve(10, now=0.0) for _ in range(5)]
    assert [turn.seconds for turn in turns] == [0.0, 0.0, 0.0, pytest.approx(1 / 3), pytest.approx(2 / 3)]
    assert all(turn.taken for turn in turns)
    pace.reserve(10, now=AWAY_SECONDS + 1)
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING] == [
        "Redis does not answer: until it does, each worker keeps the limits of fake alone."
    ]


def test_a_frozen_redis_does_not_freeze_us() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        pace = SharedPace(LIMITED, make_client(f"redis://127.0.0.1:{server.getsockname()[1]}/0"), largest=100)
        started = time.monotonic()
        assert all(pace.reserve(10, now=0.0).taken for _ in range(100))
        assert time.monotonic() - started < 5.0
