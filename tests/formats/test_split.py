"""The splitter against its promise, on examples of every construct and on generated documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.errors import SourceError
from translateflow.formats import canonical_html, identity, keeps_identity, render_body
from translateflow.formats.balance import check_balance
from translateflow.formats.markdown import MarkdownLines, render_markdown
from translateflow.formats.split import Splitter
from translateflow.formats.tokens import normalize, scan
from translateflow.model.document import AttributeSlot, Document, Gap, Slot
from translateflow.model.markup import find_tag_faults
from translateflow.model.segment import Role, Segmentation

if TYPE_CHECKING:
    from collections.abc import Callable


EXAMPLES = [
    tuple(part.split("\n", 1))
    for part in ("\n" + Path(__file__).with_name("data").joinpath("markdown.txt").read_text("utf-8")).split("\n== ")[1:]
]
NAMES = [example[0] for example in EXAMPLES]


def split_markdown(text: str, language: str, segmentation: Segmentation) -> Document:
    splitter = Splitter(language, segmentation)
    splitter.split(normalize(scan(render_markdown(text), MarkdownLines(text))))
    return Document(language, tuple(splitter.segments), tuple(splitter.body))


def canonical_markdown(text: str) -> str:
    return canonical_html("".join(token.raw for token in scan(render_markdown(text), MarkdownLines(text))))


@pytest.mark.parametrize("segmentation", Segmentation)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=NAMES)
def test_every_construct_translated_to_itself_is_the_source(
    name: str, text: str, language: str, segmentation: Segmentation
) -> None:
    document = split_markdown(text, language, segmentation)
    assert keeps_identity(document, canonical_markdown(text)), name


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=NAMES)
def test_no_segment_has_faulty_tags_or_white_space_at_its_ends(name: str, text: str) -> None:
    for segment in split_markdown(text, "en", Segmentation.SENTENCE).segments:
        assert find_tag_faults(segment.text, segment.shapes) == (), name
        assert segment.text == segment.text.strip()
        assert any(character.isalnum() for character in segment.text)


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=NAMES)
def test_the_canonical_form_is_its_own_canonical_form(name: str, text: str) -> None:
    canonical = canonical_markdown(text)
    assert canonical_html(canonical) == canonical, name


WORDS = st.sampled_from(
    ["Stadt", "the", "x < 5", "a & b", "Dr.", "1.", "end.", "What?", "我们。", "<em>", "</b>", "— ", "\xa0", "\n", " "]
)
INLINE = st.recursive(
    st.lists(WORDS, max_size=4).map(" ".join),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.tuples(st.sampled_from(["em", "b", "a href='x' title='T. U'", "span class=x", "code"]), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
        ),
        st.sampled_from(
            [
                "<br>",
                "<br />",
                "<img alt='Al. T' src=x>",
                "<!-- c. D -->",
                "<i>",
                "</i>",
                '<sup class="footnote-ref">1</sup>',
            ]
        ),
    ),
    max_leaves=12,
)
BLOCK = st.tuples(st.sampled_from(["p", "li", "h2", "td", "div"]), INLINE).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
)
BODY = st.lists(st.one_of(BLOCK, INLINE, st.sampled_from(["\n", "<hr>", "<pre>a. B\n c</pre>"])), max_size=6).map(
    "".join
)


@settings(max_examples=200, deadline=None)
@given(html=BODY, segmentation=st.sampled_from(Segmentation), language=st.sampled_from(["en", "de", "ja"]))
def test_any_html_translated_to_itself_is_the_source(html: str, segmentation: Segmentation, language: str) -> None:
    splitter = Splitter(language, segmentation)
    splitter.split(normalize(scan(html)))
    document = Document(language, tuple(splitter.segments), tuple(splitter.body))
    assert keeps_identity(document, canonical_html(html))
    for segment in document.segments:
        assert find_tag_faults(segment.text, segment.shapes) == ()


@settings(max_examples=100, deadline=None)
@given(html=st.text(alphabet="<>/abp =\"'!-& \n.", max_size=80))
def test_the_splitter_never_fails_and_never_loses_anything(html: str) -> None:
    assert "".join(token.raw for token in scan(html)) == html
    splitter = Splitter("en", Segmentation.SENTENCE)
    splitter.split(normalize(scan(html)))
    document = Document("en", tuple(splitter.segments), tuple(splitter.body))
    assert keeps_identity(document, canonical_html(html))


def is_balanced(html: str) -> bool:
    try:
        check_balance("body", scan(html))
    except SourceError:
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(html=BODY)
def test_a_translation_of_sound_html_is_sound_however_its_sentences_grow(html: str) -> None:
    splitter = Splitter("en", Segmentation.SENTENCE)
    splitter.split(normalize(scan(html)))
    document = Document("en", tuple(splitter.segments), tuple(splitter.body))
    targets = {key: f"</p> {text} <script>" for key, text in identity(document).items()}
    rendered = render_body(document, targets, "fr")
    assert is_balanced(rendered) == is_balanced(canonical_html(html))


def test_sentences_are_segments_and_the_space_between_them_is_a_gap(split: Callable[..., Document]) -> None:
    document = split("<p>One. Two.</p>")
    assert [segment.text for segment in document.segments] == ["One.", "Two."]
    assert document.body == ("<p>", Slot(0), Gap(" "), Slot(1), "</p>")


def test_a_tag_around_whole_sentences_is_skeleton(split: Callable[..., Document]) -> None:
    document = split("<p><strong>One. Two.</strong> Three.</p>")
    assert [segment.text for segment in document.segments] == ["One.", "Two.", "Three."]
    assert not any(segment.tags for segment in document.segments)


def test_a_tag_over_a_sentence_boundary_is_reopened_on_the_other_side(split: Callable[..., Document]) -> None:
    first, second = split("<p>It <em>ends. And goes</em> on.</p>").segments
    assert (first.text, first.unclosed) == ("It <em>ends.</em>", ("em",))
    assert (second.text, second.reopened) == ("<em>And goes</em> on.", ("em",))


def test_a_reopened_tag_gives_up_its_identifier(split: Callable[..., Document]) -> None:
    first, second = split('<p>It <b id="x" class="y">ends. And goes</b> on.</p>').segments
    assert first.tags[0].open == ('<b id="x" class="y">',)
    assert second.tags[0].open == ('<b class="y">',)


def test_tags_with_attributes_are_numbered_and_explained(split: Callable[..., Document]) -> None:
    segment = split('<p>See <a href="https://example.org">this</a> and <a href="x.html">that</a> now.</p>').segments[0]
    assert segment.text == "See <a1>this</a1> and <a2>that</a2> now."
    assert [tag.note for tag in segment.tags] == ["a1: https://example.org", "a2: x.html"]


def test_a_tag_is_renamed_when_the_text_has_its_name_literally(split: Callable[..., Document]) -> None:
    segment = split("<p>A <b>bold</b> and &lt;b&gt; too.</p>").segments[0]
    assert segment.text == "A <b1>bold</b1> and <b> too."


def test_text_in_attributes_is_a_segment_of_its_own(split: Callable[..., Document]) -> None:
    document = split('<p>A <abbr title="Abk. B">x</abbr> y.</p><p><img src="a.png" alt="Das Rathaus"></p>')
    assert [(s.text, s.role) for s in document.segments] == [
        ("A <abbr1>x</abbr1> y.", Role.TEXT),
        ("Abk. B", Role.LINK_TITLE),
        ("Das Rathaus", Role.IMAGE_DESCRIPTION),
    ]
    assert AttributeSlot(2) in document.body


def test_an_empty_or_wordless_attribute_is_no_segment(split: Callable[..., Document]) -> None:
    assert split('<p><img src="a.png" alt=""> x <img src="b" alt="–"></p>').segments[0].text == "x"


def test_blocks_give_their_sentences_a_role(split: Callable[..., Document]) -> None:
    html = "<h2>H</h2><table><caption>C</caption><tr><td><p>T</p></td></tr></table><figcaption>F</figcaption><p>P</p>"
    roles = [segment.role for segment in split(html).segments]
    assert roles == [Role.HEADING, Role.CAPTION, Role.TABLE_CELL, Role.CAPTION, Role.TEXT]


def test_sentences_of_a_paragraph_share_their_block(split: Callable[..., Document]) -> None:
    assert [segment.block for segment in split("<p>One here. Two there.</p>\n<p>Three.</p>").segments] == [1, 1, 2]


def test_a_whole_paragraph_is_one_segment_when_the_newsroom_says_so(split: Callable[..., Document]) -> None:
    document = split("<p><b>One. Two</b> three. Four.</p>", segmentation=Segmentation.PARAGRAPH)
    assert [segment.text for segment in document.segments] == ["<b>One. Two</b> three. Four."]


def test_what_is_not_for_translation_is_one_tag(split: Callable[..., Document]) -> None:
    segment = split('<p>Die <span translate="no">IntMK</span> tagt.</p>').segments[0]
    assert segment.text == "Die <span1/> tagt."
    assert segment.tags[0].note == "span1: IntMK (stays as it is)"


def test_code_keeps_its_tag_even_when_it_is_everything(split: Callable[..., Document]) -> None:
    assert split("<p><code>make demo</code></p>").segments[0].text == "<code>make demo</code>"


def test_a_sentence_does_not_end_inside_code(split: Callable[..., Document]) -> None:
    assert len(split("<p>Use <code>a. B. C</code> now.</p>").segments) == 1


def test_a_line_break_stays_inside_a_sentence_and_is_a_space_to_its_rules(split: Callable[..., Document]) -> None:
    assert [s.text for s in split("<p>Am 3.<br>Mai ist es so.<br>Dann nicht.</p>", "de").segments] == [
        "Am 3.<br/>Mai ist es so.",
        "Dann nicht.",
    ]


def test_segments_know_the_line_of_their_sentence(split: Callable[..., Document]) -> None:
    document = split("<p>One\nand on. Two\n<b>bold</b>.</p>\n\n<p>Three.</p>")
    assert [segment.line for segment in document.segments] == [1, 2, 5]
