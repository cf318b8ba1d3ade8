"""The gate: every reason against a sign-off, and none where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.model.issue import Issue, Severity
from translateflow.model.segment import Key, Role
from translateflow.model.translation import Entry, EntryState
from translateflow.review.gate import Candidate, Code, find_reasons

TITLE, TEXT = Key(Role.TITLE, "Die Brücke"), Key(Role.TEXT, "Sie ist lang.")
GOOD = {TITLE: Entry("Die Brücke", "The bridge", "title"), TEXT: Entry("Sie ist lang.", "It is long.")}
ERROR = Issue("numbers", Severity.ERROR, "12 is missing.")
WARNING = Issue("copy", Severity.WARNING, "The same as the source.")


def test_a_catalog_a_person_confirmed_passes() -> None:
    assert find_reasons(Candidate([TITLE, TEXT, TEXT], GOOD)) == ()


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        (Entry(TEXT.text), Code.EMPTY, "is not translated"),
        (Entry(TEXT.text, "x", fuzzy=True), Code.DRAFT, "a draft nobody has confirmed"),
        (Entry(TEXT.text, "x", fuzzy=True, previous="y"), Code.OUTDATED, "from an earlier wording"),
    ],
)
def test_an_entry_nobody_confirmed_blocks(entry: Entry, code: Code, words: str) -> None:
    (reason,) = find_reasons(Candidate([TITLE, TEXT], GOOD | {TEXT: entry}))
    assert (reason.code, reason.segment) == (code, TEXT.text)
    assert words in reason.message


def test_a_sentence_the_catalog_lacks_blocks() -> None:
    (reason,) = find_reasons(Candidate([TITLE, TEXT], {TITLE: GOOD[TITLE]}))
    assert (reason.code, reason.segment) == (Code.MISSING, TEXT.text)


def test_an_error_of_the_checks_blocks_and_a_warning_does_not() -> None:
    (reason,) = find_reasons(Candidate([TITLE, TEXT], GOOD, issues={TEXT: [WARNING, ERROR], TITLE: [WARNING]}))
    assert (reason.code, reason.message) == (Code.CHECK, "numbers: 12 is missing.")


def test_a_pseudo_translation_never_goes_out() -> None:
    (reason,) = find_reasons(Candidate([TITLE, TEXT], GOOD, pseudo=frozenset({TITLE})))
    assert reason.code is Code.PSEUDO


@pytest.mark.parametrize(
    ("approver", "translator", "blocked"),
    [
        ("Anna <anna@x.example>", "Anna B. <ANNA@x.example>", True),
        ("Anna <anna@x.example>", "Berta <berta@x.example>", False),
        ("Anna", "anna ", True),
        ("", "", False),
        ("Anna <anna@x.example>", "", False),
    ],
)
def test_four_eyes_are_two_people_by_their_address(approver: str, translator: str, blocked: bool) -> None:
    candidate = Candidate([TITLE], GOOD, approver=approver, last_translator=translator, four_eyes=True)
    assert [reason.code for reason in find_reasons(candidate)] == ([Code.FOUR_EYES] if blocked else [])
    relaxed = Candidate([TITLE], GOOD, approver=approver, last_translator=translator)
    assert find_reasons(relaxed) == ()


entries = st.builds(
    Entry,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["", " ", "x"]),
    st.none(),
    st.booleans(),
    st.sampled_from([None, "y"]),
)


@given(st.lists(st.sampled_from(["a", "b", "c"])), st.lists(entries, max_size=3))
def test_nothing_passes_that_is_not_reviewed_and_every_reason_is_in_reading_order(
    texts: list[str], found: list[Entry]
) -> None:
    keys = [Key(Role.TEXT, text) for text in texts]
    held = {entry.key: entry for entry in found}
    reasons = find_reasons(Candidate(keys, held))
    blocked = [key.text for key in dict.fromkeys(keys) if key not in held or held[key].state is not EntryState.REVIEWED]
    assert [reason.segment for reason in reasons] == blocked
