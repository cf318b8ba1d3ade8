from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.website import list_passages
from translateflow.website.markup import unmark
from translateflow.website.passages import mark_passages

BODY = "<p>One. <b>Two.</b></p><ul><li>Three</li><li><p>Four</p></li><li> </li></ul><h2>No</h2><p>A &amp; B</p>"


def test_each_passage_ends_in_a_link_with_its_number() -> None:
    marked = mark_passages(BODY, "report/?page=en/x&passage=", "Report a problem")

    link = '<a class="report" rel="nofollow" href="report/?page=en/x&amp;passage={}">Report a problem</a>'
    assert f"<p>One. <b>Two.</b> {link.format(1)}</p>" in marked
    assert f"<li>Three {link.format(2)}</li>" in marked
    assert f"<p>Four {link.format(3)}</p></li>" in marked
    assert marked.count('class="report"') == 4


def test_the_words_of_a_passage_are_found_again_by_its_number() -> None:
    expected = ("One. Two.", "Three", "Four", "A & B")
    assert list_passages(BODY) == expected
    assert list_passages(mark_passages(BODY, "?", "Report")) == expected


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<li>", "</li>", "word", " ", "<!--</p>-->", "<b>", "</b>"])).map("".join)
)
def test_the_links_are_taken_back_exactly(body: str) -> None:
    assert unmark(mark_passages(body, "?n=", "Melden")) == body


@pytest.mark.parametrize("body", [mark_passages("<p>One.</p>", "?", "x"), ""])
def test_a_body_that_has_such_links_is_left_alone(body: str) -> None:
    assert mark_passages(body, "?", "y") == body
