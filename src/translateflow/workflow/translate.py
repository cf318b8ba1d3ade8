"""Draft what is empty: plan a job, work it off or hand it to workers, and tell honestly what became of every item."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import read_catalog
from translateflow.engines import ENGINES, NOT_OFFERED
from translateflow.errors import LanguageNotTargetedError, TranslateflowError, UnknownEngineError
from translateflow.model.job import Outcome
from translateflow.model.language import parse_language
from translateflow.workflow.plan_job import Scope, keys_to_fill, plan_job
from translateflow.workflow.run_jobs import RunReport, run_jobs
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translateflow.model.job import Sums
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class TranslateRequest:
    """What to draft. Empty `slugs` and `languages` mean all; `engine` replaces the newsroom's order."""

    slugs: Sequence[str] = ()
    languages: Sequence[str] = ()
    engine: str = ""
    force_drafts: bool = False
    wait: bool = True
    max_characters: int | None = None


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
    started = time.monotonic()
    _require_known(request.engine, *(name for rules in newsroom.settings.all_rules() for name in rules.engines))
    synced = run_sync(newsroom, request.slugs)
    scopes = list(_scopes(newsroom, request, synced.failures))
    items = plan_job(scopes, force_drafts=request.force_drafts, max_characters=request.max_characters)
    engines = {scope.language: scope.engines for scope in scopes}
    title = ", ".join(dict.fromkeys(scope.release.slug for scope in scopes))
    job = newsroom.database.ledger.create_job(title, items, engines=engines)
    report = run_jobs(newsroom, [job.id], watch, wait=request.wait)
    left = sum(1 for item in items if item.outcome is Outcome.KEPT and item.reason.startswith("left for people"))
    seconds = time.monotonic() - started
    return TranslateReport(job.id, report, seconds, left_for_people=left, sync_failures=synced.failures)


def _require_known(*engines: str) -> None:
    """Raise for an engine that is misspelled, before anything is planned."""
    for name in engines:
        if name and name not in ENGINES:
            raise UnknownEngineError(name, tuple(ENGINES), NOT_OFFERED.get(name, ""))


def _scopes(newsroom: Newsroom, request: TranslateRequest, failed: Sequence[TranslateflowError]) -> Iterator[Scope]:
    languages = [parse_language(language) for language in request.languages]
    for slug in newsroom.choose(request.slugs):
        try:
            release = newsroom.read_release(slug)
        except TranslateflowError:
            if not failed:
                raise
            continue  # told by the sync already
        targets = newsroom.targets(release)
        for language in languages:
            if language not in targets and (request.slugs or language != release.language):
                raise LanguageNotTargetedError(slug, language, targets)
        for language in targets:
            if languages and language not in languages:
                continue
            path = newsroom.catalogs.catalog(slug, language)
            if not path.is_file():
                continue  # its release could not be synced
            catalog = read_catalog(path, slug=slug, language=language)
            entries = {entry.key: entry for entry in catalog.entries}
            wanted = keys_to_fill(entries, release, force_drafts=request.force_drafts)
            exact = newsroom.database.memory.exact(release.language, language, wanted, slug=slug)
            engines = (request.engine,) if request.engine else newsroom.settings.rules(language).engines
            yield Scope(release, language, entries, exact, engines)
