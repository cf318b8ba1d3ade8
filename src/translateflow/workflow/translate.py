"""Draft what is empty: plan a job, work it off or hand it to workers, and tell honestly what became of every item."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from translateflow.catalog import read_catalog
from translateflow.model.job import Outcome
from translateflow.workflow.chunks import chunk_limits
from translateflow.workflow.due import due_by_embargo, parse_due
from translateflow.workflow.plan_job import plan_job
from translateflow.workflow.run_jobs import RunReport, run_jobs
from translateflow.workflow.scopes import find_scopes, require_known_engines
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.errors import TranslateflowError
    from translateflow.model.job import Sums
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.model.translation import Entry
    from translateflow.settings import Settings
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class TranslateRequest:
    """What to draft. Empty `slugs` and `languages` mean all; `engine` replaces the newsroom's order.

    `due` is when it is needed, as `parse_due` reads it; "" leaves that to the embargo of each release.
    """

    slugs: Sequence[str] = ()
    languages: Sequence[str] = ()
    engine: str = ""
    force_drafts: bool = False
    wait: bool = True
    max_characters: int | None = None
    due: str = ""


@dataclass(frozen=True, slots=True)
class TranslateReport:
    """A job's ledger, summed up, and what its planning met. `seconds` counts planning too."""

    job: int
    run: RunReport
    seconds: float
    left_for_people: int = 0
    sync_failures: tuple[TranslateflowError, ...] = ()


def run_translate(newsroom: Newsroom, request: TranslateRequest, watch: Callable[[Sums], None]) -> TranslateReport:
    """Sync, plan a job and see it through (`wait`), or leave it to workers.

    Interrupted or killed, it loses nothing that the ledger has: `run_jobs` goes on.
    """
    started, now = time.monotonic(), dt.datetime.now(dt.UTC)
    due = parse_due(request.due, now, newsroom.timezone) if request.due else None
    require_known_engines(newsroom, request.engine)
    synced = run_sync(newsroom, request.slugs)
    entries = partial(_read_entries, newsroom)
    scopes = list(find_scopes(newsroom, request, entries, skip_broken=bool(synced.failures)))
    items = plan_job(scopes, force_drafts=request.force_drafts)
    engines = {scope.language: scope.engines for scope in scopes}
    title = ", ".join(dict.fromkeys(scope.release.slug for scope in scopes))
    if due is None:
        items = due_by_embargo(items, {scope.release.slug: scope.release.front.embargo for scope in scopes}, now)
    job = newsroom.database.ledger.create_job(
        title,
        items,
        engines=engines,
        chunk_limits=chunk_limits(engines),
        deadline=due,
        max_characters=find_budget(newsroom.settings, request),
    )
    report = run_jobs(newsroom, [job.id], watch, wait=request.wait)
    left = sum(1 for item in items if item.outcome is Outcome.KEPT and item.reason.startswith("left for people"))
    seconds = time.monotonic() - started
    return TranslateReport(job.id, report, seconds, left_for_people=left, sync_failures=synced.failures)


def find_budget(settings: Settings, request: TranslateRequest) -> int | None:
    """Give how many characters a job may send: the request's word, else the settings'."""
    return settings.max_characters_per_job if request.max_characters is None else request.max_characters


def _read_entries(newsroom: Newsroom, release: Release, language: str) -> Mapping[Key, Entry] | None:
    """Read a catalog; None where its release could not be synced."""
    path = newsroom.catalogs.catalog(release.slug, language)
    if not path.is_file():
        return None
    return {entry.key: entry for entry in read_catalog(path, slug=release.slug, language=language).entries}
