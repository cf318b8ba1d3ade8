from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.model.memory import Term, TermStatus

if TYPE_CHECKING:
    from tests.checks.conftest import Found


def term(source: str, target: str, status: TermStatus = TermStatus.PREFERRED) -> Term:
    return Term("de", "en", source, target, status)


TERMS = (
    term("Bürgermeisterin", "mayor"),
    term("Bürgerbüro", "citizens’ office"),
    term("Bürgerbüro", "citizen service centre", TermStatus.ADMITTED),
    term("Bürgerbüro", "town bureau", TermStatus.FORBIDDEN),
    term("Auenland", "Auenland", TermStatus.KEEP),
)


@pytest.mark.parametrize(
    ("source", "target", "checks"),
    [
        ("Die Bürgermeisterin spricht.", "The mayor is speaking.", []),
        ("Die Bürgermeisterin spricht.", "The chief is speaking.", ["terms"]),
        ("Das Bürgerbüro öffnet.", "The citizens’ office is opening.", []),
        ("Die Bürgerbüros öffnen.", "The citizen service centres are opening.", []),
        ("Das Bürgerbüro öffnet.", "The town bureau opens.", ["terms", "forbidden terms"]),
        ("Das Auenland wächst.", "The meadow land is growing.", ["protected names"]),
        ("Das Rathaus öffnet.", "The town bureau opens.", []),
    ],
)
def test_the_glossary_is_the_judge(found: Found, source: str, target: str, checks: list[str]) -> None:
    assert [issue.check for issue in found(source, target, terms=TERMS)] == checks


def test_a_missing_term_is_told_with_the_preferred_word(found: Found) -> None:
    (issue,) = found("Das Bürgerbüro öffnet.", "The bureau opens.", terms=TERMS)
    assert issue.message == "The glossary says “citizens’ office” for “Bürgerbüro”."


def test_terms_of_another_pair_of_languages_do_not_count(found: Found) -> None:
    assert found("Die Bürgermeisterin spricht.", "La maire parle.", "de fr", terms=TERMS) == ()


def test_plain_language_uses_the_glossary_of_its_base(found: Found) -> None:
    terms = (Term("en", "de", "mayor", "Bürgermeisterin"),)
    issues = found("The mayor is speaking.", "Die Chefin spricht.", "en de-simple", terms=terms)
    assert [issue.check for issue in issues] == ["terms"]


@pytest.mark.parametrize(
    ("source", "target", "checks"),
    [
        ("Die Oberbürgermeisterin grüßt alle Bürger.", "The mayor greets everybody.", []),
        (
            "Ein Termin unter https://www.beispiel.example/bürgerbüro",
            "A date at https://www.beispiel.example/bürgerbüro",
            [],
        ),
        ("Das Bürgerbüro öffnet.", "The citizens' office is opening.", []),
        ("Zum Bürgerbüro: www.office.example", "To the bureau: www.office.example", ["terms"]),
        ("Die Bürgerbüroleitung öffnet.", "The head of the bureau opens.", []),
    ],
)
def test_only_the_term_itself_counts(found: Found, source: str, target: str, checks: list[str]) -> None:
    assert [issue.check for issue in found(source, target, terms=TERMS)] == checks


@pytest.mark.parametrize(
    ("languages", "source", "wording", "target"),
    [
        ("en de", "budget", "Haushalt", "Der Nachtragshaushalt wird beraten."),
        ("en uk", "council", "рада", "Рішення ради ухвалено."),
        ("en uk", "accessible", "безбар’єрний", "Вхід до безбар'єрного будинку."),
        ("en ar", "district", "حي", "افتتح المركز بحي النهر."),
        ("en tr", "municipality", "belediye", "Belediyenin kararı açıklandı."),
    ],
)
def test_the_wanted_word_may_be_inflected(found: Found, languages: str, source: str, wording: str, target: str) -> None:
    source_language, language = languages.split()
    terms = (Term(source_language, language, source, wording),)
    issues = found(f"The {source} is open.", target, languages, terms=terms)
    assert "terms" not in [issue.check for issue in issues]


def test_a_large_glossary_is_searched_by_its_beginnings(found: Found) -> None:
    terms = (*(term(f"Wort{number}lein", "word") for number in range(5000)), *TERMS, term("so", "thus"))
    issues = found("So spricht die Bürgermeisterin.", "The chief speaks.", terms=terms)
    assert [issue.source_value for issue in issues] == ["Bürgermeisterin", "so"]
