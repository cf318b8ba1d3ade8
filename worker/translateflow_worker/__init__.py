"""Celery app and tasks: glue of ten lines a task over the workflow.

What is done, and with which engine, stands in the ledger and in `translateflow.workflow`; nothing is decided here.
`celery -A translateflow_worker worker` finds `app`.
"""

from translateflow_worker import telemetry
from translateflow_worker.app import app

__all__ = ["app", "telemetry"]
