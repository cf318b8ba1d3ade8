"""`translateflow worker`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translateflow.broker import CATALOGS_QUEUE, DRAFT_QUEUE, PUBLISH_QUEUE, ping_broker
from translateflow.cli.options import debug_option, example, workplace_option
from translateflow.errors import NoBrokerError
from translateflow.workflow.worker import run_worker

if TYPE_CHECKING:
    from translateflow.workspace import Newsroom

ALL_QUEUES = f"{DRAFT_QUEUE},{CATALOGS_QUEUE},{PUBLISH_QUEUE}"


@click.command(epilog=example("translateflow worker -Q draft -c 16"))
@click.option("-Q", "--queues", default=ALL_QUEUES, show_default=True, help="Queues to serve, separated by commas.")
@click.option("-c", "--concurrency", default=16, show_default=True, type=click.IntRange(1, 256), help="Threads.")
@click.option("--beat", is_flag=True, help="Also send the regular wake-ups (one worker of all).")
@click.option("--loglevel", default="INFO", show_default=True)
@click.option("--metrics-port", type=click.IntRange(1, 65535), help="Show metrics for Prometheus on this port.")
@debug_option
@workplace_option
def command(
    *, newsroom: Newsroom, queues: str, concurrency: int, beat: bool, loglevel: str, metrics_port: int | None
) -> None:
    """Run a Celery worker: drafts chunks, writes drafts into catalogs, publishes what is due.

    Needs a broker: [queue] broker in translateflow.toml, or TRANSLATEFLOW_QUEUE_BROKER.
    """
    if not newsroom.settings.broker:
        raise NoBrokerError
    ping_broker(newsroom.settings.broker)
    run_worker(
        newsroom, queues=queues, concurrency=concurrency, beat=beat, loglevel=loglevel, metrics_port=metrics_port
    )
