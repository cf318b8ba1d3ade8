from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workflow.conftest import NOW, RELEASE, TRANSLATOR, House

from translateflow.catalog import Change, fill_drafts, update_catalog
from translateflow.errors import LanguageNotTargetedError, NoCatalogError, UnknownSegmentError
from translateflow.model.edit import CommentKind, Place, segment_id
from translateflow.model.memory import Term, TermStatus
from translateflow.model.segment import Key, Role
from translateflow.model.translation import EntryState
from translateflow.workflow.editing import open_editor
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from translateflow.catalog import Catalog

COSTS = Key(Role.TEXT, "Die Brücke kostet 12,8 Mio. Euro.")
LONG = Key(Role.TEXT, "Sie ist <strong>186 m</strong> lang.")


@pytest.fixture
def opened_house(house: House) -> House:
    run_sync(house.newsroom, [])
    return house


def draft(house: House, key: Key, text: str, origin: str = "apertium") -> None:
    def fill(catalog: Catalog | None) -> Catalog:
        assert catalog is not None
        return fill_drafts(catalog, {key: Change(text, fuzzy=True, origin=origin)}, at=NOW).catalog

    update_catalog(house.catalog_path("en"), fill)


def test_sentences_come_in_reading_order_and_by_paragraph(opened_house: House) -> None:
    view = open_editor(opened_house.newsroom, "bruecke", "en")

    assert [(each.number, each.role.value, each.source) for each in view.segments] == [
        (1, "title", "Neue Brücke öffnet"),
        (2, "", "Die Brücke kostet 12,8 Mio. Euro."),
        (3, "", "Sie ist <strong>186 m</strong> lang."),
        (4, "heading", "Anfahrt"),
        (5, "", "Die Linie 21 fährt alle zehn Minuten."),
    ]
    title, costs, long, heading, _ = view.segments
    assert costs.block == long.block
    assert len({title.block, costs.block, heading.block}) == 3
    assert view.counts == {
        EntryState.EMPTY: 5,
        EntryState.DRAFT: 0,
        EntryState.OUTDATED: 0,
        EntryState.REVIEWED: 0,
    }


def test_a_draft_shows_its_origin_its_score_and_what_is_wrong_with_it(opened_house: House) -> None:
    draft(opened_house, COSTS, "The bridge costs EUR 12.9 million.", "memory 87 %")

    segment = open_editor(opened_house.newsroom, "bruecke", "en").segment(segment_id(COSTS))

    assert (segment.state, segment.text.origin, segment.score) == (EntryState.DRAFT, "memory 87 %", 87)
    assert [issue.check for issue in segment.issues] == ["amounts"]


def test_tags_are_explained(house: House) -> None:
    house.write_release("link", "---\ntitle: T\n---\n\nSiehe [hier](https://x.example/a) **jetzt**.\n")
    run_sync(house.newsroom, ["link"])

    tags = open_editor(house.newsroom, "link", "en").segments[1].tags

    assert [(tag.shape.name, tag.note) for tag in tags] == [("a1", "https://x.example/a"), ("strong", "")]


def test_words_of_the_glossary_are_found_with_what_the_house_wants(opened_house: House) -> None:
    opened_house.newsroom.database.terms.add(
        [
            Term("de", "en", "Linie", "route", definition="of a tram"),
            Term("de", "en", "Linie", "line", TermStatus.FORBIDDEN),
        ]
    )

    spots = open_editor(opened_house.newsroom, "bruecke", "en").segments[4].terms

    assert [(spot.start, spot.end, spot.wanted, spot.forbidden) for spot in spots] == [(4, 9, ("route",), ("line",))]
    assert spots[0].definition == "of a tram"


def test_an_outdated_sentence_keeps_what_it_was_translated_from(opened_house: House) -> None:
    opened_house.review("en")
    opened_house.write_release("bruecke", RELEASE.replace("186 m", "188 m"))
    run_sync(opened_house.newsroom, [])

    view = open_editor(opened_house.newsroom, "bruecke", "en")

    assert view.segments[2].state is EntryState.OUTDATED
    assert view.segments[2].text.previous == LONG.text


def test_a_source_that_moved_on_can_be_read_before_it_is_synced(opened_house: House) -> None:
    assert not open_editor(opened_house.newsroom, "bruecke", "en").stale
    opened_house.write_release("bruecke", RELEASE.replace("186 m", "188 m"))

    view = open_editor(opened_house.newsroom, "bruecke", "en")

    assert view.stale
    assert [each.number for each in view.segments if each.missing] == [3]


def test_what_others_write_is_seen_at_once(opened_house: House) -> None:
    assert open_editor(opened_house.newsroom, "bruecke", "en").segments[0].target == ""
    opened_house.review("en", texts={"Neue Brücke öffnet": "New bridge opens"})

    view = open_editor(opened_house.newsroom, "bruecke", "en")

    assert view.segments[0].target == "New bridge opens"
    assert view.last_translator == TRANSLATOR
    assert open_editor(opened_house.newsroom, "bruecke", "en") is view


def test_open_comments_are_counted_by_sentence(opened_house: House) -> None:
    place = Place("bruecke", "en", COSTS)
    opened_house.newsroom.database.comments.add(place, "Ada", CommentKind.COMMENT, "Euro or EUR?")

    assert open_editor(opened_house.newsroom, "bruecke", "en").comments == {segment_id(COSTS): 1}


def test_a_sentence_that_stands_twice_is_shown_once(house: House) -> None:
    house.write_release("twice", "---\ntitle: T\n---\n\nDas ist alles.\n\nUnd mehr.\n\nDas ist alles.\n")
    run_sync(house.newsroom, ["twice"])

    view = open_editor(house.newsroom, "twice", "en")

    assert [(each.source, each.repeats) for each in view.segments] == [
        ("T", 0),
        ("Das ist alles.", 1),
        ("Und mehr.", 0),
    ]


def test_what_is_not_there_is_refused_by_name(opened_house: House) -> None:
    with pytest.raises(LanguageNotTargetedError):
        open_editor(opened_house.newsroom, "bruecke", "fr")
    opened_house.catalog_path("en").unlink()
    with pytest.raises(NoCatalogError):
        open_editor(opened_house.newsroom, "bruecke", "en")
    with pytest.raises(UnknownSegmentError):
        open_editor(opened_house.newsroom, "bruecke", "ar").segment("0" * 12)
