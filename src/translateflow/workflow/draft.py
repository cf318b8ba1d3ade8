"""Draft what the ledger holds: claim a chunk, ask cache and engines, verify, write the results back.

Needs the database and the network only, so that a worker on another host runs exactly this. No lock is held while an
engine is called. Killing it anywhere loses at most the calls in flight.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.checks import CheckContext, check_entry
from translateflow.dispatch import run_pool
from translateflow.engines import ENGINES, Relay
from translateflow.logs import log_context
from translateflow.model.engine import Draft
from translateflow.model.issue import Severity
from translateflow.model.job import ItemResult, Outcome
from translateflow.settings.operation import MetricsAccess
from translateflow.workflow.house_terms import HouseTerms
from translateflow.workflow.known_answers import KnownAnswers
from translateflow.workflow.leases import Leases
from translateflow.workflow.near_matches import find_near_drafts
from translateflow.workflow.owner import make_owner
from translateflow.workflow.patience import with_patience
from translateflow.workflow.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.engines import CallSeen
    from translateflow.model.engine import DraftOutcome, NoDraft
    from translateflow.model.job import Chunk, Item
    from translateflow.settings import Settings
    from translateflow.storage import Database

_log = logging.getLogger(__name__)

THREADS = 8


class Drafter:
    """Works through the ledger with this newsroom's engines. Thread-safe; one a process, so that limits are shared."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        stop: threading.Event | None = None,
        *,
        on_call: Callable[[CallSeen], None] | None = None,
    ) -> None:
        self._on_call = on_call
        self._database = database
        self._settings = settings
        self.stop = stop or threading.Event()
        self.owner = make_owner()
        self._leases = Leases(database.ledger, seconds=settings.lease_seconds)
        self.tried: dict[str, str] = {}
        self._terms = HouseTerms(database.terms.all)
        self._questions = Questions(settings, self._terms)
        self._answers = KnownAnswers(database, self._questions)
        self._relay: Relay | None = None
        self._lock = threading.Lock()

    def draft_open(
        self, job: int | None = None, *, threads: int = THREADS, on_chunk: Callable[[], None] | None = None
    ) -> None:
        """Draft until no chunk is left to claim (of this job, or of any) or `stop` is set."""

        def work(chunk: Chunk) -> None:
            self.draft_chunk(chunk)
            if on_chunk is not None:
                on_chunk()

        try:
            run_pool(lambda: self._claim(job), work, threads=threads, stop=self.stop)
        finally:
            self.close()

    def draft_along(self, *, on_claim: Callable[[], None], on_chunk: Callable[[], None]) -> None:
        """Draft in this thread, beside others of the process, until no chunk is left to claim or `stop` is set.

        `on_claim` is called once, when the first chunk was claimed: there is work, others might help. `on_chunk` after
        each that was worked on.
        """
        alone = True
        while not self.stop.is_set() and (chunk := self._claim()) is not None:
            if alone:
                on_claim()
            alone = False
            self.draft_chunk(chunk)
            on_chunk()

    def _claim(self, job: int | None = None) -> Chunk | None:
        ledger = self._database.ledger
        return with_patience(
            lambda: ledger.claim_chunk(self.owner, lease_seconds=self._settings.lease_seconds, job=job)
        )

    def draft_chunk(self, chunk: Chunk) -> None:
        """Give every item of a claimed chunk an outcome, or hand the chunk back when we were told to stop.

        Its lease is kept alive meanwhile.
        """
        with self._leases.held(chunk), log_context(job=chunk.job, chunk=chunk.id, language=chunk.language):
            _log.debug("drafting %d segments, attempt %d", len(chunk.items), chunk.attempt)
            self._draft(chunk)

    def _draft(self, chunk: Chunk) -> None:
        asked = with_patience(lambda: {item.id: self._questions.request(item) for item in chunk.items})
        pair = (chunk.source_language, chunk.language)
        known = with_patience(lambda: self._answers.find(chunk.engines, pair, list(asked.values())))
        hits = [item for item in chunk.items if asked[item.id] in known]
        results = with_patience(lambda: [self._result(item, known[asked[item.id]], paid=False) for item in hits])
        open_items = [item for item in chunk.items if asked[item.id] not in known]
        calls = 0
        if open_items:
            requests = [asked[item.id] for item in open_items]
            report = self._open_relay().draft(requests, chunk.source_language, chunk.language, order=chunk.engines)
            calls = report.calls
            answers = {
                request: outcome
                for request, outcome in zip(requests, report.outcomes, strict=True)
                if isinstance(outcome, Draft)
            }
            with_patience(lambda: self._answers.remember(pair, answers))
            if self.stop.is_set() and len(answers) < len(requests):
                # What was paid for is in the cache; the rest is asked for when the job goes on.
                with_patience(lambda: self._database.ledger.give_back(chunk))
                return
            self._note_tried({each.name: each.reason for each in report.tried})
            answered = tuple(zip(open_items, report.outcomes, strict=True))
            results += with_patience(lambda: self._results(answered))
        with_patience(lambda: self._database.ledger.record_results(chunk, results, calls=calls))
        _log_results(chunk, results)

    def close(self) -> None:
        """End the heartbeat, connections and helper processes of the engines."""
        self._leases.close()
        with self._lock:
            if self._relay is not None:
                self._relay.close()
            self._relay = None

    def _open_relay(self) -> Relay:
        """Give the one relay of this process: limits, breakers and helper programs hold for all languages together."""
        with self._lock:
            if self._relay is None:
                known = [self._settings.options(name) for name in ENGINES]
                options = [replace(each, glossary=self._terms.terms) for each in known]
                self._relay = Relay(options, stop=self.stop, on_call=self._on_call)
            return self._relay

    def _note_tried(self, tried: Mapping[str, str]) -> None:
        with self._lock:
            self.tried.update(tried)

    def _results(self, answered: Sequence[tuple[Item, DraftOutcome]]) -> list[ItemResult]:
        left = [item for item, outcome in answered if not isinstance(outcome, Draft)]
        near = find_near_drafts(self._database.memory, left)
        return [near.get(item.id) or self._result(item, outcome) for item, outcome in answered]

    def _result(self, item: Item, outcome: DraftOutcome, *, paid: bool = True) -> ItemResult:
        if isinstance(outcome, Draft):
            warnings = (*outcome.warnings, *self._findings(item, outcome.text))
            paid_for = len(item.key.text) if paid else 0
            return ItemResult(
                item.id, Outcome.DRAFTED, outcome.text, outcome.engine, warnings=warnings, characters=paid_for
            )
        return ItemResult(item.id, Outcome.FAILED, reason=_reason(outcome))

    def _findings(self, item: Item, text: str) -> tuple[str, ...]:
        context = CheckContext(
            item.source_language,
            item.language,
            item.key.role,
            item.shapes,
            self._settings.protected,
            self._terms.terms(item.source_language, item.language),
        )
        issues = check_entry(item.key.text, text, context)
        return tuple(f"{issue.check}: {issue.message}" for issue in issues if issue.severity is Severity.ERROR)


def _reason(outcome: NoDraft) -> str:
    """Say which engine failed and why; what no single engine is to blame for names them itself."""
    named = outcome.reason.startswith(f"{outcome.engine}:") or not outcome.engine
    return outcome.reason if named else f"{outcome.engine}: {outcome.reason}"


def _log_results(chunk: Chunk, results: Sequence[ItemResult]) -> None:
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    _log.info("chunk done: %d of %d segments drafted", len(results) - len(failed), len(chunk.items))
    for reason in dict.fromkeys(result.reason for result in failed):
        _log.warning("segments failed: %s", reason)


def call_counter(settings: Settings) -> Callable[[CallSeen], None] | None:
    """Give what counts requests to engines, None where nobody reads metrics."""
    if settings.metrics.access is MetricsAccess.OFF and not settings.metrics.worker_port:
        return None
    from translateflow.workflow.instruments import count_call  # noqa: PLC0415 — most newsrooms measure nothing

    return count_call


def publishable(engine: str) -> bool:
    """Whether what this engine said may go out at all; unknown engines (an older job's) may."""
    specs: Mapping[str, object] = ENGINES
    return engine not in specs or ENGINES[engine].publishable
