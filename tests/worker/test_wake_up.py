"""Waking workers when the broker is away: an answer within seconds, whatever is wrong with it."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from translateflow.broker import DRAFT_TASK, ping_broker, wake_workers
from translateflow.errors import BrokerError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 5.0  # more than that and a person wonders whether it hangs


@pytest.fixture
def frozen_broker() -> Iterator[str]:
    """Listen, accept, and never answer: what a Redis in trouble does."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in held:
            connection.close()


def refused_within_seconds(broker: str) -> None:
    """Expect the error, and soon."""
    start = time.monotonic()
    with pytest.raises(BrokerError):
        wake_workers(broker, DRAFT_TASK)
    assert time.monotonic() - start < SECONDS


def test_a_closed_broker_is_noticed_at_once(free_port: int) -> None:
    refused_within_seconds(f"redis://127.0.0.1:{free_port}/0")


def test_a_frozen_broker_does_not_freeze_us(frozen_broker: str) -> None:
    refused_within_seconds(frozen_broker)


def test_the_password_of_a_broker_is_in_no_message(free_port: int) -> None:
    with pytest.raises(BrokerError) as caught:
        wake_workers(f"redis://:hunter2@127.0.0.1:{free_port}/0", DRAFT_TASK)
    assert "hunter2" not in str(caught.value)


def test_a_broker_that_is_there_answers_the_ping(redis_url: str) -> None:
    ping_broker(redis_url)
