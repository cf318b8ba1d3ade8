from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.catalog import (
    Change,
    Verdict,
    export_catalog,
    merge_upload,
    parse_catalog,
    read_xliff,
    require_identity,
    write_xliff,
)
from translateflow.catalog.exchange import build_catalog
from translateflow.errors import CatalogError, MissingHeaderError, WrongLanguageError
from translateflow.model.segment import Key, Role, Segment, TagShape
from translateflow.model.translation import Entry

if TYPE_CHECKING:
    from tests.catalog.conftest import House

    from translateflow.catalog import Catalog
    from translateflow.catalog.xliff import Version

LINKED = "Am <a1>Kornmarkt</a1> & <b> sprudelt <em>es</em>, <em>endlich</em>.<br/>"
EM = TagShape("em", paired=True)
SHAPES = {Key(Role.TEXT, LINKED): (TagShape("a1", paired=True), EM, EM, TagShape("br", paired=False))}
VERSIONS: list[Version] = ["1.2", "2.0"]


@pytest.fixture
def exported(house: House) -> Catalog:
    texts: dict[str, str | Change] = {
        LINKED: "<em>Enfin</em>, <em>l’eau</em> coule au <a1>Kornmarkt</a1> & <b>.<br/>",
        "Zwei.": Change("Deux ?", fuzzy=True, origin="apertium"),
        "Drei.": Change("Trois", fuzzy=True, previous="Drei & mehr!"),
        "Vier.": "",
    }
    catalog = house.translate(house.sync([Segment("Titel", Role.TITLE), *texts]).catalog, texts)
    return parse_catalog(export_catalog(catalog)[0], "x")


@pytest.mark.parametrize("shapes", [SHAPES, {}])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_comes_back_as_it_went(
    exported: Catalog, version: Version, shapes: dict[Key, tuple[TagShape, ...]]
) -> None:
    back = read_xliff(write_xliff(exported, version=version, shapes=shapes), "x.xlf")
    require_identity(back, "x.xlf", slug="brunnen", language="fr")
    assert back.revision == exported.revision
    report = merge_upload(exported, exported, back, shapes=shapes)
    assert {entry.verdict for entry in report.merged} == {Verdict.UNCHANGED}
    assert [entry.previous for entry in back.entries] == [entry.previous for entry in exported.entries]


def test_tags_travel_as_protected_codes(exported: Catalog) -> None:
    text = write_xliff(exported, shapes=SHAPES).decode()
    assert '<ph id="1">&lt;a1&gt;</ph>Kornmarkt<ph id="2">&lt;/a1&gt;</ph> &amp; &lt;b&gt; sprudelt' in text
    assert '<data id="d1">&lt;a1&gt;</data>' in write_xliff(exported, version="2.0", shapes=SHAPES).decode()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")), st.sampled_from(VERSIONS))
def test_whatever_xml_can_hold_travels(text: str, version: Version) -> None:
    fields = {"Language": "fr", "X-Translateflow-Release": "brunnen", "X-Translateflow-Source-Language": "de"}
    target = f"«{text}»"
    data = write_xliff(build_catalog(fields, [Entry("Eins.", target)], "x"), version=version)
    (entry,) = read_xliff(data, "x.xlf").entries
    assert entry.target == "".join(c for c in target if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


@pytest.mark.parametrize("version", VERSIONS)
def test_translate_toolkit_reads_our_files(exported: Catalog, version: Version) -> None:
    from translate.storage import xliff, xliff2

    parse = (xliff.xlifffile if version == "1.2" else xliff2.Xliff2File).parsestring
    store = parse(write_xliff(exported, version=version))  # type: ignore[no-untyped-call]
    units = {str(unit.source): str(unit.target or "") for unit in store.units if not unit.isheader()}
    assert units == {entry.source: entry.target for entry in exported.entries}


def test_a_unit_that_translate_toolkit_has_translated_is_applied(exported: Catalog) -> None:
    from translate.storage import xliff

    store = xliff.xlifffile.parsestring(write_xliff(exported))
    for unit in store.units:
        if str(unit.source) in {"Vier.", "Zwei."}:
            unit.target = "Translated"
            unit.markfuzzy(False)
            unit.markapproved()
    report = merge_upload(exported, exported, read_xliff(bytes(store), "x.xlf"), shapes={})
    assert sorted(entry.key.text for entry in report.applied) == ["Vier.", "Zwei."]


def unit_12(target: str, attributes: str = "") -> bytes:
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        '<file original="brunnen" source-language="de" target-language="fr" datatype="plaintext">'
        "<body><!-- a tool was here --><trans-unit id='1'>"
        f"<target>x</target></trans-unit><trans-unit id='2' {attributes}>"
        f"<source>Ein <g id='1'>Fest</g></source>{target}"
        "</trans-unit></body></file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    ("target", "attributes", "fuzzy", "text"),
    [
        ("<target>Une <g id='1'>fête</g></target>", "", False, "Une fête"),
        ("<target state='translated'>Une<x id='2' equiv-text=' '/>fête</target>", "", False, "Une fête"),
        ("<target state='needs-translation'>Une <!-- hm --><mrk mtype='seg'>fête</mrk></target>", "", True, "Une fête"),
        ("<target state='new'>Une <ph id='1'>&lt;br/&gt;</ph></target>", "approved='yes'", False, "Une <br/>"),
        ("<target state='new'/>", "", False, ""),
        ("", "", False, ""),
    ],
)
def test_what_other_tools_write_in_1_2_is_understood(target: str, attributes: str, fuzzy: bool, text: str) -> None:
    back = read_xliff(unit_12(target, attributes), "x.xlf")
    (entry,) = back.entries
    assert (entry.source, entry.target, entry.fuzzy) == ("Ein Fest", text, fuzzy)
    assert back.language == "fr"


def test_a_file_without_our_notes_is_told_apart_from_one_in_another_language(house: House) -> None:
    data = unit_12("<target>Une fête</target>")
    with pytest.raises(MissingHeaderError):
        require_identity(read_xliff(data, "x"), "x", slug="brunnen", language="fr")
    exported = write_xliff(house.sync(["Eins."]).catalog)
    for other in (b"pt-BR", b"xx-klingon"):
        renamed = exported.replace(b'<note from="Language">fr</note>', b"").replace(
            b'target-language="fr"', b'target-language="' + other + b'"'
        )
        with pytest.raises(WrongLanguageError):
            require_identity(read_xliff(renamed, "x"), "x", slug="brunnen", language="fr")


def test_a_unit_that_a_tool_has_cut_into_segments_is_put_together() -> None:
    data = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="de" trgLang="fr"><file id="f">
    <unit id="1"><originalData><data id="a">&lt;em&gt;</data><data id="b">&lt;/em&gt;</data></originalData>
    <segment state="final"><source>Ein <pc id="1" dataRefStart="a" dataRefEnd="b">Fest</pc>.</source>
    <target>Une <pc id="1" dataRefStart="a" dataRefEnd="b">fête</pc>.</target></segment>
    <ignorable><source> </source></ignorable>
    <segment state="translated"><source>Zwei.<!-- c --><mrk id="m" type="term">x</mrk></source>
    <target>Deux.<cp hex="0007"/></target></segment></unit>
    <unit id="2" name="title"><segment><source>T</source></segment></unit></file></xliff>"""
    cut, title = read_xliff(data.encode(), "x.xlf").entries
    assert (cut.source, cut.target, cut.fuzzy) == ("Ein <em>Fest</em>. Zwei.x", "Une <em>fête</em>. Deux.", False)
    assert (title.context, title.target, title.line) == ("title", "", 9)


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"\n<xliff", 2, "this is no XML"),
        (b"\n<tmx/>", 2, "this is neither XLIFF 1.2 nor 2.0"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff/>', 1, "the file has a document type definition"),
    ],
)
def test_what_is_no_xliff_is_told(data: bytes, line: int, problem: str) -> None:
    with pytest.raises(CatalogError) as refusal:
        read_xliff(data, "x.xlf")
    assert str(refusal.value).startswith(f"x.xlf:{line}: {problem}")


def test_a_unit_that_stands_twice_is_refused() -> None:
    with pytest.raises(CatalogError, match="stands here and in line"):
        read_xliff(unit_12("").replace(b"<target>x</target>", b"<source>Ein Fest</source>"), "x.xlf")
