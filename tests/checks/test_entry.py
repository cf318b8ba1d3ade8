from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.checks import CHECKS, CheckContext, check_entry
from translateflow.model.issue import Severity

if TYPE_CHECKING:
    from tests.checks.conftest import Found


def test_an_empty_translation_has_no_issues(found: Found) -> None:
    assert found("Am 3. Juli kommen 500 Gäste.", " ") == ()


def test_a_good_translation_has_no_issues(found: Found) -> None:
    assert found("Am 3. Juli kommen 500 Gäste.", "On 3 July, 500 guests will come.") == ()


def test_an_issue_names_its_check_its_severity_and_both_values(found: Found) -> None:
    (issue,) = found("Es kommen 500 Gäste.", "600 guests will come.")
    assert (issue.check, issue.severity) == ("numbers", Severity.ERROR)
    assert (issue.source_value, issue.target_value) == ("500", "600")
    assert issue.message == "The number “500” has become “600”."


def test_names_of_checks_are_unique_and_each_explains_itself_in_a_sentence() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.explanation.endswith(".") and check.explanation[0].isupper() for check in CHECKS)


@pytest.mark.parametrize("language", ["nl", "fa", "hi", "zh-Hans", "th", "pt-BR", "sr-Latn"])
def test_a_language_without_a_file_of_its_own_is_checked_too(language: str) -> None:
    context = CheckContext("en", language)
    assert [issue.check for issue in check_entry("It costs 4,711 units.", "4712", context)][:1] == ["numbers"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["de", "ar", "ja", "tr", "fr", "nl", "de-simple"]))
def test_any_two_texts_can_be_checked(source: str, target: str, language: str) -> None:
    context = CheckContext("en", language, protected=("IntMK",))
    assert check_entry(source, target, context) == check_entry(source, target, context)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_a_text_has_the_facts_of_itself(text: str) -> None:
    issues = check_entry(text, text, CheckContext("de", "de"))
    assert not [issue for issue in issues if issue.severity is Severity.ERROR]


def test_a_figure_that_stands_unchanged_and_means_another_value_is_told_so(found: Found) -> None:
    (issue,) = found("It serves 3,200 homes.", "Abastece 3,200 viviendas.", "en es")
    assert issue.message == "The number “3,200” stands unchanged, but has another value as the language writes it."
