"""Rendering in another language: whatever a translator types, the page stays whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.errors import BrokenTagsError, MissingTextError
from translateflow.formats import canonical_html, identity, keeps_identity, render_body, render_plain
from translateflow.model.segment import Key, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from translateflow.model.document import Document
    from translateflow.model.release import Release


def key(text: str) -> Key:
    return Key(Role.TEXT, text)


@pytest.mark.parametrize(
    "typed", ["x < 5 & y", "<script>alert(1)</script>", "javascript:alert(1)", "# no heading", "</p>"]
)
def test_what_a_translator_types_is_text(split: Callable[..., Document], typed: str) -> None:
    rendered = render_body(split("<p>Text</p>"), {key("Text"): typed}, "fr")
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert rendered == f"<p>{escaped}</p>"


def test_a_quotation_mark_cannot_leave_an_attribute(split: Callable[..., Document]) -> None:
    document = split('<p><img src="a.png" alt="Haus"></p>')
    rendered = render_body(document, {Key(Role.IMAGE_DESCRIPTION, "Haus"): '" onerror="x'}, "fr")
    assert rendered == '<p><img src="a.png" alt="&quot; onerror=&quot;x"></p>'


def test_a_tag_can_move_and_takes_its_attributes_along(split: Callable[..., Document]) -> None:
    document = split('<p>The <a href="x.html" title="Plan">white</a> house</p>')
    targets = {
        key("The <a1>white</a1> house"): "La maison <a1>blanche</a1>",
        Key(Role.LINK_TITLE, "Plan"): "Le plan",
    }
    assert render_body(document, targets, "fr") == '<p>La maison <a href="x.html" title="Le plan">blanche</a></p>'


def test_a_missing_translation_is_refused_and_never_replaced_by_the_source(split: Callable[..., Document]) -> None:
    with pytest.raises(MissingTextError, match="“One"):
        render_body(split("<p>One.</p>"), {}, "fr")


def test_a_translation_of_blanks_is_missing(split: Callable[..., Document]) -> None:
    with pytest.raises(MissingTextError):
        render_body(split("<p>One.</p>"), {key("One."): " \n"}, "fr")


@pytest.mark.parametrize("typed", ["Un deux", "<b>Un deux", "Un</b> deux", "<b>a</b><b>b</b>"])
def test_broken_tags_are_refused(split: Callable[..., Document], typed: str) -> None:
    with pytest.raises(BrokenTagsError, match="broken tags"):
        render_body(split("<p>One <b>two</b></p>"), {key("One <b>two</b>"): typed}, "fr")


def test_sentences_are_joined_as_the_target_language_does(split: Callable[..., Document]) -> None:
    document = split("<p>One. Two.</p>")
    targets = {key("One."): "一。", key("Two."): "二。"}
    assert render_body(document, targets, "zh-Hans") == "<p>一。二。</p>"


def test_a_space_comes_between_sentences_from_a_language_without(split: Callable[..., Document]) -> None:
    document = split("<p>一。二。</p>", "ja")
    assert render_body(document, {key("一。"): "One.", key("二。"): "Two."}, "en") == "<p>One. Two.</p>"


def test_a_tag_over_two_sentences_is_one_again_when_both_translations_have_it_at_the_joint(
    split: Callable[..., Document],
) -> None:
    document = split("<p>It <em>ends. And goes</em> on.</p>")
    targets = {
        key("It <em>ends.</em>"): "Das <em>endet.</em>",
        key("<em>And goes</em> on."): "<em>Und geht</em> weiter.",
    }
    assert render_body(document, targets, "de") == "<p>Das <em>endet. Und geht</em> weiter.</p>"


def test_a_tag_over_two_sentences_is_two_when_a_translation_moves_it(split: Callable[..., Document]) -> None:
    document = split("<p>It <em>ends. And goes</em> on.</p>")
    targets = {
        key("It <em>ends.</em>"): "Es <em>endet</em>.",
        key("<em>And goes</em> on."): "<em>Und geht</em> weiter.",
    }
    assert render_body(document, targets, "de") == "<p>Es <em>endet</em>. <em>Und geht</em> weiter.</p>"


def test_the_title_is_plain_text_in_any_language(read: Callable[..., Release]) -> None:
    document = read("a.md", "---\ntitle: A < B\n---\nText.\n").document
    assert document.title is not None
    assert render_plain(document, document.title, identity(document)) == "A < B"
    assert render_plain(document, document.title, {Key(Role.TITLE, "A < B"): " B > A "}) == "B > A"


def test_a_no_break_space_at_the_end_of_a_title_stays(split: Callable[..., Document]) -> None:
    html = '<a title="\u202fc\u00a0" href="x">d</a>'
    assert keeps_identity(split(html), canonical_html(html))


@pytest.mark.parametrize("tag", ['<a "=">><">', "<a x=y'>", '<a x="y"z=">">', "<a x=>"])
def test_a_tag_ends_where_browsers_end_it(split: Callable[..., Document], tag: str) -> None:
    html = f"<p>One {tag}two</a>.</p>"
    document = split(html)
    assert [segment.text for segment in document.segments] == ["One <a1>two</a1>."]
    assert keeps_identity(document, canonical_html(html))


def test_a_tag_within_a_tag_over_sentences_never_stands_across_it(split: Callable[..., Document]) -> None:
    html = "<p>T<b>x. <i>Two.</i> M</b></p>"
    document = split(html)
    assert keeps_identity(document, html)
    targets = {
        key("T<b>x.</b>"): "<b>X</b>.",
        key("<b><i>Two.</i></b>"): "<b><i>Zwei</i></b>.",
        key("<b>M</b>"): "<b>M</b>",
    }
    assert render_body(document, targets, "de") == "<p><b>X</b>. <b><i>Zwei</i></b>. <b>M</b></p>"
