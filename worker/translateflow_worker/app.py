"""The Celery app: this newsroom's broker, the settings of `translateflow.broker`, the clock's schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from celery.signals import beat_init, celeryd_init

from translateflow.broker import PUBLISH_DUE_TASK, SWEEP_TASK, make_celery
from translateflow.errors import NoNewsroomError, TranslateflowError
from translateflow.workspace import open_newsroom

if TYPE_CHECKING:
    from celery import Celery

SWEEP_SECONDS: Final = 30.0
DUE_SECONDS: Final = 20.0

# A tick that waited longer than the next one is of no use; without this, ticks pile up while no worker listens.
SCHEDULE: Final[dict[str, dict[str, Any]]] = {
    "sweep": {"task": SWEEP_TASK, "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}},
    "publish what is due": {"task": PUBLISH_DUE_TASK, "schedule": DUE_SECONDS, "options": {"expires": DUE_SECONDS}},
}


def make_app() -> Celery:
    """Make the app for the newsroom that TRANSLATEFLOW_NEWSROOM or the current folder names."""
    app = make_celery(find_broker())
    app.conf.update(
        imports=["translateflow_worker.tasks"],
        beat_schedule=SCHEDULE,
        # In memory: the ledger knows what is due, so the clock has nothing to remember in a file.
        beat_scheduler="celery.beat:Scheduler",
        timezone="UTC",
        # Drafting waits for the network: threads are smaller and faster than processes there (worker/README.md).
        worker_pool="threads",
    )
    return app


def find_broker() -> str:
    """Give the newsroom's broker; "" outside of a newsroom, where the app can be imported but not started."""
    try:
        return open_newsroom().settings.broker
    except NoNewsroomError:
        return ""


@celeryd_init.connect(weak=False)
@beat_init.connect(weak=False)
def refuse_to_start_without_a_broker(**_: object) -> None:
    """End at once, in a sentence, where a worker would otherwise wait for messages that cannot come."""
    try:
        broker = open_newsroom().settings.broker
    except TranslateflowError as error:
        raise SystemExit(str(error)) from error
    if not broker:
        message = "This newsroom has no broker. Set [queue] broker in translateflow.toml or TRANSLATEFLOW_QUEUE_BROKER."
        raise SystemExit(message)


app: Final = make_app()
