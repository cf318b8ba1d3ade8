"""What we write, read by the programs and libraries that our users' other tools stand on, and the other way round."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from babel.messages.pofile import read_po

from translateflow.catalog import Change, fill_drafts, make_template, parse_catalog, plan_sync
from translateflow.errors import CatalogError
from translateflow.model.segment import Key, Role, Segment, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.catalog.conftest import Gettext, House

    from translateflow.catalog import Catalog

HABITS = Path(__file__).parent / "data" / "habits"
QUOTED = '„Kommen Sie!“, rief sie\\er; 100 % "sicher".'
LINKED = "Am <a1>Kornmarkt</a1> sprudelt\u00a0es wieder, endlich und mit Trinkwasser."
EDITED = "Am <a1>Kornmarkt</a1> sprudelt\u00a0es wieder, endlich und mit Wasser."


def segments(linked: str) -> list[Segment | str]:
    link = Tag("a1", ("<a>",), "</a>", "a1: https://example.org/kornmarkt")
    return [
        Segment("Der Brunnen", Role.TITLE, line=2),
        Segment(linked, tags=(link,), line=9),
        QUOTED,
        "Zeile\nZwei",
        "Leer.",
    ]


@pytest.fixture
def lived_in(house: House) -> Catalog:
    """A catalog with every kind of entry: reviewed, draft with warnings, outdated, empty, obsolete."""
    catalog = house.translate(
        house.sync([*segments(LINKED), "Das fällt weg."]).catalog,
        {
            LINKED: "Au <a1>Kornmarkt</a1>, l’eau coule.",
            "Zeile\nZwei": "Ligne\ndeux",
            "Das fällt weg.": "Ceci disparaît.",
        },
    )
    catalog = house.sync(segments(EDITED), catalog).catalog
    draft = Change('« Venez ! »\t"sûr" \\', origin="apertium", warnings=("unknown word: “er”",))
    return fill_drafts(catalog, {Key(Role.TEXT, QUOTED): draft}, at=house.noon).catalog


def test_msgfmt_accepts_every_catalog_we_write(lived_in: Catalog, gettext: Gettext) -> None:
    checked = gettext("msgfmt", "--check", "--output-file=/dev/null", po=lived_in.to_bytes())
    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.parametrize("language", ["ar", "uk", "zh-Hans", "pt-BR", "sr-Latn", "de-simple", "ckb", "cy"])
def test_msgfmt_accepts_a_new_catalog_in_every_language(house: House, gettext: Gettext, language: str) -> None:
    catalog = plan_sync(house.release(segments(LINKED)), language, catalog=None, template=None).catalog
    checked = gettext("msgfmt", "--check", "--output-file=/dev/null", po=catalog.to_bytes())
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_msgfmt_accepts_our_templates(house: House, gettext: Gettext) -> None:
    template = make_template(house.release(segments(LINKED)))
    assert gettext("msgfmt", "--check", "--output-file=/dev/null", po=template.to_bytes()).returncode == 0


def test_msgcat_writes_our_catalogs_as_we_do(lived_in: Catalog, gettext: Gettext) -> None:
    assert gettext("msgcat", "--no-wrap", po=lived_in.to_bytes()).stdout == lived_in.to_bytes()


def test_what_msgcat_wraps_says_the_same_and_is_kept(lived_in: Catalog, gettext: Gettext, house: House) -> None:
    wrapped = gettext("msgcat", "--width=60", po=lived_in.to_bytes()).stdout
    again = parse_catalog(wrapped, "x")
    assert [entry.key for entry in again.entries] == [entry.key for entry in lived_in.entries]
    assert [entry.target for entry in again.entries] == [entry.target for entry in lived_in.entries]
    assert house.sync(segments(EDITED), again).catalog is again


def test_msgattrib_sees_our_states(lived_in: Catalog, gettext: Gettext) -> None:
    def sources(option: str) -> list[str]:
        found = gettext("msgattrib", "--no-wrap", option, po=lived_in.to_bytes()).stdout
        catalog = parse_catalog(found, "x")
        return [entry.source for entry in (*catalog.entries, *catalog.obsolete)]

    assert sources("--only-fuzzy") == [EDITED, QUOTED]
    assert sources("--untranslated") == ["Der Brunnen", "Leer."]
    assert sources("--only-obsolete") == [LINKED, "Das fällt weg."]


def test_msgmerge_with_our_template_keeps_every_text(
    lived_in: Catalog, gettext: Gettext, house: House, tmp_path: Path
) -> None:
    template = tmp_path / "brunnen.pot"
    template.write_bytes(make_template(house.release(segments(EDITED))).to_bytes())
    # msgmerge takes the catalog first; the fixture puts the catalog last, so the template is named as a compendium.
    merged = gettext(
        "msgmerge",
        "--quiet",
        "--no-wrap",
        f"--compendium={_write(tmp_path, lived_in)}",
        "--output-file=-",
        "/dev/null",
        po=template.read_bytes(),
    )
    texts = {entry.key: entry.target for entry in parse_catalog(merged.stdout, "x").entries}
    assert texts == {entry.key: entry.target for entry in lived_in.entries}


def _write(folder: Path, catalog: Catalog) -> Path:
    path = folder / "lived-in.po"
    path.write_bytes(catalog.to_bytes())
    return path


def test_polib_reads_what_we_write(lived_in: Catalog, tmp_path: Path) -> None:
    file = polib.pofile(str(_write(tmp_path, lived_in)), check_for_duplicates=True)
    live = [entry for entry in file if not entry.obsolete]
    assert [(entry.msgid, entry.msgstr) for entry in live] == [(e.source, e.target) for e in lived_in.entries]
    assert [entry.fuzzy for entry in live] == [entry.fuzzy for entry in lived_in.entries]


def test_what_polib_saves_is_read_and_kept(lived_in: Catalog, tmp_path: Path, house: House) -> None:
    path = _write(tmp_path, lived_in)
    polib.pofile(str(path)).save()
    again = parse_catalog(path.read_bytes(), path)
    assert [(e.key, e.target, e.fuzzy) for e in again.entries] == [(e.key, e.target, e.fuzzy) for e in lived_in.entries]
    assert house.sync(segments(EDITED), again).catalog is again


def test_babel_reads_what_we_write(lived_in: Catalog, tmp_path: Path) -> None:
    with _write(tmp_path, lived_in).open("rb") as file:
        messages = {message.id: message for message in read_po(file, locale="fr") if message.id}
    assert {source: message.string for source, message in messages.items()} == {
        entry.source: entry.target for entry in lived_in.entries
    }
    assert messages[EDITED].fuzzy


def test_translate_toolkit_reads_what_we_write_and_keeps_it(lived_in: Catalog) -> None:
    from translate.storage import pypo

    store = pypo.pofile.parsestring(lived_in.to_bytes())
    live = [unit for unit in store.units if not unit.isheader() and not unit.isobsolete()]
    assert [(str(u.source), str(u.target)) for u in live] == [(e.source, e.target) for e in lived_in.entries]
    assert [unit.isfuzzy() for unit in live] == [entry.fuzzy for entry in lived_in.entries]
    again = parse_catalog(bytes(store), "x")
    assert [(e.key, e.target, e.fuzzy) for e in again.entries] == [(e.key, e.target, e.fuzzy) for e in lived_in.entries]


@pytest.mark.parametrize("habit", ["poedit", "lokalize"])
def test_an_edited_file_of_a_po_editor_still_passes_msgfmt(habit: str, gettext: Gettext, house: House) -> None:
    catalog = parse_catalog((HABITS / f"{habit}.po").read_bytes(), habit)
    edited = house.translate(catalog, {"Der Eintritt ist frei.": "L’entrée est libre."})
    checked = gettext("msgfmt", "--check", "--output-file=/dev/null", po=edited.to_bytes())
    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.parametrize("habit", ["poedit", "lokalize"])
def test_sync_leaves_a_file_of_a_po_editor_alone_while_its_source_is_the_same(habit: str, house: House) -> None:
    link = Tag("a1", ("<a>",), "</a>", "a1: https://example.org/kornmarkt")
    catalog = parse_catalog((HABITS / f"{habit}.po").read_bytes(), habit)
    title, first, second, free = (entry.source for entry in catalog.entries)
    sentences = [
        Segment(title, Role.TITLE, line=2),
        Segment(first, tags=(link,), line=9, block=1),
        Segment(second, line=9, block=1),
        Segment(free, line=11, block=2),
        Segment(free, line=17, block=3),
    ]
    assert house.sync(sentences, catalog, before=sentences).catalog is catalog


def odd_files(count: int) -> Iterator[bytes]:
    """Give files as hands and scripts write them: comments and spacing anywhere, lines lost."""
    rng = random.Random(11)  # noqa: S311 — the same files each time, no secret
    comments = [
        "# c",
        "#. x",
        "#: a:1",
        "#, fuzzy",
        "#,fuzzy, c-format",
        '#| msgid "p"',
        "#",
        "#c",
        "",
        '#| msgid "a"\n#| "b"',
    ]
    for _ in range(count):
        lines: list[str] = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\n"', ""]
        for number in range(rng.randint(1, 3)):
            mark = rng.choice(["", "", "", "#~ "])
            space = rng.choice([" ", " ", "  ", "\t", ""])
            words = [mark + f'msgid{space}"m{number}"']
            words += rng.choices([[], [mark + '"x"'], [mark + ' "\\t\\""']], [8, 1, 1])[0]
            if rng.random() < 0.2:
                words += [mark + 'msgid_plural "p"', mark + 'msgstr[0] "a"', mark + 'msgstr[1] "b"']
            else:
                words.append(
                    mark + rng.choice(['msgstr "t"', 'msgstr "\\a\\x41"', 'msgstr "a" "b"\n' + mark + '"more"'])
                )
            if rng.random() < 0.1:
                words.pop(rng.randrange(len(words)))
            if rng.random() < 0.1:
                words.insert(rng.randrange(len(words)), rng.choice(comments))
            lines += rng.choices([[], [rng.choice(comments)]], [2, 1])[0] + words + rng.choice([[""], [""], []])
        yield "\n".join(lines).encode() + b"\n"


def test_what_gettext_refuses_we_refuse_and_what_it_reads_we_read_the_same(gettext: Gettext) -> None:
    outcomes = set()
    for data in odd_files(150):
        theirs = gettext("msgcat", "--no-wrap", po=data)
        try:
            ours = parse_catalog(data, "x")
        except CatalogError:
            assert theirs.returncode != 0, data
            outcomes.add("refused")
        else:
            assert theirs.returncode == 0, data
            outcomes.add("read")
            assert texts_of(ours) == texts_of(parse_catalog(theirs.stdout, "x"))
    assert outcomes == {"refused", "read"}


def texts_of(catalog: Catalog) -> list[tuple[str, str, str | None]]:
    return [(entry.source, entry.target, entry.previous) for entry in (*catalog.entries, *catalog.obsolete)]
