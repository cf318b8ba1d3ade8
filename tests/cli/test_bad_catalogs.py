"""A PO file that is damaged or belongs elsewhere is told with its line, and is never rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.cli.conftest import Command, House

    Unchanged = Callable[[House, Mapping[str, bytes]], None]

PO = "locales/en/LC_MESSAGES/bruecke.po"
SIGN = ("approve", "bruecke", "--language", "en", "--by", "Editor <editor@stadt.example>")
VERBS = [
    ("sync",),
    ("translate",),
    ("check",),
    SIGN,
    ("catalog", "export", "bruecke", "--language", "en", "out.po"),
    ("catalog", "import", "bruecke", "upload.po", "--language", "en"),
]


def with_syntax_error(data: bytes) -> bytes:
    return data + b'\nmsgid "no end\nmsgstr ""\n'


def with_duplicate(data: bytes) -> bytes:
    entry = '\nmsgid "Die Brücke kostet 12,8 Mio. Euro."\nmsgstr "twice"\n'
    return data + entry.encode()


def of_another_release(data: bytes) -> bytes:
    return data.replace(b"X-Translateflow-Release: bruecke", b"X-Translateflow-Release: andere")


def in_another_language(data: bytes) -> bytes:
    return data.replace(b"Language: en\\n", b"Language: fr\\n")


def of_nothing(_: bytes) -> bytes:
    return b""


def in_latin_1(data: bytes) -> bytes:
    return data.decode().encode("latin-1", "replace")


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "a syntax error": (with_syntax_error, ("bruecke.po:",)),
    "a duplicate entry": (with_duplicate, ("bruecke.po:", "12,8")),
    "another release": (of_another_release, ("“andere”, not of “bruecke”",)),
    "another language": (in_another_language, ("“fr”, not “en”",)),
    "another encoding": (in_latin_1, ("bruecke.po:", "UTF-8")),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: " ".join(verb[:2]))
def test_a_catalog_that_cannot_be_used_stops_whoever_needs_it(
    damage: str, verb: tuple[str, ...], house: House, in_house: Command, unchanged: Unchanged
) -> None:
    in_house("sync")
    (house.root / "upload.po").write_bytes(house.catalog_path("en").read_bytes())
    # The source has moved on, so that sync has something to write.
    source = house.newsroom.sources()["bruecke"]
    source.write_text(source.read_text(encoding="utf-8").replace("zehn", "zwölf"), encoding="utf-8")
    spoil, words = DAMAGE[damage]
    path = house.catalog_path("en")
    path.write_bytes(spoil(path.read_bytes()))
    before = house.files()
    told = in_house(*verb)
    assert told.code == 2, told
    assert PO in told.sentence
    assert [word for word in words if word not in told.sentence] == [], told.sentence
    after = house.files()
    assert after[PO] == before[PO]
    if verb[0] not in {"sync", "translate"}:  # these go on with what else there is to do
        unchanged(house, before)


@pytest.mark.parametrize("damage", DAMAGE)
def test_status_shows_a_catalog_that_cannot_be_used_and_goes_on(damage: str, house: House, in_house: Command) -> None:
    in_house("sync")
    path = house.catalog_path("en")
    path.write_bytes(DAMAGE[damage][0](path.read_bytes()))
    before = house.files()
    told = in_house("status", "--json")
    languages = told.document["releases"][0]["languages"]
    assert told.code == 0
    assert languages["en"]["state"] == "broken"
    assert PO in languages["en"]["blocked_by"][0]
    assert languages["ar"]["state"] != "broken"
    assert house.files() == before


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_upload_that_cannot_be_used_changes_nothing(
    damage: str, house: House, in_house: Command, unchanged: Unchanged
) -> None:
    in_house("sync")
    in_house("catalog", "export", "bruecke", "--language", "en", "upload.po")
    upload = house.root / "upload.po"
    upload.write_bytes(DAMAGE[damage][0](upload.read_bytes()))
    before = house.files()
    told = in_house("catalog", "import", "bruecke", "upload.po", "--language", "en")
    assert told.code == 2
    assert "upload.po" in told.sentence
    unchanged(house, before)


def test_an_empty_catalog_file_is_refused_and_not_filled(house: House, in_house: Command) -> None:
    in_house("sync")
    house.catalog_path("en").write_bytes(b"")
    told = in_house("sync")
    assert told.code == 2
    assert PO in told.sentence
    assert house.catalog_path("en").read_bytes() == b""


def test_an_upload_from_which_nothing_was_applied_is_never_a_success(in_house: Command) -> None:
    in_house("sync")
    in_house("catalog", "export", "bruecke", "--language", "en", "upload.po")
    told = in_house("catalog", "import", "bruecke", "upload.po", "--language", "en")
    assert told.code == 1
    assert "0 applied" in told.out
    assert "nothing was applied" in told.err
