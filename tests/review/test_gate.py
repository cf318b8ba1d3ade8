"""The gate names every reason, and lets pass only what a person has stood up for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.model.issue import Issue, Severity
from translateflow.model.segment import Key, Role
from translateflow.model.translation import Entry, EntryState
from translateflow.review.gate import Candidate, Code, find_reasons

ONE, TWO = Key(Role.TEXT, "One."), Key(Role.TEXT, "Two.")
REVIEWED = Entry("One.", "Uno.")


def codes(candidate: Candidate) -> list[tuple[Code, str]]:
    """Give code and segment of every reason."""
    return [(reason.code, reason.segment) for reason in find_reasons(candidate)]


def test_a_text_that_a_person_confirmed_may_be_signed_off() -> None:
    assert find_reasons(Candidate([ONE, ONE], {ONE: REVIEWED})) == ()


def test_every_reason_is_named_in_reading_order() -> None:
    entries = {ONE: Entry("One.", "Uno.", fuzzy=True)}
    assert codes(Candidate([TWO, ONE], entries)) == [(Code.MISSING, "Two."), (Code.DRAFT, "One.")]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Entry("One."), Code.EMPTY),
        (Entry("One.", "Uno.", fuzzy=True), Code.DRAFT),
        (Entry("One.", "Uno.", fuzzy=True, previous="On."), Code.OUTDATED),
    ],
)
def test_what_nobody_confirmed_does_not_pass(entry: Entry, code: Code) -> None:
    assert codes(Candidate([ONE], {ONE: entry})) == [(code, "One.")]


@given(st.text(max_size=5), st.booleans(), st.sampled_from([None, "On."]))
def test_nothing_but_a_reviewed_text_ever_passes(target: str, fuzzy: bool, previous: str | None) -> None:
    entry = Entry("One.", target, fuzzy=fuzzy, previous=previous)
    assert (find_reasons(Candidate([ONE], {ONE: entry})) == ()) == (entry.state is EntryState.REVIEWED)


def test_an_error_blocks_and_a_warning_does_not() -> None:
    error = Issue("numbers", Severity.ERROR, "The number “84” is missing.")
    warning = Issue("names", Severity.WARNING, "A name.")
    candidate = Candidate([ONE], {ONE: REVIEWED}, issues={ONE: [warning, error]})
    (reason,) = find_reasons(candidate)
    assert (reason.code, reason.message) == (Code.CHECK, "numbers: The number “84” is missing.")


def test_a_layout_text_never_goes_out_even_when_somebody_confirmed_it() -> None:
    assert codes(Candidate([ONE], {ONE: REVIEWED}, pseudo=frozenset({ONE}))) == [(Code.PSEUDO, "One.")]


@pytest.mark.parametrize(
    ("approver", "translator", "refused"),
    [
        ("Ada <ada@press.example>", "Ada B. <ADA@press.example>", True),
        ("ada@press.example", "Ada <ada@press.example>", True),
        ("Ada <ada@press.example>", "Ben <ben@press.example>", False),
        ("Ada", "ada ", True),
        ("", "", False),
        ("Ada <ada@press.example>", "", False),
    ],
)
def test_four_eyes_are_two_people_by_their_address(approver: str, translator: str, refused: bool) -> None:
    candidate = Candidate([ONE], {ONE: REVIEWED}, approver=approver, last_translator=translator, four_eyes=True)
    assert bool(codes(candidate)) == refused


def test_without_four_eyes_one_person_may_do_both() -> None:
    assert find_reasons(Candidate([ONE], {ONE: REVIEWED}, approver="Ada", last_translator="Ada")) == ()
