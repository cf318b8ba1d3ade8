"""Draft what the ledger holds: claim a chunk, ask cache and engines, verify, write the results back.

Needs the database and the network only, so that a worker on another host runs exactly this. No lock is held while an
engine is called. Killing it anywhere loses at most the calls in flight.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from translateflow.checks import CheckContext, check_entry
from translateflow.dispatch import run_pool
from translateflow.engines import ENGINES, Relay
from translateflow.logs import log_context
from translateflow.model.engine import Draft, NoDraft
from translateflow.model.issue import Severity
from translateflow.model.job import ItemResult, Outcome
from translateflow.settings.operation import MetricsAccess
from translateflow.workflow.house_terms import HouseTerms
from translateflow.workflow.known_answers import KnownAnswers
from translateflow.workflow.leases import Leases
from translateflow.workflow.limits import SharedLimits
from translateflow.workflow.near_matches import find_near_drafts
from translateflow.workflow.owner import make_owner
from translateflow.workflow.patience import with_patience
from translateflow.workflow.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translateflow.engines import CallSeen
    from translateflow.model.engine import DraftOutcome, DraftRequest
    from translateflow.model.job import Chunk, Item
    from translateflow.settings import Settings
    from translateflow.storage import Database

_log = logging.getLogger(__name__)

THREADS = 8
ELSEWHERE_SECONDS = 0.2
"""How often to look for the answer to a question that another worker is asking."""


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
        self._limits = SharedLimits(database, settings)
        self._relay: Relay | None = None
        self._lock = threading.Lock()

    def draft_open(
        self,
        job: int | None = None,
        *,
        threads: int = THREADS,
        seconds: float = math.inf,
        on_chunk: Callable[[], None] | None = None,
    ) -> bool:
        """Draft until no chunk is left to claim (of this job, or of any) or `stop` is set.

        After so many seconds no chunk is claimed any more; True when that ended it, so that there may be more to do.
        """
        until = time.monotonic() + seconds
        is_over = threading.Event()

        def claim() -> Chunk | None:
            if time.monotonic() > until:
                is_over.set()
                return None
            return self._claim(job)

        def work(chunk: Chunk) -> None:
            self.draft_chunk(chunk)
            if on_chunk is not None:
                on_chunk()

        try:
            run_pool(claim, work, threads=threads, stop=self.stop)
        finally:
            self.close()
        return is_over.is_set()

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
        outcomes, sent, calls = self._find_outcomes(chunk, list(dict.fromkeys(asked.values())))
        if self.stop.is_set() and not all(isinstance(outcomes.get(request), Draft) for request in asked.values()):
            # What was paid for is in the cache; the rest is asked for when the job goes on.
            with_patience(lambda: self._database.ledger.give_back(chunk))
            return
        answered = tuple((item, outcomes[asked[item.id]]) for item in chunk.items)
        results = with_patience(lambda: self._results(answered, sent, asked))
        with_patience(lambda: self._database.ledger.record_results(chunk, results, calls=calls))
        _log_results(chunk, results)

    def _find_outcomes(
        self, chunk: Chunk, left: list[DraftRequest]
    ) -> tuple[dict[DraftRequest, DraftOutcome], set[DraftRequest], int]:
        """Give an outcome for each question, what of them was sent to engines, and in how many calls.

        What another worker is asking at this moment is waited for: its answer will do for us, too.
        """
        pair = (chunk.source_language, chunk.language)
        outcomes: dict[DraftRequest, DraftOutcome] = {}
        sent: set[DraftRequest] = set()
        calls = 0
        while True:
            mine = with_patience(partial(self._answers.ask, chunk, left))
            outcomes |= with_patience(partial(self._answers.find, chunk.engines, pair, left))
            unasked = [request for request in left if request in mine and request not in outcomes]
            if unasked:
                calls += self._send(chunk, unasked, outcomes)
                sent.update(unasked)
            with_patience(lambda: self._answers.let_go(chunk))
            left = [request for request in left if request not in outcomes]
            if not left or self.stop.wait(ELSEWHERE_SECONDS):
                return outcomes, sent, calls

    def _send(self, chunk: Chunk, requests: list[DraftRequest], outcomes: dict[DraftRequest, DraftOutcome]) -> int:
        """Ask the engines and keep what they say; gives the number of calls."""
        relay, purse = self._open_relay(), self._limits.purse(chunk)
        pair = (chunk.source_language, chunk.language)
        report = relay.draft(requests, *pair, order=chunk.engines, purse=purse)
        answers = dict(zip(requests, report.outcomes, strict=True))
        drafts = {request: draft for request, draft in answers.items() if isinstance(draft, Draft)}
        with_patience(lambda: self._answers.remember(pair, drafts))
        if not self.stop.is_set():
            self._note_tried({each.name: each.reason for each in report.tried})
        outcomes |= answers
        return report.calls

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
                limits = self._limits
                self._relay = Relay(
                    options, stop=self.stop, pace=limits.pace, board=limits.board, on_call=self._on_call
                )
            return self._relay

    def _note_tried(self, tried: Mapping[str, str]) -> None:
        with self._lock:
            self.tried.update(tried)

    def _results(
        self,
        answered: Sequence[tuple[Item, DraftOutcome]],
        sent: set[DraftRequest],
        asked: Mapping[int, DraftRequest],
    ) -> list[ItemResult]:
        # What a budget kept back waits for the next day or a higher budget: a near match would end the wait.
        left = [item for item, outcome in answered if isinstance(outcome, NoDraft) and outcome.budget is None]
        near = find_near_drafts(self._database.memory, left)
        payers = {asked[item.id]: item.id for item, _ in reversed(answered) if asked[item.id] in sent}
        return [
            near.get(item.id) or self._result(item, outcome, paid=payers.get(asked[item.id]) == item.id)
            for item, outcome in answered
        ]

    def _result(self, item: Item, outcome: DraftOutcome, *, paid: bool) -> ItemResult:
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
