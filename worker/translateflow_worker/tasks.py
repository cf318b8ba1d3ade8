"""The tasks: each is woken by a message that says hardly anything, and asks the ledger what there is to do.

So a message that comes twice, late or never does no harm: the second finds nothing to claim, the sweep sends another.
"""

from __future__ import annotations

import datetime as dt

from translateflow.broker import DRAFT_TASK, PROJECT_TASK, PUBLISH_DUE_TASK, SWEEP_TASK
from translateflow.workflow.owner import is_alive
from translateflow.workflow.project import run_project
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.pulse import BEAT, note_pulse
from translateflow.workflow.send_notices import run_notify
from translateflow_worker import process
from translateflow_worker.app import app, wake


@app.task(name=DRAFT_TASK)
def draft() -> None:
    """Draft until no chunk is left. Who finds one wakes one more, so that a single message brings every free thread."""
    process.drafter().draft_along(on_claim=lambda: wake(DRAFT_TASK), on_chunk=process.tell_catalogs)
    wake(PROJECT_TASK)


@app.task(name=PROJECT_TASK)
def project() -> None:
    """Write what has been drafted into the catalogs."""
    run_project(process.newsroom())


@app.task(name=PUBLISH_DUE_TASK)
def publish_due() -> None:
    """Publish what an embargo has released, and tell people of what is new."""
    run_publish(process.newsroom(), PublishRequest(due=True), dt.datetime.now(dt.UTC))
    note_pulse(process.newsroom(), BEAT)
    run_notify(process.newsroom(), process.stop)


@app.task(name=SWEEP_TASK)
def sweep() -> None:
    """Take back what dead workers held, and wake the living where work waits."""
    ledger = process.newsroom().database.ledger
    ledger.release_leases(is_alive)
    if ledger.open_chunks():
        wake(DRAFT_TASK)
    if ledger.unprojected():
        wake(PROJECT_TASK)
