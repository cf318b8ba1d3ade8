"""What is to be done from time to time: publish what an embargo releases, work off open jobs without a broker."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from translateflow.workflow.draft import Drafter, call_counter
from translateflow.workflow.editions import read_frozen
from translateflow.workflow.owner import is_alive
from translateflow.workflow.project import run_project
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.published import read_live
from translateflow.workflow.pulse import SERVE, note_pulse
from translateflow.workflow.run_jobs import open_jobs

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from translateflow.workspace import Newsroom


TURN_SECONDS = 4.0
"""How long one round drafts at most: an embargo that ends meanwhile must not wait for a backlog."""


def run_round(newsroom: Newsroom, stop: threading.Event, tell: Callable[[str], None]) -> bool:
    """Do once what is due: publish, draft for a while, project. Gives whether there is more to draft at once."""
    now = dt.datetime.now(dt.UTC)
    due = find_due(newsroom, now)
    if due:
        for slug, language in run_publish(newsroom, PublishRequest(due, due=True), now).fresh:
            tell(f"now live: /{language}/{slug}/")
    if newsroom.has_database:
        note_pulse(newsroom, SERVE)
    if newsroom.settings.broker or not newsroom.has_database or not open_jobs(newsroom):
        return False
    newsroom.database.ledger.release_leases(is_alive)
    drafter = Drafter(newsroom.database, newsroom.settings, stop, on_call=call_counter(newsroom.settings))
    more = drafter.draft_open(seconds=TURN_SECONDS)
    run_project(newsroom)
    return more


def find_due(newsroom: Newsroom, now: dt.datetime) -> tuple[str, ...]:
    """Give the releases whose embargo has ended and that are not all live."""
    live = read_live(newsroom)
    return tuple(
        slug
        for slug, release in read_frozen(newsroom).items()
        if release.embargo is not None
        and release.embargo <= now
        and any((slug, language) not in live for language in release.snapshots)
    )
