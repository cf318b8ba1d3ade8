from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.conftest import split_html

from translateflow.formats import canonical_html, identity, render_marked, render_occurrences
from translateflow.model.edit import segment_id
from translateflow.model.segment import Key, Role

if TYPE_CHECKING:
    from translateflow.model.document import Document

BODY = '<p>One <a href="x.html">and. Another</a> two.</p><p>Three.</p><p>Three.</p>'
SPAN = re.compile(r"<span data-segment=[^>]*>")


def key(text: str) -> Key:
    return Key(Role.TEXT, text)


def mark(text: str) -> str:
    return f'<span data-segment="{segment_id(key(text))}">'


def unmarked(html: str) -> str:
    return SPAN.sub("", html).replace("</span>", "")


def test_every_sentence_stands_in_its_mark() -> None:
    document = split_html("<p>One. <b>Two</b> too.</p>")
    targets = {key("One."): "Un.", key("<b>Two</b> too."): "<b>Deux</b> aussi."}

    assert render_marked(document, targets, "fr") == (
        f"<p>{mark('One.')}Un.</span> {mark('<b>Two</b> too.')}<b>Deux</b> aussi.</span></p>"
    )


def test_what_is_not_translated_shows_the_source_as_such() -> None:
    html = render_marked(split_html("<p>Noch nicht.</p>", "de"), {key("Noch nicht."): " "}, "ar")

    assert 'lang="de" dir="ltr" data-untranslated>Noch nicht.</span>' in html


def test_broken_tags_are_shown_as_text() -> None:
    document = split_html("<p>One <b>two</b></p>")

    html = render_marked(document, {key("One <b>two</b>"): "Un <b>deux <script>"}, "fr")

    assert "Un &lt;b&gt;deux &lt;script&gt;</span>" in html


def test_a_mark_is_never_cut_by_a_link_that_goes_on_in_the_next_sentence() -> None:
    html = render_marked(split_html(BODY), identity(split_html(BODY)), "en")

    assert html.count("</a>") == html.count("<a ") == 2
    for inside in re.findall(r"<span data-segment[^>]*>(.*?)</span>", html):
        assert inside.count("<a ") == inside.count("</a>")


def test_a_sentence_that_stands_twice_is_given_for_each_place() -> None:
    document = split_html(BODY)

    assert render_occurrences(document, {key("Three."): "Trois."}, "fr", key("Three.")) == ("Trois.", "Trois.")
    assert render_occurrences(document, {}, "fr", key("Elsewhere.")) == ()


@given(st.lists(st.sampled_from(["One. ", "<b>", "</b>", "two", "<i>x</i>", "</p><p>", "<br>"])).map("".join))
def test_without_marks_a_page_reads_as_it_will_be_published(body: str) -> None:
    document: Document = split_html(f"<p>{body}</p>")
    texts = identity(document)

    def words(html: str) -> str:
        return re.sub(r"<[^>]*>", "", html)

    assert words(unmarked(render_marked(document, texts, "en"))) == words(canonical_html(f"<p>{body}</p>"))
