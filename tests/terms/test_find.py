from __future__ import annotations

from pathlib import Path

import pytest

from translateflow.model.memory import Term
from translateflow.terms import Closeness, Glossary, find_terms, stands_in

COUNCIL = Term("de", "en", "Stadtrat", "city council")
MEMBER = Term("de", "en", "Mitglied des Stadtrates", "city councillor")
OLD_TOWN = Term("de", "en", "historische Altstadt", "old town")


def found(text: str, *terms: Term, language: str = "de") -> list[tuple[str, str, Closeness]]:
    """Find, and show the term, how it stands in the text, and how close it is."""
    matches = find_terms(text, terms, language)
    return [(match.term.source, text[match.start : match.end], match.closeness) for match in matches]


def test_terms_are_found_in_any_form_in_the_order_of_the_text() -> None:
    text = "In der historischen Altstadt tagt der Stadtrat."
    assert found(text, COUNCIL, OLD_TOWN) == [
        ("historische Altstadt", "historischen Altstadt", Closeness.INFLECTED),
        ("Stadtrat", "Stadtrat", Closeness.SAME),
    ]


def test_a_term_inside_a_longer_one_is_left_out() -> None:
    assert [term for term, _, _ in found("Ein Mitglied des Stadtrats sprach.", COUNCIL, MEMBER)] == [MEMBER.source]


def test_a_term_that_stands_twice_is_found_twice() -> None:
    assert len(found("Stadtrat bleibt Stadtrat.", COUNCIL)) == 2


def test_two_translations_of_one_word_are_both_found() -> None:
    other = Term("de", "en", "Stadtrat", "town council")
    assert len(found("Der Stadtrat tagt.", COUNCIL, other)) == 2


def test_tags_are_no_words_but_may_stand_between_them() -> None:
    assert found("Die <strong>historische</strong> Altstadt", OLD_TOWN)[0][1] == "historische</strong> Altstadt"
    assert found("<strong>Text</strong>", Term("de", "en", "strong", "stark")) == []


def test_part_of_a_word_is_no_word() -> None:
    assert found("Das Parkhaus", Term("en", "de", "park", "Park"), language="en") == []


def test_apostrophes_end_a_word() -> None:
    ankara = Term("tr", "en", "Ankara", "Ankara")
    assert found("Ankara'da bugün", ankara, language="tr") == [("Ankara", "Ankara", Closeness.SAME)]


def test_languages_without_spaces_are_searched_letter_by_letter() -> None:
    assembly = Term("ja", "en", "市議会", "city council")
    assert found("昨日、市議会が開かれた。", assembly, language="ja") == [("市議会", "市議会", Closeness.SAME)]
    assert found("ＡＢＣ市議会", assembly, language="ja")[0][1] == "市議会"


def test_letters_that_grow_when_folded_do_not_shift_what_is_found() -> None:
    assert found("ßß市議会", Term("ja", "en", "市議会", "city council"), language="ja")[0][1] == "市議会"


def test_a_term_without_letters_is_never_found() -> None:
    assert found("Ein … und noch eines …", Term("de", "en", "…", "…")) == []
    assert found("市", Term("ja", "en", "", "x"), language="ja") == []


def test_a_term_longer_than_the_text_is_not_found() -> None:
    assert found("historische", OLD_TOWN) == []


GOLDEN = (Path(__file__).parent / "data" / "inflection.txt").read_text(encoding="utf-8").splitlines()
FORMS = [tuple(part.strip() for part in line.split("|")) for line in GOLDEN if "|" in line and not line.startswith("#")]


@pytest.mark.parametrize(("language", "term", "word", "expected"), FORMS)
def test_a_large_glossary_finds_what_a_comparison_word_by_word_finds(
    language: str, term: str, word: str, expected: str
) -> None:
    glossary = Glossary([Term(language, "en", term, ""), Term(language, "en", "unrelated", "")], language)
    assert [match.term.source for match in glossary.find(f"1 {word} 2")] == (
        [term] if expected in {"same", "inflected"} else []
    )
    assert stands_in(term, f"1 {word} 2", language) == (expected != "none")


def test_addresses_are_no_words() -> None:
    council = Term("de", "en", "Stadtrat", "city council")
    for text in ("https://stadtrat.example/Stadtrat", "www.Stadtrat.example", "Stadtrat@stadt.example", "#Stadtrat"):
        assert found(text, council) == []
    assert len(found("Stadtrat: https://stadtrat.example/Stadtrat", council)) == 1


def test_a_wording_without_letters_stands_nowhere() -> None:
    assert not stands_in("…", "Text …", "de")
    assert not stands_in("", "市", "ja")
    assert stands_in("市議会", "昨日、市議会が", "ja")


def test_compounds_count_only_where_they_are_asked_for() -> None:
    assert stands_in("Haushalt", "Der Nachtragshaushalt", "de")
    assert not stands_in("Haushalt", "Der Nachtragshaushalt", "de", least=Closeness.INFLECTED)


def test_an_empty_glossary_finds_nothing() -> None:
    assert Glossary([], "de").find("Der Stadtrat") == ()
