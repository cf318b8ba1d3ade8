from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.engines.apertium_stream import IN_PLACE, RESERVED, WORD_BOUND
from translateflow.engines.masking import Shield, has_words, join_answer, parse_pieces, piece_text
from translateflow.engines.styles import BRACKETS, HTML, PLAIN_XML, XML, MaskLostError, Style
from translateflow.model.engine import DraftRequest
from translateflow.model.markup import Mark, TagToken
from translateflow.model.segment import TagShape

STYLES = {"brackets": BRACKETS, "xml": XML, "html": HTML, "xml in plain text": PLAIN_XML}
STREAM_STYLES = {"word-bound": WORD_BOUND, "in place": IN_PLACE}


def request_of(text: str, shapes: str = "", protected: tuple[str, ...] = ()) -> DraftRequest:
    """Make a request; shapes are names, a slash behind those that stand alone."""
    return DraftRequest(
        text, tuple(TagShape(name.rstrip("/"), paired=not name.endswith("/")) for name in shapes.split()), protected
    )


def shields_of(text: str, shapes: str = "", protected: tuple[str, ...] = ()) -> list[str]:
    return [piece.literal for piece in parse_pieces(request_of(text, shapes, protected)) if isinstance(piece, Shield)]


@pytest.mark.parametrize(
    ("text", "shields"),
    [
        ("Mail press.office@town.example, please.", ["press.office@town.example"]),
        ("See https://town.example/a(b)?x=1&y=%20z. Then go.", ["https://town.example/a(b)?x=1&y=%20z"]),
        ("See www.town.example/news, (https://town.example).", ["www.town.example/news", "https://town.example"]),
        ("Dear {name}, {} of {{ total }} and ${HOME}", ["{name}", "{}", "{{ total }}", "${HOME}"]),
        ("%(count)d of %s, %1$s and 50% of it, 5 %", ["%(count)d", "%s", "%1$s"]),
        ("50% sure, 100%ige Tochter, 50 % der Stimmen", []),
        ("Follow @town_press and #Bridge2026, not C# or no. #1", ["@town_press", "#Bridge2026"]),
        ("Run `git add` now", ["`git add`"]),
        ("x < 5 and y > 3", ["<", ">"]),
        ("Write <script>alert(1)</script> literally", ["<script>", "</script>"]),
        ("A token like ⟦1⟧ of ours", ["⟦", "⟧"]),
        ("Tom & Ada, R&D", []),
    ],
)
def test_what_an_engine_must_not_touch_is_shielded(text: str, shields: list[str]) -> None:
    assert shields_of(text) == shields


def test_protected_words_are_shielded_as_whole_words_and_the_longest_first() -> None:
    text = "IntMK and IntMK Board, not IntMKs; C++ too."
    assert shields_of(text, protected=("IntMK", "IntMK Board", " ", "C++")) == ["IntMK", "IntMK Board", "C++"]


def test_a_code_element_is_one_shield_with_all_that_is_in_it() -> None:
    text = "Run <code1>git <em>add</em></code1> now, <kbd>Enter</kbd>."
    assert shields_of(text, "code1 em kbd") == ["<code1>git <em>add</em></code1>", "<kbd>Enter</kbd>"]


def test_a_code_element_that_is_never_closed_is_shielded_to_the_end() -> None:
    assert shields_of("Run <code>git add", "code") == ["<code>git add"]


def test_markup_that_is_not_the_segments_own_is_a_shield_and_its_own_is_a_tag() -> None:
    pieces = parse_pieces(request_of("<em>so</em> <b>what</b>", "em"))
    assert pieces == (
        TagToken("em", Mark.OPEN), "so", TagToken("em", Mark.CLOSE), " ", Shield("<b>"), "what", Shield("</b>"),
    )  # fmt: skip


WORDS = st.sampled_from(
    [
        "bridge", " ", "  ", "&", "&amp;", "<", ">", "x<5", "<b>", "</em>", "⟦1⟧", "⟦", "{name}", "%s", "a@b.example",
        "#tag", "@me", "https://a.example/?q=1", '"', "'", "[", "]", "[x1]", "^", "$", "/", "\\", "*", "~", "ä", "中",
        "ع", "\n", "id",
    ]
)  # fmt: skip
NAMES = ("em", "strong", "a1", "code", "br")


@st.composite
def nested_texts(draw: st.DrawFn, depth: int = 3) -> str:
    """Text with well-nested tags of NAMES and everything that looks like a mark."""
    parts: list[str] = draw(st.lists(WORDS, max_size=5))
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=2)) if depth else []:
        inner = draw(nested_texts(depth - 1))
        parts.append("<br/>" if name == "br" else f"<{name}>{inner}</{name}>")
    return "".join(draw(st.permutations(parts)))


def request_with_all_tags(text: str) -> DraftRequest:
    return request_of(text, "em strong a1 code br/", ("id",))


@given(st.one_of(nested_texts(), st.lists(st.one_of(WORDS, st.sampled_from(["<em>", "</a1>", "<br/>"]))).map("".join)))
@settings(max_examples=200)
def test_joining_the_pieces_gives_the_text_back(text: str) -> None:
    pieces = parse_pieces(request_with_all_tags(text), also=RESERVED)
    assert "".join(piece_text(piece) for piece in pieces) == text


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@given(text=nested_texts())
@settings(max_examples=80)
def test_masking_and_unmasking_is_identity(style: Style, text: str) -> None:
    pieces = parse_pieces(request_with_all_tags(text), also="\n")
    assert join_answer(style.decode(style.encode(pieces), pieces), pieces, spaced=True) == text


@pytest.mark.parametrize("style", STREAM_STYLES.values(), ids=STREAM_STYLES)
@given(text=nested_texts())
@settings(max_examples=80)
def test_masking_for_apertium_is_identity_where_every_pair_has_words(style: Style, text: str) -> None:
    pieces = parse_pieces(request_with_all_tags(text), also=RESERVED)
    assert join_answer(style.decode(style.encode(pieces), pieces), pieces, spaced=True) == text


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("spoil", ["lose", "double"])
def test_a_lost_or_doubled_mark_is_noticed(style: Style, spoil: str) -> None:
    pieces = parse_pieces(request_of("The <em>old</em> bridge{n}", "em"))
    written = style.encode(pieces)
    mark = written[written.index("old") - 3 : written.index("old")] if style is BRACKETS else '<g id="1">'
    mark = '<i id="1">' if style is HTML else mark
    with pytest.raises(MaskLostError):
        style.decode(written.replace(mark, "" if spoil == "lose" else mark * 2), pieces)


def test_brackets_survive_what_engines_do_to_them() -> None:
    pieces = parse_pieces(request_of("The <em>old</em> bridge", "em"))
    assert join_answer(BRACKETS.decode("Die ⟦ 1 ⟧alte〚3〛 Brücke", pieces), pieces, spaced=True) == (
        "Die <em>alte</em> Brücke"
    )
    assert BRACKETS.decode("الجسر ⟦١⟧القديم⟦٣⟧", pieces) == ("الجسر ", 1, "القديم", 3)


def test_elements_survive_what_engines_do_to_them() -> None:
    pieces = parse_pieces(request_of("The <em>old</em> bridge<br/>of {name}", "em br/"))
    answer = "< G ID = '1' >alte</ g > Brücke <x id=“5”></x> von <k id=7>Name</k>"
    assert join_answer(XML.decode(answer, pieces), pieces, spaced=True) == "<em>alte</em> Brücke <br/> von {name}"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ('<g id="1">alte</g> <b>Brücke</b>', "markup of its own"),
        ("<g>alte</g> Brücke", "without its number"),
        ('alte</g> <g id="1">Brücke', "closes nothing"),
        ('<g id="1">alte Brücke', "</em> is missing"),
        ('<g id="1">alte</g> Brücke<x id="9"/>', "none of ours"),
    ],
)
def test_what_is_wrong_with_the_marks_is_said(answer: str, fault: str) -> None:
    pieces = parse_pieces(request_of("The <em>old</em> bridge", "em"))
    with pytest.raises(MaskLostError, match=fault):
        XML.decode(answer, pieces)


def test_tags_that_are_not_well_nested_are_masked_one_by_one() -> None:
    pieces = parse_pieces(request_of("<em>a <strong>b</em> c</strong>", "em strong"))
    assert XML.encode(pieces) == '<x id="0"/>a <x id="2"/>b<x id="4"/> c<x id="6"/>'


@pytest.mark.parametrize(
    ("source", "answer", "settled"),
    [
        ("The <em>old</em> bridge", ["Die ", 1, " alte ", 3, " Brücke"], "Die <em>alte</em> Brücke"),
        ("The <em>old</em> bridge", ["Die", 1, "alte", 3, "Brücke"], "Die <em>alte</em> Brücke"),
        ("Ask ({name}) now", ["Frag ( ", 1, " ) jetzt"], "Frag ({name}) jetzt"),
        ("At {name}.", ["Bei", 1, " ."], "Bei {name}."),
        ("pre<em>fix</em>ed", ["vor", 1, "gefügt", 3, "es"], "vor<em>gefügt</em>es"),
    ],
)
def test_blanks_around_marks_follow_the_source(source: str, answer: list[str | int], settled: str) -> None:
    assert join_answer(answer, parse_pieces(request_of(source, "em")), spaced=True) == settled


def test_no_blank_is_added_around_marks_in_chinese() -> None:
    pieces = parse_pieces(request_of("The <em>old</em> bridge", "em"))
    assert join_answer([1, "老", 3, "桥"], pieces, spaced=False) == "<em>老</em>桥"


@pytest.mark.parametrize(("text", "words"), [("—", False), ("{name} …", False), ("2026", True), ("Brücke", True)])
def test_only_letters_and_figures_are_worth_translating(text: str, *, words: bool) -> None:
    assert has_words(parse_pieces(request_of(text))) is words


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("[[t:x:1]]el[[/]] puente que se abre al fin de la larga obra [[t:x:1]]viejo[[/]]", "far apart"),
        ("el viejo puente", "lost its words"),
        ("[[/]]el [[t:x:1]]viejo[[/]] puente [x9]", "none of ours"),
    ],
)
def test_words_of_a_tag_that_apertium_lost_or_scattered_are_noticed(answer: str, fault: str) -> None:
    pieces = parse_pieces(request_of("The <em>old</em> bridge", "em"))
    with pytest.raises(MaskLostError, match=fault):
        WORD_BOUND.decode(answer, pieces)


def test_a_tag_takes_in_the_word_that_moved_between_its_own() -> None:
    pieces = parse_pieces(request_of("The new <em>bridge of <strong>steel</strong></em> opens", "em strong"))
    answer = "El [[t:x:1]]puente[[/]] nuevo [[t:x:1]]de[[/]] [[t:x:1; t:x:3]]acero[[/]] abre"
    decoded = join_answer(WORD_BOUND.decode(answer, pieces), pieces, spaced=True)
    assert decoded == "El <em>puente nuevo de <strong>acero</strong></em> abre"


def test_terms_are_shielded_where_the_engine_takes_no_glossary() -> None:
    request = DraftRequest("Das Bürgeramt der IntMK", protected=("IntMK",), terms=(("Bürgeramt", "civic office"),))
    pieces = parse_pieces(request, terms=True)
    assert pieces == ("Das ", Shield("Bürgeramt", "civic office"), " der ", Shield("IntMK"))
    assert "".join(piece_text(piece) for piece in pieces) == request.text
    assert join_answer(["The ", 1, " of the ", 3], pieces, spaced=True) == "The civic office of the IntMK"
    assert parse_pieces(request) == ("Das Bürgeramt der ", Shield("IntMK"))


def test_a_protected_word_stays_as_it_is_though_the_glossary_translates_it() -> None:
    request = DraftRequest("Die Charité", protected=("Charité",), terms=(("Charité", "Charity"),))
    assert parse_pieces(request, terms=True)[-1] == Shield("Charité")
