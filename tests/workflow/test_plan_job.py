"""What a drafting job is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.job import Outcome
from translateflow.model.memory import MemoryMatch, MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.model.translation import Entry
from translateflow.workflow.plan_job import PEOPLE_ONLY, Scope, keys_to_fill, plan_job

if TYPE_CHECKING:
    from tests.workflow.conftest import House

FIRST = "Die Brücke kostet 12,8 Mio. Euro."
SECOND = "Sie ist <strong>186 m</strong> lang."


def _scope(house: House, entries: list[Entry], engines: tuple[str, ...] = ("google",), **exact: str) -> Scope:
    release = house.newsroom.read_release("bruecke")
    unit = {Key(Role.TEXT, FIRST): text for text in exact.values()}
    matches = {key: MemoryMatch(MemoryUnit("de", "en", FIRST, text), 100) for key, text in unit.items()}
    return Scope(release, "en", {entry.key: entry for entry in entries}, matches, engines)


def _empty(house: House) -> list[Entry]:
    segments = house.newsroom.read_release("bruecke").document.segments
    return [Entry(segment.text, context=segment.role or None) for segment in segments]


def test_every_segment_is_an_item_once(house: House) -> None:
    items = plan_job([_scope(house, _empty(house))])
    assert [item.key.role for item in items] == [Role.TITLE, Role.TEXT, Role.TEXT, Role.HEADING, Role.TEXT]
    assert {item.outcome for item in items} == {Outcome.WAITING}


def test_a_person_s_words_are_kept_and_not_sent(house: House) -> None:
    entries = _empty(house)
    entries[1] = Entry(FIRST, "The bridge costs 12.8 million euros.")
    item = plan_job([_scope(house, entries)], force_drafts=True)[1]
    assert (item.outcome, item.reason) == (Outcome.KEPT, "reviewed")


def test_a_draft_is_kept_unless_drafts_are_to_be_made_again(house: House) -> None:
    entries = _empty(house)
    entries[1] = Entry(FIRST, "A draft.", fuzzy=True)
    assert plan_job([_scope(house, entries)])[1].outcome is Outcome.KEPT
    assert plan_job([_scope(house, entries)], force_drafts=True)[1].outcome is Outcome.WAITING


def test_an_outdated_text_is_kept_even_when_drafts_are_forced(house: House) -> None:
    entries = _empty(house)
    entries[1] = Entry(FIRST, "A person wrote this.", fuzzy=True, previous="Die Brücke kostet 12 Mio. Euro.")
    assert plan_job([_scope(house, entries)], force_drafts=True)[1].outcome is Outcome.KEPT


def test_the_memory_comes_before_any_engine(house: House) -> None:
    item = plan_job([_scope(house, _empty(house), exact="The bridge costs 12.8 million euros.")])[1]
    assert item.outcome is Outcome.MEMORY
    assert (item.text, item.origin) == ("The bridge costs 12.8 million euros.", "memory 100 %")


def test_a_language_without_engine_is_left_for_people(house: House) -> None:
    items = plan_job([_scope(house, _empty(house), engines=())])
    assert {item.reason for item in items} == {PEOPLE_ONLY}


def test_a_sentence_the_catalog_does_not_have_yet_is_not_drafted(house: House) -> None:
    entries = _empty(house)[:-1]
    last = plan_job([_scope(house, entries)])[-1]
    assert (last.outcome, last.reason) == (Outcome.KEPT, "not in the catalog")


def test_only_what_is_open_is_looked_up_in_the_memory(house: House) -> None:
    entries = _empty(house)
    entries[0] = Entry("Neue Brücke öffnet", "New bridge opens", context="title")
    release = house.newsroom.read_release("bruecke")
    keys = keys_to_fill({entry.key: entry for entry in entries}, release, force_drafts=False)
    assert Key(Role.TITLE, "Neue Brücke öffnet") not in keys
    assert Key(Role.TEXT, SECOND) in keys
