"""The broker: a real Redis is woken; a closed or a frozen one is told within seconds, and without passwords."""

from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING

import pytest
from redis import Redis
from tests.conftest import find_free_port

from translateflow.broker import DRAFT_QUEUE, DRAFT_TASK, make_celery, ping_broker, wake_workers
from translateflow.errors import BrokerError

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 6.0  # seconds


@pytest.fixture
def frozen_port() -> Iterator[int]:
    """Listen on loopback, accept, and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_a_wake_up_is_one_json_message_in_its_queue(redis_url: str) -> None:
    wake_workers(redis_url, DRAFT_TASK, times=3)
    with Redis.from_url(redis_url) as redis:
        messages = [json.loads(raw) for raw in redis.lrange(DRAFT_QUEUE, 0, -1)]
        assert redis.keys("celery-task-meta*") == []  # results are the ledger's
    assert [message["headers"]["task"] for message in messages] == [DRAFT_TASK] * 3
    assert {message["content-type"] for message in messages} == {"application/json"}
    assert {message["headers"]["argsrepr"] for message in messages} == {"()"}


def test_a_broker_that_runs_is_alive(redis_url: str) -> None:
    ping_broker(redis_url)


@pytest.mark.parametrize("verb", ["ping", "wake"])
def test_a_closed_port_is_told_at_once(verb: str) -> None:
    _refused(f"redis://user:geheim@127.0.0.1:{find_free_port()}/0", verb, within=PATIENCE)


@pytest.mark.parametrize("verb", ["ping", "wake"])
def test_a_broker_that_accepts_and_never_answers_is_told_within_seconds(verb: str, frozen_port: int) -> None:
    _refused(f"redis://user:geheim@127.0.0.1:{frozen_port}/0", verb, within=PATIENCE)


def test_a_broker_that_freezes_after_the_ping_is_told_within_seconds(
    frozen_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translateflow.broker.ping_broker", lambda _: None)
    _refused(f"redis://user:geheim@127.0.0.1:{frozen_port}/0", "wake", within=2 * PATIENCE)


@pytest.mark.parametrize("url", ["http://user:geheim@127.0.0.1/0", "redis://user:geheim@127.0.0.1:1/0?ssl=geheim"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    _refused(url, "ping", within=PATIENCE)


def test_without_a_broker_the_app_keeps_messages_to_itself() -> None:
    app = make_celery("")
    assert app.conf.broker_url == "memory://"
    assert app.conf.accept_content == ["json"]
    app.close()


def _refused(url: str, verb: str, *, within: float) -> None:
    started = time.monotonic()
    with pytest.raises(BrokerError) as refused:
        ping_broker(url) if verb == "ping" else wake_workers(url, DRAFT_TASK)
    assert time.monotonic() - started < within
    assert "does not answer" in str(refused.value)
    assert "jobs resume" in refused.value.remedy
    assert "geheim" not in str(refused.value)
    assert "user" not in refused.value.shown
