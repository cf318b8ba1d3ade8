"""The small words: ledgers that add up, states that follow from fields alone, secrets that do not show."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.model.document import Document, Slot
from translateflow.model.engine import EngineOptions
from translateflow.model.job import Sums
from translateflow.model.release import FrontMatter, Release, SourceFormat
from translateflow.model.segment import Key, Role, Segment, Tag, TagShape
from translateflow.model.translation import Entry, EntryState

counts = st.integers(0, 1000)


@given(st.tuples(counts, counts, counts, counts, counts, counts))
def test_sums_add_up_only_when_every_item_is_counted_once(parts: tuple[int, int, int, int, int, int]) -> None:
    waiting, drafted, memory, kept, failed, cancelled = parts
    sums = Sums(sum(parts), waiting, drafted, memory, kept, failed, cancelled)
    assert sums.adds_up
    assert not Sums(sum(parts) + 1, waiting, drafted, memory, kept, failed, cancelled).adds_up


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (Entry("a"), EntryState.EMPTY),
        (Entry("a", " \n"), EntryState.EMPTY),
        (Entry("a", fuzzy=True), EntryState.EMPTY),
        (Entry("a", "b"), EntryState.REVIEWED),
        (Entry("a", "a"), EntryState.REVIEWED),
        (Entry("a", "b", fuzzy=True), EntryState.DRAFT),
        (Entry("a", "b", fuzzy=True, previous="c"), EntryState.OUTDATED),
        (Entry("a", "b", previous="c"), EntryState.REVIEWED),
    ],
)
def test_a_state_follows_from_the_fields_alone(entry: Entry, state: EntryState) -> None:
    assert entry.state is state


@given(st.text(), st.text(), st.one_of(st.none(), st.text()), st.booleans(), st.one_of(st.none(), st.text()))
def test_only_a_text_a_person_confirmed_is_reviewed(
    source: str, target: str, context: str | None, fuzzy: bool, previous: str | None
) -> None:
    entry = Entry(source, target, context, fuzzy, previous)
    assert (entry.state is EntryState.REVIEWED) == (bool(target.strip()) and not fuzzy)
    assert entry.key.text == source


def test_a_context_is_a_role_and_a_foreign_one_counts_as_body_text() -> None:
    assert Entry("a", context="title").key == Key(Role.TITLE, "a")
    assert Entry("a").key == Key(Role.TEXT, "a")
    assert Entry("a", context="menu|File").key == Key(Role.TEXT, "a")


def test_a_segment_is_known_by_role_and_text() -> None:
    link = Tag("a1", ('<a href="https://city.example">',), "</a>", "a1: https://city.example")
    segment = Segment("Zum <a1>Plan</a1><br/>", Role.HEADING, (link, Tag("br", ("<br>",))))
    assert segment.key == Key(Role.HEADING, "Zum <a1>Plan</a1><br/>")
    assert segment.shapes == (TagShape("a1", paired=True), TagShape("br", paired=False))


@pytest.mark.parametrize(("title", "shown"), [(0, "Neue Brücke"), (None, "bruecke")])
def test_a_release_without_a_headline_is_called_by_its_slug(title: int | None, shown: str) -> None:
    document = Document("de", (Segment("Neue Brücke"),), ("<p>", Slot(0), "</p>"), title=title)
    front = FrontMatter(date=dt.date(2026, 6, 18))
    assert Release("bruecke", "de", SourceFormat.MARKDOWN, front, document, "0" * 64).title == shown


def test_an_engine_s_key_never_shows() -> None:
    assert "geheim" not in repr(EngineOptions("deepl", api_key="geheim"))
