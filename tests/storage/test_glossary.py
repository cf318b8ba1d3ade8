from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.model.memory import Term, TermStatus

if TYPE_CHECKING:
    from translateflow.storage import Database

COUNCIL = Term("de", "en", "Stadtrat", "city council", part_of_speech="noun", definition="elected body")


def test_terms_come_back_in_order_of_language_and_source(database: Database) -> None:
    bridge = Term("de", "en", "Brücke", "bridge")
    ukrainian = Term("de", "uk", "Brücke", "міст")
    assert database.terms.add([COUNCIL, ukrainian, bridge]) == 3
    assert database.terms.all() == [bridge, COUNCIL, ukrainian]
    assert database.terms.all("de", "uk") == [ukrainian]


def test_a_known_term_gets_the_new_status(database: Database) -> None:
    database.terms.add([COUNCIL])
    forbidden = replace(COUNCIL, status=TermStatus.FORBIDDEN, definition="")
    database.terms.add([forbidden])
    assert database.terms.all() == [forbidden]


def test_terms_of_a_language_without_region_serve_its_regions_but_not_its_varieties(database: Database) -> None:
    database.terms.add([COUNCIL])
    assert database.terms.all("de-AT", "en-GB") == [COUNCIL]
    assert database.terms.all("de-simple", "en") == []


def test_a_term_can_be_removed(database: Database) -> None:
    database.terms.add([COUNCIL])
    assert database.terms.remove(COUNCIL)
    assert not database.terms.remove(COUNCIL)
    assert database.terms.all() == []
