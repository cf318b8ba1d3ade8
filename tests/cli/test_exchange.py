"""What goes out to translators and comes back: catalogs, memories, terms; and the ledger, read by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.model.memory import MemoryUnit

if TYPE_CHECKING:
    from tests.cli.conftest import Command, EngineServer, House, RunProcess

BY = "Editor <editor@stadt.example>"


def test_catalogs_come_and_go(in_house: Command, house: House) -> None:
    in_house("sync")
    out = in_house("catalog", "export", "bruecke", "--language", "en", "en.po")
    assert out.out == "wrote 5 entries to en.po\n"
    upload = (house.root / "en.po").read_text(encoding="utf-8")
    house.review("en", texts={"Anfahrt": "Directions"})
    (house.root / "en.po").write_text(
        upload.replace('msgid "Anfahrt"\nmsgstr ""', 'msgid "Anfahrt"\nmsgstr "Getting there"'), encoding="utf-8"
    )
    told = in_house("catalog", "import", "bruecke", "en.po", "--language", "en", "--by", BY)
    assert told.code == 1
    assert "1 in conflict" in told.out
    assert "  conflict: Anfahrt:" in told.out
    assert "next: decide on the suggestions: translateflow catalog suggestions" in told.err
    assert house.targets("en")["Anfahrt"] == ("Directions", False)
    assert "suggestion" in in_house("status").out
    assert in_house("approve", "bruecke", "--language", "en", "--by", BY).code == 3


def test_an_entry_with_broken_tags_is_rejected_with_the_reason(in_house: Command, house: House) -> None:
    in_house("sync")
    in_house("catalog", "export", "bruecke", "--language", "en", "en.po")
    text = (house.root / "en.po").read_text(encoding="utf-8")
    source = 'msgid "Sie ist <strong>186 m</strong> lang."\nmsgstr "'
    assert source in text
    (house.root / "en.po").write_text(text.replace(source, source + "It is <strong>186 m long."), encoding="utf-8")
    told = in_house("catalog", "import", "bruecke", "en.po", "--language", "en", "--by", BY)
    assert told.code == 1
    assert "1 rejected" in told.out
    assert "  rejected: Sie ist" in told.out


@pytest.mark.parametrize("suffix", ["csv", "xlf", "po"])
def test_every_exchange_format_comes_back(suffix: str, in_house: Command, house: House) -> None:
    in_house("sync")
    name = f"out.{suffix}"
    assert in_house("catalog", "export", "bruecke", "--language", "en", name).code == 0
    before = house.files()
    told = in_house("catalog", "import", "bruecke", name, "--language", "en", "--by", BY)
    assert told.code == 1  # nothing was applied
    assert house.files() == before


def test_a_catalog_goes_to_stdout_when_no_file_is_named(house: House, process: RunProcess, in_house: Command) -> None:
    in_house("sync")
    told = process("catalog", "export", "bruecke", "--language", "en", "--newsroom", house.root)
    assert told.err == ""
    assert "X-Translateflow-Revision" in told.out
    as_csv = process("catalog", "export", "bruecke", "--language", "en", "--format", "csv", "--newsroom", house.root)
    assert "Anfahrt" in as_csv.out
    assert "msgid" not in as_csv.out


def test_the_memory_is_searched_and_the_ledger_read(
    served_house: House, in_served_house: Command, engine: EngineServer
) -> None:
    assert "There are no jobs yet." in in_served_house("jobs", "list").out
    assert in_served_house("jobs", "run").out == "No job is open.\n"
    engine.down = True
    in_served_house("translate", "--language", "en")
    shown = in_served_house("jobs", "show", "1")
    assert "job 1, done: bruecke" in shown.out
    assert "failed in en: 5 segments" in shown.out
    assert "next: translateflow jobs resume 1" in shown.err
    assert in_served_house("jobs", "resume", "1").code == 1
    assert "job 1: 0 items cancelled" in in_served_house("jobs", "cancel", "1").out
    assert "job  state" in in_served_house("jobs", "list").out
    unit = MemoryUnit("de", "en", "Der Eintritt ist frei.", "Admission is free.")
    served_house.newsroom.database.memory.add([unit])
    found = in_served_house("memory", "search", "Der Eintritt ist frei!", "--language", "en")
    assert "%  Der Eintritt ist frei[-.-]{+!+}" in found.out
    assert "imported · " in found.out
    assert "Admission is free." in found.out
    assert in_served_house("memory", "search", "Ganz anderes", "--language", "en").out == "nothing similar\n"
    assert in_served_house("memory", "export", "m.tmx").out == "wrote 1 unit to m.tmx\n"
    assert "m.tmx: 1 unit" in in_served_house("memory", "import", "m.tmx").out


def test_a_match_that_was_adapted_says_so(house: House, in_house: Command) -> None:
    unit = MemoryUnit(
        "de", "en", "Im Jahr 2025 begann es.", "It began in 2025.", "caption", "fest", "Mia <m@x.example>"
    )
    house.newsroom.database.memory.add([unit])
    asked = ("memory", "search", "Im Jahr 2026 begann es.", "-l", "en", "--release", "fest", "--role", "caption")
    shown = in_house(*asked).out
    assert "95 %  Im Jahr [-2025-]{+2026+} begann es." in shown
    assert "It began in 2026." in shown
    assert "fest, caption · Mia <m@x.example> · " in shown
    assert "adapted from: It began in 2025." in shown
    (match,) = in_house(*asked, "--json").document["matches"]
    assert (match["target"], match["text"], match["adapted"]) == (unit.target, "It began in 2026.", True)
    assert [part["kind"] for part in match["diff"]] == ["same", "removed", "added", "same"]
    assert (match["slug"], match["context"], match["author"]) == ("fest", "caption", "Mia <m@x.example>")
    assert match["confirmed"].endswith("+00:00")


def test_a_memory_with_odd_units_says_what_was_passed_over(in_house: Command, house: House) -> None:
    (house.root / "odd.tmx").write_text(
        '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="de" datatype="plaintext" segtype="sentence" '
        'adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>'
        '<tu><tuv xml:lang="de"><seg>Ja.</seg></tuv><tuv xml:lang="en"><seg>Yes.</seg></tuv></tu>'
        '<tu><tuv xml:lang="de"><seg>Nein.</seg></tuv><tuv xml:lang="xq"><seg>?</seg></tuv></tu>'
        "</body></tmx>",
        encoding="utf-8",
    )
    told = in_house("memory", "import", "odd.tmx")
    assert told.code == 0
    assert "odd.tmx: 1 unit" in told.out
    assert "passed over: " in told.err


def test_terms_and_accounts_are_listed(in_house: Command, house: House) -> None:
    assert in_house("glossary", "list").out == "There are no terms.\n"
    (house.root / "g.csv").write_text("source_language,language,source,target\nde,en,Brücke,bridge\n", encoding="utf-8")
    assert in_house("glossary", "import", "g.csv").out == "g.csv: 1 term\n"
    assert "Brücke" in in_house("glossary", "list", "--source", "de", "--language", "en").out
    assert in_house("glossary", "export", "g2.csv").out == "wrote 1 term to g2.csv\n"
    assert in_house("users", "list").out == "There are no accounts yet.\n"
    added = in_house("users", "add", "a@x.example", "--name", "Anna Beispiel", "--role", "editor")
    assert added.out.startswith(
        "added Anna Beispiel <a@x.example>: editor\nSend this link; it works once, for a week: https"
    )
    assert "no role yet" in in_house("users", "add", "b@x.example", "--name", "Berta Beispiel").out
    assert "Anna Beispiel" in in_house("users", "list").out
    token = in_house("users", "token", "a@x.example")
    assert len(token.out.strip()) > 20
    assert "cannot be shown again" in token.err
    assert in_house("users", "remove", "b@x.example").out == "removed b@x.example\n"
