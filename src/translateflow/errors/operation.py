"""Failures of what keeps a newsroom running: broker and database."""

from __future__ import annotations

from translateflow.errors.base import UnreachableError, UsageError


class BrokerError(UnreachableError):
    """The message broker does not answer. Its URL is shown without user and password."""

    def __init__(self, broker: str, reason: str) -> None:
        scheme, _, rest = broker.partition("://")
        shown = f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"
        remedy = "Nothing is lost: start Redis, then run translateflow jobs resume."
        super().__init__(f"The broker {shown} does not answer ({reason}).", remedy=remedy)
        self.shown = shown


class NoWorkerError(UnreachableError):
    """A job was handed to workers, and none took it up."""

    def __init__(self, seconds: float) -> None:
        remedy = "Start one with translateflow worker, then run translateflow jobs resume; nothing is lost."
        super().__init__(f"No worker has taken the work up within {seconds:.0f} seconds.", remedy=remedy)
        self.seconds = seconds


class DatabaseError(UnreachableError):
    """The ledger's database cannot be used: damaged, read-only, full, busy, refused. `where` holds no password.

    `passing`: the same may work in a moment, because the database is starting, busy or out of sight.
    """

    def __init__(self, where: str, problem: str, *, remedy: str = "", passing: bool = False) -> None:
        super().__init__(f"The database {where} {problem}.", remedy=remedy)
        self.where = where
        self.problem = problem
        self.passing = passing


class BadDueError(UsageError):
    """What was given as a deadline is no moment ahead."""

    def __init__(self, text: str) -> None:
        remedy = "Write 2026-11-22T18:00, 18:00 (in the newsroom's time zone), +90m, +2h or +3d."
        super().__init__(f"“{text}” is no time ahead.", remedy=remedy)
        self.text = text


class UnknownJobError(UsageError):
    """There is no job with this number."""

    def __init__(self, job: int) -> None:
        super().__init__(f"There is no job {job}.", remedy="`translateflow jobs list` shows the jobs there are.")
        self.job = job


class NoBrokerError(UsageError):
    """A worker was started in a newsroom that has no broker."""

    def __init__(self) -> None:
        remedy = 'Set broker = "redis://…" under [queue] in translateflow.toml, or TRANSLATEFLOW_QUEUE_BROKER.'
        super().__init__("There is no broker for workers.", remedy=remedy)
