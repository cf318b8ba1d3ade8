"""The words of states and sums: derived from what is written, never stored beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.model.job import Sums
from translateflow.model.segment import Role
from translateflow.model.translation import Entry, EntryState


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (Entry("One."), EntryState.EMPTY),
        (Entry("One.", " \n"), EntryState.EMPTY),
        (Entry("One.", "", fuzzy=True), EntryState.EMPTY),
        (Entry("One.", "Eins.", fuzzy=True), EntryState.DRAFT),
        (Entry("One.", "Eins.", fuzzy=True, previous="On."), EntryState.OUTDATED),
        (Entry("One.", "Eins."), EntryState.REVIEWED),
        (Entry("One.", "Eins.", previous="On."), EntryState.REVIEWED),
    ],
)
def test_where_an_entry_stands_follows_from_what_is_written(entry: Entry, state: EntryState) -> None:
    assert entry.state is state


def test_a_foreign_context_counts_as_body_text() -> None:
    assert Entry("One.", context="menu|File").key.role is Role.TEXT
    assert Entry("One.", context="title").key.role is Role.TITLE


@given(st.tuples(*[st.integers(0, 99)] * 6))
def test_sums_add_up_when_every_item_is_counted_once(counts: tuple[int, ...]) -> None:
    waiting, drafted, memory, kept, failed, cancelled = counts
    sums = Sums(sum(counts), waiting, drafted, memory, kept, failed, cancelled)
    assert sums.adds_up
    assert not Sums(sum(counts) + 1, *counts).adds_up
