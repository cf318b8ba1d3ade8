from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.model.edit import CommentKind, Place, segment_id
from translateflow.model.segment import Key, Role

if TYPE_CHECKING:
    from translateflow.storage import Database

KEY = Key(Role.TEXT, "Die Linie 21 fährt.")
PLACE = Place("bruecke", "en", KEY)
ID = segment_id(KEY)


def test_comments_are_read_in_the_order_they_were_written(database: Database) -> None:
    first = database.comments.add(PLACE, "Ada", CommentKind.COMMENT, "Tram or bus?")
    second = database.comments.add(PLACE, "", CommentKind.REPORT, "It is line 22 now.")

    assert database.comments.of_segment("bruecke", "en", [ID]) == [first, second]
    assert database.comments.of_segment("bruecke", "ar", [ID]) == []
    assert (second.kind, second.text, second.place) == (CommentKind.REPORT, "It is line 22 now.", PLACE)


def test_what_is_settled_no_longer_waits_and_says_by_whom(database: Database) -> None:
    comment = database.comments.add(PLACE, "Ada", CommentKind.COMMENT, "Tram or bus?")
    assert database.comments.count_open("bruecke", "en") == {ID: 1}

    assert not database.comments.settle(comment.id, "bruecke", "ar", "Bo")
    assert database.comments.settle(comment.id, "bruecke", "en", "Bo")
    assert not database.comments.settle(comment.id, "bruecke", "en", "Cy")

    assert database.comments.count_open("bruecke", "en") == {}
    assert database.comments.of_segment("bruecke", "en", [ID])[0].done_by == "Bo"


def test_the_queue_holds_what_waits_in_the_languages_asked_for(database: Database) -> None:
    english = database.comments.add(PLACE, "Ada", CommentKind.COMMENT, "one")
    arabic = database.comments.add(Place("bruecke", "ar", KEY), "Ada", CommentKind.COMMENT, "two")

    assert database.comments.list_open() == [arabic, english]
    assert database.comments.list_open(["en"]) == [english]
    assert database.comments.list_open([]) == []
