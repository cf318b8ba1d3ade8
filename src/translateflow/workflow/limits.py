"""What all workers share: how fast an engine is asked, how it stands, and what may still be spent.

Speed is shared through Redis, when there is one. How engines stand and what was spent is in the database: it has to
outlive Redis, and without a broker several commands of one newsroom share it all the same.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from translateflow.broker import make_client
from translateflow.engines import ENGINES, LocalPace
from translateflow.engines.breaker import invite_trial
from translateflow.engines.purse import Broke
from translateflow.errors import DatabaseError
from translateflow.model.cost import Budget
from translateflow.model.standing import EngineState, Standing
from translateflow.storage.spending import Purse
from translateflow.workflow.patience import with_patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.engines import Pace
    from translateflow.model.engine import EngineOptions
    from translateflow.model.job import Chunk
    from translateflow.settings import Settings
    from translateflow.storage import Database
    from translateflow.workspace import Newsroom

log = logging.getLogger(__name__)

FRESH_SECONDS = 0.2
"""How old what a worker knows of an engine may be: after so long one worker's 429 holds back all."""

_NEARLY = 0.95  # of a day's budget: the rest has no room for an average request
_MASKS = 1.5  # marks of tags make a request longer than its texts


class SharedLimits:
    """Makes what a relay needs to keep within the limits that hold for all workers of a newsroom."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def pace(self, options: EngineOptions) -> Pace:
        """Give the engine's pace: in Redis with a broker, in this process otherwise."""
        if not self._settings.broker or not (options.requests_per_second or options.characters_per_second):
            return LocalPace(options)
        from translateflow.engines.shared_pace import SharedPace  # noqa: PLC0415 — only a newsroom with a broker pays

        largest = int(ENGINES[options.name].limits.characters * _MASKS)
        return SharedPace(options, make_client(self._settings.broker), largest=largest)

    def board(self, options: EngineOptions) -> DatabaseBoard:
        """Give the place where the engine's breaker stands."""
        return DatabaseBoard(self._database, options)

    def purse(self, chunk: Chunk) -> JobPurse:
        """Give what a chunk's requests are paid from."""
        return JobPurse(self._database, self._settings, chunk)


class DatabaseBoard:
    """A standing in the database. Away, it is kept here until the database is back."""

    def __init__(self, database: Database, options: EngineOptions, now: Callable[[], float] = time.time) -> None:
        self._standings = database.standings
        self._engine, self._key = options.name, options.key_digest
        self.now = now
        self._known = Standing()
        self._read_at = float("-inf")
        self._lock = Lock()

    def read(self) -> Standing:
        """Give the standing, at most a fifth of a second old."""
        with self._lock:
            if self.now() - self._read_at >= FRESH_SECONDS:
                self._keep(partial(self._standings.read, self._engine, self._key))
            return self._known

    def change(self, step: Callable[[Standing], Standing]) -> Standing:
        """Apply a step for all workers; for this one alone while the database is away."""
        with self._lock:
            if not self._keep(lambda: with_patience(lambda: self._standings.change(self._engine, self._key, step))):
                self._known = step(self._known)
            return self._known

    def _keep(self, ask: Callable[[], Standing]) -> bool:
        self._read_at = self.now()
        try:
            self._known = ask()
        except DatabaseError as error:
            log.warning("How %s stands could not be shared: %s", self._engine, error)
            return False
        return True


class JobPurse:
    """The budgets of the job that a chunk belongs to, and of its engines' day."""

    def __init__(
        self, database: Database, settings: Settings, chunk: Chunk, now: Callable[[], float] = time.time
    ) -> None:
        self._spending = database.spending
        self._settings = settings
        self._job, self._limit = chunk.job, chunk.max_characters
        self._now = now

    def spend(self, engine: str, characters: int) -> Broke | None:
        """Count a request before it is sent. Raises DatabaseError when it cannot be written down."""
        purse = self._purse(engine)
        shortage = with_patience(lambda: self._spending.spend(purse, engine, characters))
        if shortage is None:
            return None
        again = f"translateflow jobs resume {self._job}"
        if shortage.budget is Budget.JOB:
            reason = f"not sent: the budget of {shortage.limit:,} characters for this job is reached; to go on: {again}"
            reason += " --max-chars N"
        else:
            reason = f"not sent: today's budget of {shortage.limit:,} characters is reached; from midnight"
            reason += f" ({self._settings.timezone}), or with a higher max_characters_per_day: {again}"
        return Broke(shortage.budget, shortage.left, reason)

    def take_back(self, engine: str, characters: int) -> None:
        """Count off what never reached the engine; where that cannot be written down, it stays counted."""
        try:
            self._spending.take_back(self._purse(engine), engine, characters)
        except DatabaseError as error:
            log.warning("%s characters for %s stay counted that were not sent: %s", characters, engine, error)

    def _purse(self, engine: str) -> Purse:
        day = find_day(self._settings, self._now())
        return Purse(self._job, day, self._limit, self._settings.options(engine).max_characters_per_day)


def find_day(settings: Settings, now: float) -> str:
    """Give the day that a moment belongs to in the newsroom's time zone: budgets begin anew at its midnight."""
    return dt.datetime.fromtimestamp(now, ZoneInfo(settings.timezone)).date().isoformat()


def invite_trials(newsroom: Newsroom) -> None:
    """Let engines that are left alone be tried again at once, by one call: a person has started something.

    Whoever has just mended an engine need not wait for its pause to end. Raises DatabaseError.
    """
    standings = newsroom.database.standings
    for (engine, key), standing in standings.all().items():
        if standing.open_until is not None:
            standings.change(engine, key, lambda current: invite_trial(current, time.time()))


def read_limits(newsroom: Newsroom, *, now: float | None = None) -> tuple[EngineState, ...]:
    """Give how each engine in use stands for all workers: breaker, silence asked for, and today's budget.

    Reads only, asks no engine, and makes no database where there is none. Raises DatabaseError.
    """
    settings = newsroom.settings
    now = time.time() if now is None else now
    names = dict.fromkeys(name for rules in settings.all_rules() for name in rules.engines)
    standings, sent = {}, {}
    if newsroom.has_database:
        standings = newsroom.database.standings.all()
        sent = {spent.engine: spent.characters for spent in newsroom.database.spending.of_day(find_day(settings, now))}
    return tuple(
        _to_state(
            options, standings.get((options.name, options.key_digest), Standing()), sent.get(options.name, 0), now
        )
        for options in map(settings.options, names)
    )


def find_troubled(newsroom: Newsroom, job: int) -> tuple[EngineState, ...]:
    """Give the engines of an unfinished or partly failed job that do not take everything right now."""
    sums = newsroom.database.ledger.sums(job)
    if not (sums.waiting or sums.failed):
        return ()
    return tuple(state for state in read_limits(newsroom) if tell_standing(state))


def tell_standing(state: EngineState) -> str:
    """Say in one clause what keeps an engine from taking everything; "" when nothing does."""
    clauses = []
    if not state.closed and state.seconds:
        clauses.append(
            f"left alone for {state.seconds:.0f} more seconds after {state.failures} failures: {state.reason}"
        )
    elif not state.closed:
        clauses.append(f"the next call tries whether it answers again, after: {state.reason}")
    if state.held_seconds and state.held_seconds > state.seconds:
        clauses.append(f"it asked for {state.held_seconds:.0f} seconds of silence")
    if state.characters_per_day is not None and state.characters_today >= state.characters_per_day * _NEARLY:
        used = f"{state.characters_today:,} of {state.characters_per_day:,}"
        clauses.append(f"{used} characters of today's budget are used")
    return "; ".join(clauses)


def _to_state(options: EngineOptions, standing: Standing, sent: int, now: float) -> EngineState:
    return EngineState(
        engine=options.name,
        key=options.key_digest,
        closed=standing.open_until is None,
        seconds=max(0.0, (standing.open_until or now) - now),
        held_seconds=max(0.0, standing.resume_at - now),
        failures=standing.failures,
        reason=standing.reason,
        characters_today=sent,
        characters_per_day=options.max_characters_per_day,
    )
