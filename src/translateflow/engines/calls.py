"""Calls: who counts them, paces them and stops them, and how texts are split into them.

The Relay sets a guard around `Engine.draft`; engines announce each request they are about to send. So second tries
inside an engine are paced, counted and stopped like any other request, without the engine knowing of limits.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translateflow.model.engine import EngineLimits


class CallGuard(Protocol):
    """What stands between an engine and the network."""

    def before_call(self, characters: int) -> None:
        """Wait for this request's turn and count it. Raises EngineError when it must not be sent any more."""


_guard: ContextVar[CallGuard | None] = ContextVar("translateflow_call_guard", default=None)


@contextmanager
def guarded_by(guard: CallGuard) -> Iterator[None]:
    """Have every call announced in this thread pass the guard."""
    token = _guard.set(guard)
    try:
        yield
    finally:
        _guard.reset(token)


def announce_call(characters: int) -> None:
    """Announce one request of so many characters; returns when it may be sent."""
    guard = _guard.get()
    if guard is not None:
        guard.before_call(characters)


def split_calls(costs: Sequence[int], limits: EngineLimits) -> list[list[int]]:
    """Split items, given what each costs, into calls of indices, in order; an item over the limit stands alone."""
    calls: list[list[int]] = []
    spent = 0
    for index, cost in enumerate(costs):
        full = not calls or len(calls[-1]) >= limits.texts or spent + cost > limits.characters
        if full:
            calls.append([])
            spent = 0
        calls[-1].append(index)
        spent += cost
    return calls
