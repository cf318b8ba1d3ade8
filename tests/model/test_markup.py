"""The tags in a text: what is one, what is literal, and what is wrong with them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.model.markup import Mark, TagToken, find_tag_faults, plain_text, tokenize
from translateflow.model.segment import TagShape

STRONG, EM, A1 = (TagShape(name, paired=True) for name in ("strong", "em", "a1"))
BR, IMG1 = (TagShape(name, paired=False) for name in ("br", "img1"))
SHAPES = (STRONG, EM, A1, BR, IMG1)

OPENED, CLOSED = TagToken("strong", Mark.OPEN), TagToken("strong", Mark.CLOSE)

# Texts that are full of tags, of things that look like tags, and of halves of them.
pieces = st.sampled_from(
    (
        *("<strong>", "</strong>", "<em>", "</em>", "<a1>", "</a1>", "<br/>", "<br>", "</br>", "<img1/>"),
        *("<b>", "</b/>", "<strong/>", "<", ">", "/", " ", "\n", "x < 5", "<script>", "&lt;", "<<em>>", "<STRONG>"),
    )
)
texts = st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=12).map("".join)
shapes = st.lists(st.sampled_from(SHAPES), max_size=5)


@given(texts, shapes)
def test_joining_the_tokens_gives_the_text(text: str, own: list[TagShape]) -> None:
    tokens = tokenize(text, own)
    assert "".join(token if isinstance(token, str) else token.text for token in tokens) == text


@given(texts, shapes)
def test_only_a_segment_s_own_tags_are_tags_and_literals_are_never_empty_nor_neighbours(
    text: str, own: list[TagShape]
) -> None:
    tokens = tokenize(text, own)
    names = {shape.name for shape in own}
    assert all(token.name in names for token in tokens if isinstance(token, TagToken))
    assert all(token for token in tokens if isinstance(token, str))
    neighbours = itertools.pairwise(tokens)
    assert not any(isinstance(one, str) and isinstance(other, str) for one, other in neighbours)


@given(texts)
def test_without_tags_of_its_own_a_text_is_literal(text: str) -> None:
    assert tokenize(text, ()) == ((text,) if text else ())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ein <strong>Wort</strong>.", ("Ein ", OPENED, "Wort", CLOSED, ".")),
        ("Zeile<br/>Zeile", ("Zeile", TagToken("br", Mark.ALONE), "Zeile")),
        ("x < 5 und <b>fett</b>", ("x < 5 und <b>fett</b>",)),
        ("<br>, <strong/> und </br/>", ("<br>, <strong/> und </br/>",)),
        ("<script>alert(1)</script>", ("<script>alert(1)</script>",)),
        ("", ()),
    ],
)
def test_what_is_a_tag(text: str, tokens: tuple[object, ...]) -> None:
    assert tokenize(text, SHAPES) == tokens


@pytest.mark.parametrize(
    ("text", "own", "faults"),
    [
        ("Ein <strong>Wort</strong>.", (STRONG,), ()),
        ("<em>a</em> und <em>b</em>", (EM, EM), ()),
        ("<a1><strong>a</strong></a1><br/>", (A1, STRONG, BR), ()),
        ("<em>a <em>b</em> c</em>", (EM, EM), ()),
        ("Ein Wort.", (STRONG,), ("tag strong is missing",)),
        ("<em>a</em> und <em>b</em>", (EM,), ("tag em stands 2 times instead of 1",)),
        ("<br/><br/>", (BR,), ("tag br stands 2 times instead of 1",)),
        ("<strong>Wort.", (STRONG,), ("<strong> is never closed",)),
        ("Wort</strong>.", (STRONG,), ("</strong> closes nothing", "tag strong is missing")),
        ("<em><strong>x</em></strong>", (EM, STRONG), ("<em> and <strong> overlap",)),
    ],
)
def test_what_is_wrong_with_a_translation_s_tags(text: str, own: tuple[TagShape, ...], faults: tuple[str, ...]) -> None:
    assert find_tag_faults(text, own) == faults


@given(st.lists(st.sampled_from(SHAPES), max_size=4, unique=True), st.text(alphabet="abc <>/&", max_size=10))
def test_each_tag_once_and_well_nested_is_without_fault(own: list[TagShape], words: str) -> None:
    text = words
    for shape in own:
        text = f"<{shape.name}>{text}</{shape.name}>" if shape.paired else f"{text}<{shape.name}/>"
    assert find_tag_faults(text, own) == ()


def test_plain_text_is_what_readers_read() -> None:
    assert plain_text(" Ein <strong>Wort</strong><br/>und\n\tx < 5 ", SHAPES) == "Ein Wort und x < 5"
    assert plain_text("<br/>", (BR,)) == ""
