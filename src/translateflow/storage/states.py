"""States of the ledger and the legal steps between them: the one table that every statement is built from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from translateflow.model.job import JobState, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping


class ChunkState(StrEnum):
    """A chunk waits, is claimed by an owner until its lease ends, and is closed once none of its items waits."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    CLOSED = "closed"


State = TypeVar("State", bound=StrEnum)

JOB_STEPS: Mapping[JobState, frozenset[JobState]] = {
    JobState.OPEN: frozenset({JobState.DONE, JobState.CANCELLED}),
    JobState.DONE: frozenset({JobState.OPEN}),  # failed items are tried again
    JobState.CANCELLED: frozenset(),
}

CHUNK_STEPS: Mapping[ChunkState, frozenset[ChunkState]] = {
    ChunkState.WAITING: frozenset({ChunkState.CLAIMED, ChunkState.CLOSED}),
    ChunkState.CLAIMED: frozenset({ChunkState.CLAIMED, ChunkState.WAITING, ChunkState.CLOSED}),  # an expired lease
    ChunkState.CLOSED: frozenset(),  # failed items go into new chunks
}

ITEM_STEPS: Mapping[Outcome, frozenset[Outcome]] = {
    Outcome.WAITING: frozenset(set(Outcome) - {Outcome.WAITING}),
    Outcome.DRAFTED: frozenset({Outcome.KEPT}),  # a person was faster than the projection
    Outcome.MEMORY: frozenset({Outcome.KEPT}),
    Outcome.FAILED: frozenset({Outcome.WAITING}),  # tried again
    Outcome.KEPT: frozenset(),
    Outcome.CANCELLED: frozenset(),
}

PROJECTABLE = (Outcome.DRAFTED, Outcome.MEMORY)
"""Outcomes whose text belongs into a catalog."""


def states_before(steps: Mapping[State, frozenset[State]], state: State) -> tuple[State, ...]:
    """Give the states from which a step to this one is legal."""
    return tuple(before for before, after in steps.items() if state in after)


def check_step(steps: Mapping[State, frozenset[State]], before: State, after: State) -> None:
    """Refuse an illegal step, which only a programming error can ask for. Raises ValueError."""
    if after not in steps[before]:
        message = f"no step leads from {before} to {after}"
        raise ValueError(message)
