from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from translateflow.errors import ExchangeError
from translateflow.memory import read_tmx, write_tmx
from translateflow.memory.xml import collapse
from translateflow.model.memory import MemoryUnit

DATA = Path(__file__).parent / "data"

BRIDGE = MemoryUnit(
    "de",
    "en",
    "Die <strong>Brücke</strong> ist <a1>offen</a1>.<br/>Wirklich: 3 < 5 & 6 > 4.",
    "The <strong>bridge</strong> is <a1>open</a1>.<br/>Really: 3 < 5 & 6 > 4.",
    "title",
    "brueckenfest",
    "Olena Demchuk <olena@example.org>",
)


def in_tmx(body: str, srclang: str = "de") -> bytes:
    """Wrap translation units into a file."""
    return f'<tmx version="1.4"><header srclang="{srclang}"/><body>{body}</body></tmx>'.encode()


def in_unit(source: str, target: str = "x") -> bytes:
    """Wrap two segments."""
    sides = (("de", source), ("en", target))
    return in_tmx("<tu>" + "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in sides) + "</tu>")


def source_of(segment: str) -> str:
    """Read one segment."""
    (unit,) = read_tmx(in_unit(segment), "memory.tmx").units
    return unit.source


def test_what_was_written_is_read_again() -> None:
    units = (BRIDGE, MemoryUnit("fr", "de-simple", "Été", "Sommer"))
    content = read_tmx(write_tmx(units), "memory.tmx")
    assert (content.units, content.unknown_languages, content.skipped) == (units, (), 0)


def test_the_same_units_give_the_same_bytes() -> None:
    assert write_tmx([BRIDGE]) == write_tmx([BRIDGE])
    assert write_tmx([BRIDGE]) == (DATA / "bridge.tmx").read_bytes()


def test_an_empty_memory_is_a_file_too() -> None:
    assert read_tmx(write_tmx([]), "memory.tmx").units == ()


def test_the_header_has_what_the_standard_requires() -> None:
    header = etree.fromstring(write_tmx([BRIDGE])).find("header")
    assert header is not None
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert required <= set(header.keys())
    assert header.get("srclang") == "de"


@settings(max_examples=150)
@given(
    st.lists(
        st.text(
            st.one_of(
                st.sampled_from("ab <>/&1\"'é\u200f漢"), st.characters(codec="utf-8", exclude_characters="\ufffe\uffff")
            ),
            min_size=1,
            max_size=30,
        ),
        min_size=2,
        max_size=2,
    )
)
def test_any_text_that_xml_can_hold_survives(texts: list[str]) -> None:
    source, target = (collapse("".join(letter for letter in text if letter >= " ")) for text in texts)
    if source and target:
        unit = MemoryUnit("de", "en", source, target)
        assert read_tmx(write_tmx([unit]), "memory.tmx").units == (unit,)


def test_control_characters_are_left_out_rather_than_break_the_file() -> None:
    content = read_tmx(write_tmx([MemoryUnit("de", "en", "a\x01b\ud800", "c\x0b")]), "memory.tmx")
    assert (content.units[0].source, content.units[0].target) == ("ab", "c")


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ('a <bpt i="1">&lt;b&gt;</bpt>c<ept i="1">&lt;/b&gt;</ept>', "a <b>c</b>"),
        ('a <bpt i="1">&lt;a href="x"&gt;</bpt>c<ept i="1">&lt;/a&gt;</ept>', "a <a1>c</a1>"),
        ("a<ph>&lt;br /&gt;</ph>b", "a<br/>b"),
        ('a<ph>&lt;img src="x"/&gt;</ph>b', "a<img1/>b"),
        ('<it pos="begin">&lt;i&gt;</it>a', "<i>a"),
        ('a<it pos="end">&lt;i&gt;</it>', "a</i>"),
        ('a <bpt i="1">{\\b </bpt>bold<ept i="1">}</ept> b', "a bold b"),
        ('a <bpt i="1"/>b<ept i="1"/>', "a b"),
        ('a <ept i="9">&lt;/b&gt;</ept>b', "a b"),
        ('a <hi type="x">b <ph>&lt;br/&gt;</ph></hi> c', "a b <br/> c"),
        ("a <ph>&lt;img alt='<sub>text of its own</sub>'&gt;</ph>b", "a <img1/>b"),
        ("a <ut>{\\rtf}</ut>b <!-- c -->d", "a b d"),
        ("  a\n  b\t c ", "a b c"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_inline_codes_become_tags_where_they_are_markup_and_go_where_they_are_not(segment: str, text: str) -> None:
    assert source_of(segment) == text


def test_links_to_different_places_have_different_names() -> None:
    links = [f'<bpt i="{at}">&lt;A href="{at}"&gt;</bpt>b<ept i="{at}">&lt;/A&gt;</ept>' for at in (1, 2)]
    assert source_of(" ".join(links)) == "<a1>b</a1> <a2>b</a2>"


def test_a_link_has_the_same_name_in_both_languages_wherever_it_stands() -> None:
    first, second = ('<ph>&lt;img src="1"/&gt;</ph>', '<ph>&lt;img src="2"/&gt;</ph>')
    (unit,) = read_tmx(in_unit(f"{first} {second}", f"{second} {first}"), "memory.tmx").units
    assert (unit.source, unit.target) == ("<img1/> <img2/>", "<img2/> <img1/>")


def test_every_other_language_of_a_unit_is_a_unit() -> None:
    body = "".join(f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in ("en", "de", "uk"))
    units = read_tmx(in_tmx(f"<tu>{body}</tu>"), "memory.tmx").units
    assert [(unit.source_language, unit.language, unit.source) for unit in units] == [
        ("de", "en", "de"),
        ("de", "uk", "de"),
    ]


def test_without_a_source_language_the_first_text_is_the_source() -> None:
    body = "".join(f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in ("xx-klingon", "uk", "de"))
    content = read_tmx(in_tmx(f"<tu>{body}</tu>", srclang="*all*"), "memory.tmx")
    assert [(unit.source_language, unit.language) for unit in content.units] == [("uk", "de")]
    assert (content.unknown_languages, content.skipped) == (("xx-klingon",), 1)


def test_languages_come_in_their_canonical_spelling_and_a_region_may_be_missing_in_the_header() -> None:
    body = '<tu><tuv lang="DE-de"><seg>a</seg></tuv><tuv xml:lang="EN_US"><seg>b</seg></tuv></tu>'
    (unit,) = read_tmx(in_tmx(body), "memory.tmx").units
    assert (unit.source_language, unit.language) == ("de-DE", "en-US")


def test_a_variety_is_never_taken_for_its_language() -> None:
    body = '<tu><tuv xml:lang="de-simple"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>'
    assert read_tmx(in_tmx(body), "memory.tmx").skipped == 1


@pytest.mark.parametrize(
    "body",
    [
        '<tu><tuv xml:lang="de"><seg>a</seg></tuv><tuv xml:lang="en"><seg> </seg></tuv></tu>',
        '<tu><tuv xml:lang="de"><seg/></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>',
        '<tu><tuv xml:lang="de"><seg>a</seg></tuv><tuv xml:lang="de"><seg>b</seg></tuv></tu>',
        '<tu srclang="klingon-x"><tuv xml:lang="de"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>',
        "<tu/>",
    ],
)
def test_a_pair_that_is_none_is_left_out_and_counted(body: str) -> None:
    content = read_tmx(in_tmx(body), "memory.tmx")
    assert (content.units, content.skipped) == ((), 1)


def test_utf_16_and_a_doctype_are_read_as_they_come() -> None:
    text = in_unit("Straße").decode().replace("<tmx", '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx', 1)
    assert read_tmx(text.encode("utf-16"), "memory.tmx").units[0].source == "Straße"


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"", None, "not well-formed XML"),
        (b"<tmx>\n<body>\n<tu>", 3, "not well-formed XML"),
        (b"<html><body/></html>", 1, "begins with <html> instead of <tmx>"),
        (in_tmx("\n<tu><tuv><seg>a</seg></tuv></tu>"), 2, "a <tuv> without xml:lang"),
        (in_tmx('\n\n<tu><tuv xml:lang="de"/></tu>'), 3, "a <tuv> with 0 <seg> elements"),
        (b'<!DOCTYPE tmx [<!ENTITY e "x">]>\n' + in_unit("&e;"), 2, "uses an entity of its own"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(data: bytes, line: int | None, problem: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        read_tmx(data, "memory.tmx")
    assert problem in caught.value.problem
    assert caught.value.line == line
    assert caught.value.remedy


def test_no_entity_reads_a_file_or_grows_without_end(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("key")
    outside = f'<!DOCTYPE tmx [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    nested = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    for doctype, text in ((outside, "&e;"), (f"<!DOCTYPE tmx [{nested}]>".encode(), "&a9;")):
        with pytest.raises(ExchangeError):
            read_tmx(doctype + in_unit(text), "memory.tmx")


def test_a_tag_without_its_partner_is_text() -> None:
    unit = MemoryUnit("de", "en", "Wenn a <b> c, dann </i>. Und </br/>", "If <b>.")
    data = write_tmx([unit])
    assert b"bpt" not in data
    assert read_tmx(data, "memory.tmx").units == (unit,)
