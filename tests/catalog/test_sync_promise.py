"""The promise of sync, held against any sequence of edits: no reviewed text is lost, fuzzied or misplaced."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from translateflow.catalog import Catalog, Change, make_template, parse_catalog, plan_sync
from translateflow.model.document import Document
from translateflow.model.release import FrontMatter, Release, SourceFormat
from translateflow.model.segment import Key, Role, Segment
from translateflow.model.translation import EntryState

NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
WORDS = 8


@dataclass
class Sentence:
    """A sentence as its author knows it: what it says now, what it said before, and its role."""

    number: int
    role: Role = Role.TEXT
    edits: int = 0
    versions: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.versions[-1]

    @property
    def key(self) -> Key:
        return Key(self.role, self.text)


class Newsroom(RuleBasedStateMachine):
    """An editor edits the source, a translator reviews, and a sync follows each change.

    Every translation names the sentence it was made for, so that one in a wrong place is seen.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sentences: dict[int, Sentence] = {}
        self.order: list[int] = []
        self.removed: list[int] = []
        self.reviewed: dict[str, str] = {}
        self.is_synced = False
        self.catalog: Catalog | None = None
        self.template: Catalog | None = None

    @initialize(count=st.integers(2, 6))
    def begin(self, count: int) -> None:
        for _ in range(count):
            self._write_sentence(len(self.order))
        self._sync_now()

    def _write_sentence(self, place: int) -> None:
        number = len(self.sentences)
        words = [f"w{number}x{index}" for index in range(WORDS)]
        self.sentences[number] = Sentence(number, versions=[" ".join(words).capitalize() + "."])
        self.order.insert(place, number)

    def _pick(self, data: st.DataObject) -> Sentence:
        return self.sentences[data.draw(st.sampled_from(self.order))]

    def _release(self) -> Release:
        segments = tuple(
            Segment(self.sentences[number].text, self.sentences[number].role, line=line, block=line // 2)
            for line, number in enumerate(self.order, 1)
        )
        return Release("brunnen", "de", SourceFormat.MARKDOWN, FrontMatter(), Document("de", segments, ()), "0" * 64)

    def _sync(self) -> None:
        self._sync_now()

    def _sync_now(self) -> None:
        self.is_synced = True
        release = self._release()
        plan = plan_sync(release, "fr", catalog=self.catalog, template=self.template)
        counts = plan.counts
        assert counts.total == counts.new + counts.kept + counts.moved + counts.outdated + counts.restored
        self.catalog = parse_catalog(plan.catalog.to_bytes(), "x")
        assert self.catalog.entries == plan.catalog.entries
        self.template = make_template(release, old=self.template)
        assert plan_sync(release, "fr", catalog=self.catalog, template=self.template).catalog is self.catalog

    @rule(data=st.data())
    def a_person_reviews(self, data: st.DataObject) -> None:
        sentence = self._pick(data)
        if not self.is_synced:
            return
        target = f"T{sentence.number} v{len(self.reviewed)}"
        assert self.catalog is not None
        self.catalog = self.catalog.with_changes({sentence.key: Change(target)}, by="Iryna", at=NOON)
        self.reviewed[sentence.text] = target

    @rule(data=st.data(), where=st.integers(0, WORDS - 1), also_moves=st.booleans())
    def an_edit_keeps_the_old_text_with_its_source(self, data: st.DataObject, where: int, also_moves: bool) -> None:
        assert self.catalog is not None
        sentence = self._pick(data)
        was_synced, before = self.is_synced, self.catalog.get(sentence.key)
        words = sentence.text.split()
        sentence.edits += 1
        words[where] = f"e{sentence.number}x{sentence.edits}"
        sentence.versions.append(" ".join(words))
        if also_moves:
            self._move(sentence.number, data.draw(st.integers(0, len(self.order) - 1)))
        self._sync()
        if not (was_synced and self.is_synced):
            return
        after = self.catalog.get(sentence.key)
        assert after is not None
        assert before is not None
        if before.state is EntryState.REVIEWED:
            assert (after.state, after.target, after.previous) == (EntryState.OUTDATED, before.target, before.source)
        elif before.state is EntryState.OUTDATED:
            assert (after.state, after.target, after.previous) == (EntryState.OUTDATED, before.target, before.previous)
        else:
            assert after.state is before.state

    @precondition(lambda self: any(len(sentence.versions) > 1 for sentence in self.sentences.values()))
    @rule(data=st.data())
    def an_edit_is_undone(self, data: st.DataObject) -> None:
        sentence = self._pick(data)
        if len(sentence.versions) > 1:
            sentence.versions.pop()
            self._sync()

    @rule(data=st.data(), place=st.integers(0, 9))
    def a_sentence_moves(self, data: st.DataObject, place: int) -> None:
        self._move(self._pick(data).number, place)
        self._sync()

    def _move(self, number: int, place: int) -> None:
        self.order.remove(number)
        self.order.insert(place, number)

    @rule(data=st.data(), place=st.integers(0, 9))
    def a_sentence_is_repeated(self, data: st.DataObject, place: int) -> None:
        self.order.insert(place, self._pick(data).number)
        self._sync()

    @rule(place=st.integers(0, 9))
    def a_sentence_is_added(self, place: int) -> None:
        self._write_sentence(place)
        self._sync()

    @precondition(lambda self: len(self.order) > 2)
    @rule(data=st.data(), replaced=st.booleans())
    def a_sentence_is_deleted(self, data: st.DataObject, replaced: bool) -> None:
        number = self._pick(data).number
        place = self.order.index(number)
        self.order.remove(number)
        if number not in self.order:
            self.removed.append(number)
        if replaced:
            self._write_sentence(place)
        self._sync()

    @precondition(lambda self: self.removed)
    @rule(data=st.data(), place=st.integers(0, 9))
    def a_sentence_comes_back(self, data: st.DataObject, place: int) -> None:
        number = data.draw(st.sampled_from(self.removed))
        self.removed.remove(number)
        self.order.insert(place, number)
        self._sync()

    @rule(data=st.data(), role=st.sampled_from([Role.TEXT, Role.HEADING, Role.TABLE_CELL]))
    def a_sentence_changes_its_role(self, data: st.DataObject, role: Role) -> None:
        self._pick(data).role = role
        self._sync()

    @invariant()
    def every_reviewed_text_of_a_sentence_that_exists_is_there_and_confirmed(self) -> None:
        for number in self.order:
            sentence = self.sentences[number]
            if self.catalog is not None and self.is_synced and sentence.text in self.reviewed:
                entry = self.catalog.get(sentence.key)
                assert entry is not None
                assert (entry.target, entry.state) == (self.reviewed[sentence.text], EntryState.REVIEWED)

    @invariant()
    def no_translation_lands_on_another_sentence(self) -> None:
        owner = {text: sentence.number for sentence in self.sentences.values() for text in sentence.versions}
        for entry in () if self.catalog is None else (*self.catalog.entries, *self.catalog.obsolete):
            if entry.target and entry.source in owner:
                assert entry.target.split()[0] == f"T{owner[entry.source]}"

    @invariant()
    def every_reviewed_text_is_still_somewhere(self) -> None:
        if self.catalog is not None:
            texts = {(entry.source, entry.target) for entry in (*self.catalog.entries, *self.catalog.obsolete)}
            assert set(self.reviewed.items()) <= texts


class HastyNewsroom(Newsroom):
    """An editor who edits for a while before anyone syncs."""

    def _sync(self) -> None:
        self.is_synced = False

    @rule()
    def a_sync_follows(self) -> None:
        self._sync_now()


TestHastyNewsroom = HastyNewsroom.TestCase
TestHastyNewsroom.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(max_examples=80, stateful_step_count=20, deadline=None)
