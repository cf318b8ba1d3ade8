"""Another implementation reads what we write, and we read what it writes (translate-toolkit)."""

from __future__ import annotations

import io
from typing import Any

from translateflow.memory import read_tbx, read_tmx, write_tmx
from translateflow.model.memory import MemoryUnit, Term


def test_another_program_reads_our_memory_tags_included() -> None:
    from translate.storage import tmx

    units = [
        MemoryUnit(
            "de", "en", "Die <strong>Brücke</strong> ist offen.<br/>", "The <strong>bridge</strong> is open.<br/>"
        ),
        MemoryUnit("de", "en", '3 < 5 & "mehr"', "3 < 5 & “more”"),
    ]
    store: Any = tmx.tmxfile.parsestring(write_tmx(units))
    assert [(str(unit.source), str(unit.target)) for unit in store.units] == [
        (unit.source, unit.target) for unit in units
    ]


def test_we_read_the_memory_of_another_program() -> None:
    from translate.storage import tmx

    store: Any = tmx.tmxfile(sourcelanguage="de")
    store.addtranslation("Die Brücke ist offen.", "de", "The bridge is open.", "en")
    data = io.BytesIO()
    store.serialize(data)
    expected = MemoryUnit("de", "en", "Die Brücke ist offen.", "The bridge is open.")
    assert read_tmx(data.getvalue(), "memory.tmx").units == (expected,)


def test_we_read_the_terms_of_another_program() -> None:
    from translate.storage import tbx

    store: Any = tbx.tbxfile(sourcelanguage="de", targetlanguage="en")
    store.addsourceunit("Stadtrat").target = "city council"
    data = io.BytesIO()
    store.serialize(data)
    assert read_tbx(data.getvalue(), "terms.tbx") == (Term("de", "en", "Stadtrat", "city council"),)
