from __future__ import annotations

import pytest

from translateflow.model.job import JobState, Outcome
from translateflow.storage.schema import OPEN_CHUNK, UNPROJECTED_ITEM
from translateflow.storage.states import (
    CHUNK_STEPS,
    ITEM_STEPS,
    JOB_STEPS,
    PROJECTABLE,
    ChunkState,
    check_step,
    states_before,
)


def test_every_state_stands_in_its_table() -> None:
    assert set(JOB_STEPS) == set(JobState)
    assert set(CHUNK_STEPS) == set(ChunkState)
    assert set(ITEM_STEPS) == set(Outcome)


def test_only_a_waiting_item_can_get_a_draft() -> None:
    assert states_before(ITEM_STEPS, Outcome.DRAFTED) == (Outcome.WAITING,)


def test_a_draft_can_only_turn_out_to_be_unwanted() -> None:
    assert states_before(ITEM_STEPS, Outcome.KEPT) == (Outcome.WAITING, Outcome.DRAFTED, Outcome.MEMORY)


def test_a_cancelled_job_stays_cancelled() -> None:
    with pytest.raises(ValueError, match="no step leads from cancelled to open"):
        check_step(JOB_STEPS, JobState.CANCELLED, JobState.OPEN)


def test_the_conditions_of_partial_indexes_name_the_states_of_the_table() -> None:
    assert f"'{ChunkState.CLOSED}'" in OPEN_CHUNK
    assert all(f"'{outcome}'" in UNPROJECTED_ITEM for outcome in PROJECTABLE)
