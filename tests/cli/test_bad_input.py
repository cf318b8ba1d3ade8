"""Bad input is normal: one clear sentence with file, line and remedy, the exit code of the table, no file touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.cli.conftest import Command, House

    Unchanged = Callable[[House, Mapping[str, bytes]], None]

GERMAN = "Die Brücke über den Fluß öffnet. Das Geländer ist grün. Überall gibt es Bänke."

# A file somebody gives us, and what the one sentence must say beside the file's name.
BAD_SOURCES: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "empty file": ("leer.md", b"", ("is empty", "Write the release into it")),
    "only white space": ("weiss.txt", b" \n\t\n", ("is empty",)),
    "binary file": ("bild.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, ("binary", "Give a Markdown")),
    "30 MB text": ("lang.txt", b"Ein langer Satz. " * 1_900_000, ("32 MB", "at most 10 MB", "Shorten it")),
    "broken front matter": (
        "vorspann.md",
        b"---\ntitle: Gut\ndate: [2026\n---\n\nText.\n",
        ("vorspann.md:", "front matter"),
    ),
    "front matter without end": ("offen.md", b"---\ntitle: Gut\n\nText.\n", ("front matter",)),
    "unknown front matter key": ("wort.md", b"---\ntitle: Gut\ntitel: X\n---\n\nText.\n", ("wort.md:3:", "titel")),
    "unknown language": (
        "sprache.md",
        b"---\ntitle: Gut\nlanguage: klingonisch\n---\n\nText.\n",
        ("sprache.md:3:", "klingonisch"),
    ),
    "impossible date": ("tag.md", b"---\ntitle: Gut\ndate: 2026-02-30\n---\n\nText.\n", ("tag.md:3:", "date")),
    "unclosed HTML": (
        "offen.html",
        b"<h1>Titel</h1>\n<p>Erstens.</p>\n<div><p>Zweitens.</p>\n",
        ("offen.html:3:", "div"),
    ),
    "damaged Word file": ("wort.docx", b"PK\x03\x04" + b"\x00" * 200, ("Word",)),
}


@pytest.mark.parametrize("case", BAD_SOURCES)
def test_a_source_that_cannot_be_read_is_not_added(
    case: str, house: House, in_house: Command, unchanged: Unchanged, tmp_path: Path
) -> None:
    name, data, words = BAD_SOURCES[case]
    (tmp_path / name).write_bytes(data)
    before = house.files()
    told = in_house("add", tmp_path / name)
    assert told.code == 2
    assert name in told.sentence
    assert [word for word in words if word not in told.sentence] == [], told.sentence
    unchanged(house, before)


@pytest.mark.parametrize("case", BAD_SOURCES)
@pytest.mark.parametrize("verb", [("sync",), ("translate", "--json")], ids=" ".join)
def test_a_source_that_was_put_there_by_hand_and_cannot_be_read_is_told(
    case: str, verb: tuple[str, ...], house: House, in_house: Command, unchanged: Unchanged
) -> None:
    in_house("sync")
    name, data, words = BAD_SOURCES[case]
    (house.root / "releases" / name).write_bytes(data)
    before = house.files()
    told = in_house(*verb)
    assert told.code == 2
    assert f"releases/{name}" in told.sentence
    assert [word for word in words if word not in told.sentence] == [], told.sentence
    unchanged(house, before)


@pytest.mark.parametrize(("encoding", "line"), [("latin-1", 1), ("windows-1252", 1)])
def test_a_source_in_an_older_encoding_is_refused_among_the_releases_with_its_line(
    encoding: str, line: int, house: House, in_house: Command, unchanged: Unchanged
) -> None:
    (house.root / "releases" / "alt.txt").write_bytes(GERMAN.encode(encoding))
    in_house("sync", "bruecke")
    before = house.files()
    told = in_house("sync")
    assert told.code == 2
    assert f"releases/alt.txt:{line}: is not UTF-8" in told.sentence
    assert "translateflow add" in told.sentence
    unchanged(house, before)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_add_takes_another_encoding_for_what_it_looks_like_stores_utf_8_and_says_so(
    encoding: str, house: House, in_house: Command, tmp_path: Path
) -> None:
    origin = tmp_path / "alt.txt"
    origin.write_bytes(f"Neuer Steg am Ufer\n\n{GERMAN}\n".encode(encoding))
    told = in_house("add", origin, "--slug", "steg")
    assert told.code == 0
    assert "Geländer ist grün" in (house.root / "releases" / "steg.txt").read_text(encoding="utf-8")
    if encoding == "latin-1":
        assert "windows-1252" in told.out.lower()


def test_utf_16_without_a_mark_is_binary_data(in_house: Command, tmp_path: Path) -> None:
    (tmp_path / "ohne.txt").write_bytes(GERMAN.encode("utf-16-le"))
    told = in_house("add", tmp_path / "ohne.txt")
    assert told.code == 2
    assert "binary" in told.sentence


def test_a_release_is_never_added_over_another(
    house: House, in_house: Command, unchanged: Unchanged, tmp_path: Path
) -> None:
    (tmp_path / "neu.md").write_text("# Neu\n\nText.\n", encoding="utf-8")
    before = house.files()
    told = in_house("add", tmp_path / "neu.md", "--slug", "bruecke")
    assert told.code == 3
    assert "there is a release “bruecke” already" in told.sentence
    assert "--slug" in told.sentence
    unchanged(house, before)


def test_nothing_is_added_when_one_of_several_cannot_be_read(
    house: House, in_house: Command, unchanged: Unchanged, tmp_path: Path
) -> None:
    (tmp_path / "gut.md").write_text("# Gut\n\nText.\n", encoding="utf-8")
    (tmp_path / "leer.md").write_bytes(b"")
    before = house.files()
    assert in_house("add", tmp_path / "gut.md", tmp_path / "leer.md").code == 2
    unchanged(house, before)


@pytest.mark.parametrize("verb", ["sync", "status", "translate", "check", "publish"])
def test_two_files_that_claim_one_slug_are_both_named(
    verb: str, house: House, in_house: Command, unchanged: Unchanged
) -> None:
    house.write_release("bruecke", "Text.", "txt")
    before = house.files()
    told = in_house(verb)
    if verb == "publish":  # reads approved/ only, and finds nothing there
        assert told.code == 0
        return
    assert told.code == 2
    assert "bruecke.md and bruecke.txt would both be the release “bruecke”" in told.sentence
    assert "Rename or remove one" in told.sentence
    unchanged(house, before)


BAD_SETTINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "unknown key": ('[newsroom]\ntitel = "X"\n', (":2:", "newsroom.titel", "Did you mean “title”?")),
    "unknown section": ('[redaktion]\ntitle = "X"\n', (":2:", "redaktion.title", "Sections are: newsroom")),
    "key outside of a section": ('title = "X"\n', (":1:", "title")),
    "unknown language": ('[newsroom]\ntargets = ["en", "klingonisch"]\n', (":2:", "klingonisch")),
    "not TOML": ('[newsroom]\ntitle = "X\n', (":2:", "not TOML")),
    "secret": ('[engines.deepl]\napi_key = "geheim"\n', (":2:", "api_key_file")),
}


@pytest.mark.parametrize("case", BAD_SETTINGS)
@pytest.mark.parametrize("verb", [("status", "--json"), ("publish",), ("serve",)], ids=" ".join)
def test_settings_that_cannot_be_used_stop_every_command(
    case: str, verb: tuple[str, ...], house: House, in_house: Command, unchanged: Unchanged
) -> None:
    text, words = BAD_SETTINGS[case]
    (house.root / "translateflow.toml").write_text(text, encoding="utf-8")
    before = house.files()
    told = in_house(*verb)
    assert told.code == 2
    assert [word for word in ("translateflow.toml", *words) if word not in told.sentence] == [], told.sentence
    assert "geheim" not in told.out + told.err
    unchanged(house, before)


UNKNOWN_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "a language": (("translate", "--language", "klingonisch"), "“klingonisch” is not a language we know."),
    "a language of check": (("check", "--language", "xq"), "“xq” is not a language we know."),
    "a language to sign off": (
        ("approve", "bruecke", "-l", "qqq-1", "--by", "E <e@x.example>"),
        "“qqq-1” is not a language we know.",
    ),
    "a language of add": (("add", "x.md", "--language", "xq"), "x.md"),
    "a target of init": (("init", "neu", "--target", "xq"), "“xq” is not a language we know."),
    "a release": (("status", "brücke"), "There is no release “brücke”. There are: bruecke."),
    "a release to withdraw": (("withdraw", "weg", "--reason", "X"), "There is no release “weg”."),
    "a language it does not go to": (("translate", "bruecke", "-l", "fr"), "“bruecke” does not go to “fr”."),
    "an engine": (("translate", "--engine", "babelfisch"), "There is no engine “babelfisch”."),
    "a job": (("jobs", "show", "99"), "There is no job 99."),
    "a job to resume": (("jobs", "resume", "99"), "There is no job 99."),
    "a role": (("users", "add", "a@x.example", "--name", "A", "--role", "king"), "“king” is not a role."),
    "an account": (("users", "remove", "a@x.example"), "“a@x.example”"),
    "a file": (("add", "nirgends.md"), "nirgends.md: there is no such file."),
    "a memory": (("memory", "import", "nirgends.tmx"), "nirgends.tmx"),
    "a glossary": (("glossary", "import", "nirgends.csv"), "nirgends.csv"),
    "a catalog file": (("catalog", "import", "bruecke", "nirgends.po", "-l", "en"), "nirgends.po"),
    "a slug": (("add", "x.md", "--slug", "Große Brücke"), "The slug “Große Brücke”"),
    "an approver": (("approve", "bruecke", "-l", "en", "--by", "ich"), "“ich” does not say who."),
    "no approver": (("approve", "bruecke", "-l", "en"), "It is not said who signs off."),
    "a reason": (("withdraw", "bruecke", "--reason", "  "), "A withdrawal needs a reason."),
    "a site": (("verify",), "public holds no site yet."),
    "a broker": (("worker",), "There is no broker for workers."),
}


@pytest.mark.parametrize("case", UNKNOWN_WORDS)
def test_a_word_nobody_knows_is_told_with_what_there_is(
    case: str, house: House, in_house: Command, unchanged: Unchanged
) -> None:
    in_house("sync")
    before = house.files()
    arguments, words = UNKNOWN_WORDS[case]
    told = in_house(*arguments)
    assert told.code == 2
    assert words in told.sentence
    unchanged(house, before)


def test_a_folder_without_settings_is_no_newsroom(command: Command, tmp_path: Path) -> None:
    told = command("status", "--newsroom", tmp_path)
    assert told.code == 2
    assert "is not a newsroom" in told.sentence
    assert "translateflow init" in told.sentence
