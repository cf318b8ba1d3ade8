from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.memory import similarity
from translateflow.storage.scoring import score_texts


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "", 100),
        ("Brücke", "Brücke", 100),
        ("Brücke", "Brücken", 85),
        ("abc", "xyz", 0),
        ("a" * 500, "a" * 499, 99),
    ],
)
def test_similarity_is_the_share_of_letters_that_need_no_edit(a: str, b: str, expected: int) -> None:
    assert similarity(a, b) == expected


@settings(max_examples=200)
@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_the_same_both_ways_and_full_only_for_the_identical(a: str, b: str) -> None:
    assert 0 <= similarity(a, b) == similarity(b, a) <= 100
    assert (similarity(a, b) == 100) == (a == b)


@settings(max_examples=200)
@given(st.text("abcd ", max_size=30), st.text("abcd ", max_size=30))
def test_the_memory_scores_by_the_same_scale(a: str, b: str) -> None:
    assert score_texts(a, [b], minimum=0) == [(similarity(a, b), 0)]
