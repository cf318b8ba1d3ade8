"""The tasks: each is woken by a message that says hardly anything, and asks the ledger what there is to do.

So a message that comes twice, late or never does no harm: the second finds nothing to claim, the sweep sends another.
"""

from __future__ import annotations

import datetime as dt

from translateflow.broker import DRAFT_TASK, PROJECT_TASK, PUBLISH_DUE_TASK, SWEEP_TASK
from translateflow.workflow.draft import LEASE_SECONDS, is_alive
from translateflow.workflow.project import run_project
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow_worker import process
from translateflow_worker.app import app


@app.task(name=DRAFT_TASK)
def draft(job: int | None = None) -> None:
    """Draft until no chunk is left, of this job or of any."""
    drafter = process.drafter()
    ledger = process.newsroom().database.ledger
    while not drafter.stop.is_set():
        chunk = ledger.claim_chunk(drafter.owner, lease_seconds=LEASE_SECONDS, job=job)
        if chunk is None:
            break
        drafter.draft_chunk(chunk)
    app.send_task(PROJECT_TASK, args=(job,))


@app.task(name=PROJECT_TASK)
def project(job: int | None = None) -> None:
    """Write what has been drafted into the catalogs."""
    run_project(process.newsroom(), job)


@app.task(name=PUBLISH_DUE_TASK)
def publish_due() -> None:
    """Publish what an embargo has released."""
    run_publish(process.newsroom(), PublishRequest(due=True), dt.datetime.now(dt.UTC))


@app.task(name=SWEEP_TASK)
def sweep() -> None:
    """Take back what dead workers held, and wake the living where work waits."""
    ledger = process.newsroom().database.ledger
    ledger.release_leases(is_alive)
    if ledger.open_chunks():
        app.send_task(DRAFT_TASK)
    if ledger.unprojected():
        app.send_task(PROJECT_TASK)
