from __future__ import annotations

import pytest

from translateflow.model.memory import ShieldTerms, Term, TermStatus
from translateflow.terms import find_terms
from translateflow.terms.steady import find_steady, needs_no_inflection

OFFICE = Term("de", "en", "Bürgeramt", "civic office")


def steady(text: str, *terms: Term, rule: ShieldTerms = ShieldTerms.SAFE) -> tuple[tuple[str, str], ...]:
    """Find the terms that can be put in as they stand, in a German text."""
    return find_steady(text, find_terms(text, terms, "de"), rule)


def test_a_word_as_in_the_glossary_is_put_in_where_the_language_has_no_cases() -> None:
    assert steady("Das Bürgeramt öffnet.", OFFICE) == (("Bürgeramt", "civic office"),)


def test_at_the_start_the_term_gets_its_capital() -> None:
    assert steady("„Bürgeramt öffnet“, heißt es.", OFFICE) == (("Bürgeramt", "Civic office"),)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("Die Bürgerämter öffnen.", (OFFICE,), id="another form"),
        pytest.param("Das Bürgeramtsgebäude öffnet.", (OFFICE,), id="a compound"),
        pytest.param("Vom Bürgeramt zum Bürgeramt.", (OFFICE,), id="twice"),
        pytest.param(
            "Das Bürgeramt.", (OFFICE, Term("de", "en", "Bürgeramt", "counter", TermStatus.ADMITTED)), id="two meanings"
        ),
        pytest.param("Das Bürgeramt.", (Term("de", "en", "Bürgeramt", "bureau", TermStatus.FORBIDDEN),), id="no word"),
        pytest.param("Das Bürgeramt.", (Term("de", "uk", "Bürgeramt", "центр послуг"),), id="cases"),
        pytest.param("Das Bürgeramt.", (Term("de", "fr", "Bürgeramt", "mairie"),), id="gender"),
        pytest.param("Wir schalten um.", (Term("de", "en", "schalten", "switch", part_of_speech="verb"),), id="a verb"),
        pytest.param("Das <em>Neue</em> Bad.", (Term("de", "en", "Neue Bad", "New Baths"),), id="a tag inside"),
    ],
)
def test_what_might_come_out_wrong_is_left_to_the_engine_and_the_check(text: str, terms: tuple[Term, ...]) -> None:
    assert steady(text, *terms) == ()


def test_a_forbidden_word_does_not_stand_in_the_way_of_the_wanted_one() -> None:
    forbidden = Term("de", "en", "Bürgeramt", "bureau", TermStatus.FORBIDDEN)
    assert steady("Das Bürgeramt.", OFFICE, forbidden) == (("Bürgeramt", "civic office"),)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Term("de", "uk", "EU", "ЄС"), True),
        (Term("de", "uk", "Neustart", "Реформа", part_of_speech="invariable"), True),
        (Term("de", "zh-Hans", "Bürgeramt", "市民办公室"), True),
        (Term("de", "tr", "Bürgeramt", "vatandaşlık bürosu"), False),
        (Term("de", "en", "barrierefrei", "accessible", part_of_speech="adjective"), False),
    ],
)
def test_a_term_needs_no_inflection(term: Term, expected: bool) -> None:
    assert needs_no_inflection(term) is expected


def test_the_newsroom_may_ask_for_all_or_none() -> None:
    office = Term("de", "uk", "Bürgeramt", "центр послуг")
    assert steady("Das Bürgeramt.", office, rule=ShieldTerms.ALWAYS) == (("Bürgeramt", "центр послуг"),)
    assert steady("Das Bürgeramt.", OFFICE, rule=ShieldTerms.NEVER) == ()
