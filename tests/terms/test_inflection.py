from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.terms.inflection import Closeness, compare_words
from translateflow.terms.inflection_rules import RULES

LINES = (Path(__file__).parent / "data" / "inflection.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(part.strip() for part in line.split("|")) for line in LINES if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize(("language", "term", "word", "expected"), CASES)
def test_a_form_of_a_word_is_known_for_what_it_is(language: str, term: str, word: str, expected: str) -> None:
    assert compare_words(word, term, language) is Closeness[expected.upper()]


def test_a_variety_of_a_language_follows_its_rules() -> None:
    assert compare_words("Ministeriums", "Ministerium", "de-simple") is Closeness.INFLECTED
    assert compare_words("Ministeriums", "Ministerium", "de-AT") is Closeness.INFLECTED


@settings(max_examples=200)
@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from([*sorted(RULES), "vi"]))
def test_any_two_words_can_be_compared_and_a_word_is_itself(word: str, term: str, language: str) -> None:
    assert compare_words(word, term, language) in Closeness
    assert compare_words(term, term, language) is Closeness.SAME
