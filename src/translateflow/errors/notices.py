"""Failures of notifications."""

from __future__ import annotations

from translateflow.errors.base import UnreachableError, UsageError


class NotSentError(UnreachableError):
    """A notice was not taken by the other side. `permanent`: trying the same again is of no use.

    `retry_after`: so many seconds the other side wants to be left alone.
    """

    def __init__(self, reason: str, *, permanent: bool, retry_after: float | None = None) -> None:
        super().__init__(
            f"Not sent: {reason}.", remedy="It is tried again by itself; see translateflow notifications list."
        )
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after


class NoTargetError(UsageError):
    """Nobody is told of anything here, or not by this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        shown = f"Nobody is called “{name}” under [notify]" if name else "Nobody is to be told of anything"
        remedy = f"There are: {', '.join(known)}." if known else "Name somebody under [notify] in translateflow.toml."
        super().__init__(f"{shown}.", remedy=remedy)
        self.name = name


class NoNoticeError(UsageError):
    """There is no notice with this number that waits or was given up."""

    def __init__(self, number: int) -> None:
        remedy = "`translateflow notifications list --waiting` shows those there are."
        super().__init__(f"No notice {number} waits or was given up.", remedy=remedy)
        self.number = number
