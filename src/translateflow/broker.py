"""The message broker: how a wake-up reaches Celery workers, with every wait bounded.

A message is only a wake-up; the ledger is the truth. So nothing here stores results or schedules, and losing a message
costs nothing: the next wake-up, or the sweep of beat, finds the work. Measured with Celery 5.7 on Redis 7: with these
settings a closed broker answers in 0.6 s and a frozen one in 5.2 s, where the defaults wait 20 s and for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from translateflow.errors import BrokerError

if TYPE_CHECKING:
    from celery import Celery
    from redis import Redis

DRAFT_QUEUE: Final = "draft"
CATALOGS_QUEUE: Final = "catalogs"
PUBLISH_QUEUE: Final = "publish"

DRAFT_TASK: Final = "translateflow.draft"
PROJECT_TASK: Final = "translateflow.project"
PUBLISH_DUE_TASK: Final = "translateflow.publish_due"
SWEEP_TASK: Final = "translateflow.sweep"

_RETRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}

SETTINGS: Final[dict[str, Any]] = {
    "accept_content": ["json"],
    "task_serializer": "json",
    "result_serializer": "json",
    "task_ignore_result": True,
    "task_store_errors_even_if_ignored": False,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_default_queue": DRAFT_QUEUE,
    "task_routes": {
        DRAFT_TASK: {"queue": DRAFT_QUEUE},
        PROJECT_TASK: {"queue": CATALOGS_QUEUE},
        PUBLISH_DUE_TASK: {"queue": PUBLISH_QUEUE},
        SWEEP_TASK: {"queue": DRAFT_QUEUE},
    },
    # A draft task works until nothing is left: what a worker held back beyond its threads, no other could take.
    "worker_prefetch_multiplier": 1,
    "worker_soft_shutdown_timeout": 10,
    "worker_enable_soft_shutdown_on_idle": True,
    "worker_hijack_root_logger": False,
    "broker_connection_timeout": 2,
    "broker_connection_retry_on_startup": True,
    # A worker outlives any outage of Redis; the ledger holds the work meanwhile.
    "broker_connection_max_retries": None,
    "broker_transport_options": {
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 25,
        # Longer than any chunk may take: redelivery before that would draft twice without a crash.
        "visibility_timeout": 600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "max_connections": 64,
        **_RETRY,
    },
    "task_publish_retry_policy": _RETRY,
}


def make_celery(broker: str) -> Celery:
    """Make the Celery app that both ends use."""
    from celery import Celery  # noqa: PLC0415 — 0.3 s that only a newsroom with a broker pays

    app = Celery("translateflow", broker=broker or "memory://")
    app.conf.update(SETTINGS)
    return app


def make_client(broker: str) -> Redis:
    """Make a client of Redis that waits a second at most and tries once. Raises ValueError, TypeError for a bad URL."""
    from redis import Redis  # noqa: PLC0415 — as above
    from redis.backoff import NoBackoff  # noqa: PLC0415 — as above
    from redis.retry import Retry  # noqa: PLC0415 — as above

    return Redis.from_url(broker, socket_connect_timeout=1, socket_timeout=1, retry=Retry(NoBackoff(), 0))


def ping_broker(broker: str) -> None:
    """Ask Redis for a sign of life, within a second. Raises BrokerError."""
    from redis import RedisError  # noqa: PLC0415 — as above

    try:
        with make_client(broker) as client:
            client.ping()
    except (RedisError, OSError, ValueError, TypeError) as error:  # TypeError: a parameter of the URL it does not know
        raise BrokerError(broker, type(error).__name__) from error


def wake_workers(broker: str, task: str, *, times: int = 1) -> None:
    """Send wake-ups. Raises BrokerError within seconds when the broker is away; the work stays in the ledger."""
    from kombu.exceptions import OperationalError  # noqa: PLC0415 — as above

    ping_broker(broker)
    app = make_celery(broker)
    try:
        for _ in range(times):
            app.send_task(task, ignore_result=True)
    except (OperationalError, OSError) as error:
        raise BrokerError(broker, type(error).__name__) from error
    finally:
        app.close()
