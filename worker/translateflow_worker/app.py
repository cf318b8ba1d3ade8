"""The Celery app: this newsroom's broker, the settings of `translateflow.broker`, the clock's schedule."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from celery.signals import beat_init, celeryd_init
from kombu.exceptions import OperationalError
from redis import RedisError

from translateflow.broker import PUBLISH_DUE_TASK, SWEEP_TASK, make_celery, make_client
from translateflow.errors import NoNewsroomError, TranslateflowError
from translateflow.settings import Settings
from translateflow.workspace import open_workplace

if TYPE_CHECKING:
    from celery import Celery
    from redis import Redis

DUE_SECONDS: Final = 20.0

_log = logging.getLogger(__name__)


def plan_ticks(sweep_seconds: float) -> dict[str, dict[str, Any]]:
    """Give beat's schedule. A tick that waited longer than the next one is of no use, and is dropped."""
    due_seconds = min(DUE_SECONDS, sweep_seconds)
    return {
        "sweep": {"task": SWEEP_TASK, "schedule": sweep_seconds, "options": {"expires": sweep_seconds}},
        "publish what is due": {"task": PUBLISH_DUE_TASK, "schedule": due_seconds, "options": {"expires": due_seconds}},
    }


def make_app() -> Celery:
    """Make the app for the newsroom that TRANSLATEFLOW_NEWSROOM or the current folder names."""
    settings = find_settings()
    app = make_celery(settings.broker)
    app.conf.update(
        imports=["translateflow_worker.tasks"],
        beat_schedule=plan_ticks(settings.sweep_seconds),
        # In memory: the ledger knows what is due, so the clock has nothing to remember in a file.
        beat_scheduler="celery.beat:Scheduler",
        timezone="UTC",
        # Drafting waits for the network: threads are smaller and faster than processes there (worker/README.md).
        worker_pool="threads",
    )
    return app


def find_settings() -> Settings:
    """Give the newsroom's settings; the defaults outside of one, where the app can be imported but not started."""
    try:
        return open_workplace().settings
    except NoNewsroomError:
        return Settings(title="")


@celeryd_init.connect(weak=False)
@beat_init.connect(weak=False)
def refuse_to_start_without_a_broker(**_: object) -> None:
    """End at once, in a sentence, where a worker would otherwise wait for messages that cannot come."""
    try:
        broker = open_workplace().settings.broker
    except TranslateflowError as error:
        raise SystemExit(str(error)) from error
    if not broker:
        message = "This newsroom has no broker. Set [queue] broker in translateflow.toml or TRANSLATEFLOW_QUEUE_BROKER."
        raise SystemExit(message)


app: Final = make_app()


@cache
def _client() -> Redis:
    return make_client(find_settings().broker)


def wake(task: str) -> None:
    """Send a wake-up, unless one waits already. A broker that is away is only logged: the sweep sends another."""
    try:
        if not _client().llen(app.conf.task_routes[task]["queue"]):
            app.send_task(task)
    except (OperationalError, RedisError, OSError) as error:
        _log.warning("no wake-up for %s: the broker does not answer (%s)", task, type(error).__name__)
