"""Marks for protected names go on and come off without a trace."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.website.markup import excerpt, link_mail, mark_names, mark_names_in_text, mark_tables, unmark

NAMES = ("Weidensteg", "Stadtwerke Eschenwarth", "Eschenwarth", "A&O", "", "span")
_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "Weidensteg",
        "Eschenwarth",
        "Stadtwerke ",
        "A&amp;O",
        " ",
        '<a title="Weidensteg > x">',
        "</a>",
        "<!-- Weidensteg -->",
        "<br>",
        "<",
        "&lt;",
        "span",
        "</span>",
        "<style>Weidensteg</style>",
        "x",
    ]
)


@settings(max_examples=200)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_unmarking_gives_back_what_was_marked(body: str) -> None:
    marked = mark_names(body, NAMES)
    assert (unmark(marked) if marked != body else marked) == body


def test_names_are_marked_in_text_only() -> None:
    body = '<p title="Eschenwarth">Eschenwarth</p><!-- Eschenwarth --><style>Eschenwarth{}</style>'
    marked = mark_names(body, NAMES)
    assert marked.count("translate") == 1
    assert '<p title="Eschenwarth"><span class="name" translate="no">Eschenwarth</span></p>' in marked


def test_the_longest_name_wins_and_parts_of_words_stay() -> None:
    marked = mark_names("Stadtwerke Eschenwarth, Eschenwarther, A&amp;O", NAMES)
    assert marked == (
        '<span class="name" translate="no">Stadtwerke Eschenwarth</span>, Eschenwarther, '
        '<span class="name" translate="no">A&amp;O</span>'
    )


def test_a_text_that_already_carries_the_mark_is_left_alone() -> None:
    body = '<span class="name" translate="no">x</span> Weidensteg'
    assert mark_names(body, NAMES) == body


def test_without_names_nothing_is_marked() -> None:
    assert mark_names("<p>x</p>", ("", " ")) == "<p>x</p>"


def test_plain_text_is_escaped_before_it_is_marked() -> None:
    assert mark_names_in_text("<A&O>", NAMES) == '&lt;<span class="name" translate="no">A&amp;O</span>&gt;'


def test_mail_addresses_become_links_and_the_rest_is_escaped() -> None:
    shown = link_mail('<a> a.b@c.example, "d@e.example"')
    assert shown.count("<a href") == 2
    assert shown.startswith("&lt;a&gt; <a href=")
    assert shown.endswith("</a>&#34;")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Eins</p><p>zwei &amp; drei</p>", "Eins zwei & drei"),
        ("<style>p{}</style><p>Text</p>", "Text"),
        ("<p>" + "Wort " * 60 + "</p>", "Wort " * 39 + "Wort…"),
        ("", ""),
    ],
)
def test_an_excerpt_is_plain_and_ends_at_a_word(body: str, expected: str) -> None:
    assert excerpt(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>1</td></tr></table>",
        '<p>a</p><table class="x"><tr><td><table></table></td></tr></table><p>b</p>',
        "<table><tr><td>never closed",
        "<pre><code>&lt;table&gt;</code></pre><!-- <table> --><table></table >",
        '<div class="wide" role="group" tabindex="0" aria-label="x"><table></table></div><!-- /wide -->',
        '<div class="wide" role="group" tabindex="0" aria-label="x"><table></table></div>',
        "<p>no table</p>",
    ],
)
def test_the_box_of_a_table_is_taken_off_again_exactly(body: str) -> None:
    marked = mark_names(mark_tables(body, 'Tabelle "breit"'), NAMES)
    assert (unmark(marked) if marked != body else marked) == body


def test_a_table_can_be_reached_with_the_keyboard() -> None:
    marked = mark_tables("<table><tr><td>1</td></tr></table>", "Tabelle")
    assert marked == (
        '<div class="wide" role="group" tabindex="0" aria-label="Tabelle">'
        "<table><tr><td>1</td></tr></table></div><!-- /wide -->"
    )
