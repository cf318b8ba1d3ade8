from __future__ import annotations

import pytest
from tests.workflow.conftest import EDITOR, NOW, House
from tests.workflow.test_editing import COSTS, opened_house

from translateflow.errors import EmptyCommentError, NotApprovedError, UnknownSegmentError
from translateflow.model.edit import CommentKind, segment_id
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.comments import (
    LONGEST_REPORT,
    list_comments,
    list_queue,
    run_comment,
    run_report,
    run_settle,
)

__all__ = ["opened_house"]

ADA = "Ada <ada@desk.example>"
TEXTS = {
    "Neue Brücke öffnet": "New bridge opens",
    "Die Brücke kostet 12,8 Mio. Euro.": "The bridge costs EUR 12.8 million.",
    "Sie ist <strong>186 m</strong> lang.": "It is <strong>186 m</strong> long.",
    "Anfahrt": "How to get there",
    "Die Linie 21 fährt alle zehn Minuten.": "Line 21 runs every ten minutes.",
}


@pytest.fixture
def published_house(opened_house: House) -> House:
    opened_house.review("en", texts=TEXTS)
    (verdict,) = run_approve(opened_house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW)
    assert verdict.passed, verdict.reasons
    return opened_house


def test_a_comment_is_kept_at_its_sentence_until_somebody_settles_it(opened_house: House) -> None:
    newsroom = opened_house.newsroom
    comment = run_comment(newsroom, "bruecke", "en", segment_id(COSTS), ADA, "  Euro or EUR? ")

    assert list_comments(newsroom, "bruecke", "en", [COSTS]) == [comment]
    assert (comment.text, comment.who) == ("Euro or EUR?", ADA)
    assert run_settle(newsroom, "bruecke", "en", comment.id, "Bo")
    assert not run_settle(newsroom, "bruecke", "en", comment.id, "Bo")
    assert list_queue(newsroom) == []
    assert [record.action for record in newsroom.database.audit.records()] == ["comment settled", "comment written"]


def test_a_comment_needs_words_and_a_sentence(opened_house: House) -> None:
    with pytest.raises(EmptyCommentError):
        run_comment(opened_house.newsroom, "bruecke", "en", segment_id(COSTS), ADA, " \n\x07 ")
    with pytest.raises(UnknownSegmentError):
        run_comment(opened_house.newsroom, "bruecke", "en", "0" * 12, ADA, "Hello?")


def test_a_newsroom_without_database_has_no_comments(opened_house: House) -> None:
    assert list_comments(opened_house.newsroom, "bruecke", "en", [COSTS]) == []
    assert list_queue(opened_house.newsroom) == []
    assert not opened_house.newsroom.has_database


def test_a_reader_report_lands_at_the_sentence_its_paragraph_begins_with(published_house: House) -> None:
    passage = "The bridge costs EUR 12.8 million. It is 186 m long."

    report = run_report(published_house.newsroom, "bruecke", "en", passage, "It cost more." + "!" * LONGEST_REPORT)

    assert (report.kind, report.place.key) == (CommentKind.REPORT, COSTS)
    assert len(report.text) == LONGEST_REPORT
    assert list_queue(published_house.newsroom, ["en"]) == [report]


def test_a_report_about_a_passage_nobody_knows_lands_at_the_title(published_house: House) -> None:
    report = run_report(published_house.newsroom, "bruecke", "en", "Something else.", "Where is this?")

    assert report.place.key.text == "Neue Brücke öffnet"


def test_nothing_is_reported_about_what_was_never_published(published_house: House) -> None:
    with pytest.raises(NotApprovedError):
        run_report(published_house.newsroom, "bruecke", "ar", "x", "y")
