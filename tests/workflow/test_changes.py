"""What changed since the last sign-off: each sentence with its own earlier self, in reading order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workflow.conftest import EDITOR, NOW, RELEASE

from translateflow.errors import LanguageNotTargetedError, NoCatalogError
from translateflow.model.segment import Key, Role
from translateflow.model.worddiff import DiffKind
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.changes import ChangeKind, plan_changes, run_changes
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.workflow.conftest import House

LATER = NOW + dt.timedelta(days=2)
LINE = "Die Linie 21 fährt alle zehn Minuten."


@pytest.fixture
def signed_house(house: House) -> House:
    """Give a newsroom whose release is signed off in German and English."""
    run_sync(house.newsroom, [])
    house.review("en")
    run_approve(house.newsroom, ApproveRequest(["bruecke"], ["de", "en"], EDITOR), NOW)
    return house


def test_without_an_edit_nothing_changed(signed_house: House) -> None:
    changes = run_changes(signed_house.newsroom, "bruecke", "en")
    assert (changes.signed_at, changes.signed_by, changes.each) == (NOW, EDITOR, ())


def test_an_edited_sentence_is_compared_with_its_earlier_self_in_source_and_text(signed_house: House) -> None:
    edited = LINE.replace("zehn", "acht")
    signed_house.write_release("bruecke", RELEASE.replace("zehn", "acht"))
    run_sync(signed_house.newsroom, [])
    signed_house.review("en", texts={edited: "Line 21 runs every eight minutes."})
    (change,) = run_changes(signed_house.newsroom, "bruecke", "en").each
    assert (change.kind, change.before, change.after[0]) == (ChangeKind.CHANGED, (LINE, LINE), edited)
    assert [(part.kind, part.text) for part in change.source if part.kind is not DiffKind.SAME] == [
        (DiffKind.REMOVED, "zehn"),
        (DiffKind.ADDED, "acht"),
    ]
    (original,) = run_changes(signed_house.newsroom, "bruecke", "de").each
    assert original.after == (edited, edited)


def test_a_changed_translation_of_the_same_source_shows_in_the_text_only(signed_house: House) -> None:
    signed_house.review("en", texts={"Anfahrt": "Getting there"})
    (change,) = run_changes(signed_house.newsroom, "bruecke", "en").each
    assert (change.context, change.before, change.after) == (
        "heading",
        ("Anfahrt", "Anfahrt"),
        ("Anfahrt", "Getting there"),
    )
    assert {part.kind for part in change.source} == {DiffKind.SAME}


def test_new_and_removed_sentences_stand_where_they_are_read(signed_house: House) -> None:
    text = RELEASE.replace("## Anfahrt\n", "Parkplätze gibt es keine.\n").replace("Sie ist **186 m** lang.", "")
    signed_house.write_release("bruecke", text)
    run_sync(signed_house.newsroom, [])
    changes = run_changes(signed_house.newsroom, "bruecke", "en").each
    assert [(change.kind, (change.after[0] or change.before[0])[:8]) for change in changes] == [
        (ChangeKind.REMOVED, "Sie ist "),
        (ChangeKind.REMOVED, "Anfahrt"),
        (ChangeKind.ADDED, "Parkplät"),
    ]


def test_what_was_never_signed_off_has_nothing_to_compare(house: House) -> None:
    run_sync(house.newsroom, [])
    changes = run_changes(house.newsroom, "bruecke", "en")
    assert (changes.signed_at, changes.each) == (None, ())


def test_what_is_asked_by_name_must_be_there(house: House) -> None:
    with pytest.raises(NoCatalogError):
        run_changes(house.newsroom, "bruecke", "en")
    with pytest.raises(LanguageNotTargetedError):
        run_changes(house.newsroom, "bruecke", "fr")


def test_a_dry_run_of_the_sign_off_shows_the_changes(signed_house: House) -> None:
    signed_house.review("en", texts={"Anfahrt": "Getting there"})
    request = ApproveRequest(["bruecke"], ["de", "en"], EDITOR, dry_run=True)
    german, english = run_approve(signed_house.newsroom, request, LATER)
    assert german.changes is not None
    assert german.changes.each == ()
    assert english.changes is not None
    assert [change.after[1] for change in english.changes.each] == ["Getting there"]


sentences = st.dictionaries(
    st.builds(
        Key,
        st.sampled_from([Role.TEXT, Role.HEADING]),
        st.sampled_from(["Die", "Brücke", "öffnet", "im", "Juli", "wieder"]),
    ),
    st.sampled_from(["one", "two", "three"]),
    max_size=6,
)


@given(sentences, sentences)
def test_every_sentence_then_and_now_is_told_once_or_stayed(old: dict[Key, str], new: dict[Key, str]) -> None:
    changes = list(plan_changes(old, new))
    after = [change.after[0] for change in changes if change.kind is not ChangeKind.REMOVED]
    stayed = [key for key in new if old.get(key) == new[key]]
    assert sorted(after) == sorted(key.text for key in new if key not in stayed)
    before = [change.before[0] for change in changes if change.kind is not ChangeKind.ADDED]
    assert set(before) <= {key.text for key in old}
    assert {key.text for key in old if key not in new} <= set(before) | {key.text for key in stayed}
