"""The glossary while work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.model.memory import Term, TermStatus
from translateflow.workflow.house_terms import FRESH_SECONDS, HouseTerms, describe_terms
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from tests.workflow.conftest import EngineServer, House

LINE = "Die Linie 21 fährt alle zehn Minuten."
OFFICE = Term("de", "en", "Bürgeramt", "civic office")
OLD_OFFICE = Term("de", "en", "Bürgeramt", "citizen service office", TermStatus.ADMITTED)
NO_OFFICE = Term("de", "en", "Bürgeramt", "town bureau", TermStatus.FORBIDDEN)
COMPANY = Term("de", "en", "Stadtwerke", "Stadtwerke", TermStatus.KEEP)


@pytest.mark.parametrize(
    ("terms", "lines"),
    [
        ((), ()),
        ((OFFICE,), ("Bürgeramt = civic office",)),
        (
            (OLD_OFFICE, OFFICE, NO_OFFICE),
            ("Bürgeramt = civic office (also: citizen service office; not: town bureau)",),
        ),
        ((OLD_OFFICE,), ("Bürgeramt = citizen service office",)),
        ((NO_OFFICE, COMPANY), ("Bürgeramt (not: town bureau)", "Stadtwerke stays as it is")),
    ],
)
def test_each_word_is_described_in_a_line(terms: tuple[Term, ...], lines: tuple[str, ...]) -> None:
    assert describe_terms(terms) == lines


def test_terms_are_found_in_the_order_of_the_text_and_each_once() -> None:
    house_terms = HouseTerms(lambda *_: [COMPANY, OFFICE])
    assert house_terms.of("Bürgeramt und Stadtwerke; zum Bürgeramt", "de", "en") == (OFFICE, COMPANY)
    assert house_terms.kept("Bürgeramt und Stadtwerke", "de", "en") == ("Stadtwerke",)


def test_a_pair_is_read_once_until_it_is_no_longer_fresh() -> None:
    asked: list[tuple[str, str]] = []
    now = [0.0]

    def read(source_language: str, language: str) -> list[Term]:
        asked.append((source_language, language))
        return [OFFICE]

    house_terms = HouseTerms(read, lambda: now[0])
    assert house_terms.terms("de", "en") is house_terms.terms("de", "en")
    assert asked == [("de", "en")]
    now[0] = FRESH_SECONDS + 1
    house_terms.terms("de", "en")
    assert len(asked) == 2


def test_a_kept_word_comes_back_as_it_is_whatever_the_engine_does(served_house: House, engine: EngineServer) -> None:
    served_house.newsroom.database.terms.add([Term("de", "en", "Linie 21", "Linie 21", TermStatus.KEEP)])
    engine.answer = lambda text, _: text.replace("Linie", "Line")
    run_translate(served_house.newsroom, TranslateRequest(languages=["en", "ar"]), lambda _: None)
    assert served_house.targets("en")[LINE] == (LINE, True)
    assert served_house.targets("ar")[LINE] == (LINE.replace("Linie", "Line"), True)


def test_a_wanted_term_stands_in_the_draft_whatever_the_engine_does(served_house: House, engine: EngineServer) -> None:
    served_house.newsroom.database.terms.add([Term("de", "en", "Linie 21", "Route 21")])
    run_translate(served_house.newsroom, TranslateRequest(languages=("en",)), lambda _: None)
    assert served_house.targets("en")[LINE] == ("Die Route 21 fährt alle zehn Minuten. [en]", True)
    assert any("Linie 21</" in text for text in engine.asked), "the engine may see the word, but not touch it"
    served_house.newsroom.database.terms.add([Term("de", "ar", "Linie 21", "الخط 21")])
    run_translate(served_house.newsroom, TranslateRequest(languages=("ar",)), lambda _: None)
    assert "Linie 21" in served_house.targets("ar")[LINE][0]
