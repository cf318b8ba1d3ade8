"""Tags inside a segment: what is one, what is literal text, and what a translation did to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.model.markup import Mark, TagToken, find_tag_faults, plain_text, tokenize
from translateflow.model.segment import TagShape

EM, LINK, BREAK = TagShape("em", paired=True), TagShape("a1", paired=True), TagShape("br", paired=False)
SHAPES = (EM, LINK, BREAK)


def test_a_segments_own_tags_are_tags() -> None:
    assert tokenize("See <a1>here</a1><br/>.", SHAPES) == (
        "See ",
        TagToken("a1", Mark.OPEN),
        "here",
        TagToken("a1", Mark.CLOSE),
        TagToken("br", Mark.ALONE),
        ".",
    )


@pytest.mark.parametrize(
    "text", ["x < 5", "<script>", "<a2>", "<em/>", "<br>", "</br>", "< em>", "<EM>", "<em >", "</em/>", "a > b"]
)
def test_everything_else_is_literal_text(text: str) -> None:
    assert tokenize(text, SHAPES) == (text,)


def test_nothing_is_nothing() -> None:
    assert tokenize("", SHAPES) == ()
    assert tokenize("", ()) == ()


@given(st.lists(st.sampled_from(["<em>", "</em>", "<a1>", "</a1>", "<br/>", "<", ">", "/", "word", " ", "<x>"])))
def test_joining_the_tokens_gives_the_text_back(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert "".join(token if isinstance(token, str) else token.text for token in tokenize(text, SHAPES)) == text


def test_readers_see_no_tags_and_a_break_as_a_space() -> None:
    assert plain_text("One<br/>two <em>three</em>\n four, x < 5", SHAPES) == "One two three four, x < 5"


@pytest.mark.parametrize("text", ["<em>a</em> <a1>b<br/></a1>", "<a1><em>a</em></a1><br/>"])
def test_tags_may_move_with_their_words(text: str) -> None:
    assert find_tag_faults(text, SHAPES) == ()


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a", ("tag em is missing",)),
        ("<em>a</em><em>b</em>", ("tag em stands 2 times instead of 1",)),
        ("<em>a", ("<em> is never closed",)),
        ("a</em>", ("</em> closes nothing", "tag em is missing")),
    ],
)
def test_a_lost_doubled_or_open_tag_is_named(text: str, faults: tuple[str, ...]) -> None:
    assert find_tag_faults(text, (EM,)) == faults


def test_overlapping_tags_are_named() -> None:
    assert find_tag_faults("<em>a<a1>b</em>c</a1>", (EM, LINK)) == ("<em> and <a1> overlap",)


def test_a_pair_that_stands_twice_in_the_source_stands_twice_in_the_translation() -> None:
    assert find_tag_faults("<em>a</em> <em>b</em>", (EM, EM)) == ()
    assert find_tag_faults("<em>a <em>b</em></em>", (EM, EM)) == ()
    assert find_tag_faults("<em>a b</em>", (EM, EM)) == ("tag em is missing",)
