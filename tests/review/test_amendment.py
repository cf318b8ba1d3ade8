"""chrF and edit distance; the expected chrF figures are SacreBLEU 2.6.0's, `CHRF().corpus_score`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.review.amendment import Amendment, measure_amendment

BRIDGE = ("The bridge costs 12.8 millions Euro.", "The bridge costs €12.8 million.")
COUNCIL = ("Міська рада схвалила бюджет.", "Міськрада ухвалила бюджет.")


@pytest.mark.parametrize(
    ("pairs", "chrf"),
    [
        ([BRIDGE], 79.09671160519916),
        ([COUNCIL], 70.86563256004074),
        (
            [
                BRIDGE,
                ("Getting there", "How to get there"),
                ("Line 21 drives every ten minutes.", "Line 21 runs every ten minutes."),
                COUNCIL,
            ],
            69.94012505080677,
        ),
        ([("abc", "xyz")], 0.0),
        ([("a", "abcdefg")], 17.241379310344822),
    ],
)
def test_the_figures_are_those_of_the_field(pairs: list[tuple[str, str]], chrf: float) -> None:
    assert measure_amendment(pairs).chrf == pytest.approx(chrf)


def test_edit_distance_is_the_share_of_characters_over_all_segments() -> None:
    assert measure_amendment([("abcd", "abxd"), ("abcdef", "abcdef")]).edit_distance == pytest.approx(1 / 10)


def test_nothing_to_measure_is_no_score() -> None:
    assert measure_amendment([]) == Amendment(0.0, 0.0)
    assert measure_amendment([("text", "")]) == Amendment(0.0, 1.0)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4))
def test_both_measures_stay_in_their_bounds(pairs: list[tuple[str, str]]) -> None:
    found = measure_amendment(pairs)
    assert 0 <= found.chrf <= 100.0000001
    assert 0 <= found.edit_distance <= 1


@settings(max_examples=100)
@given(st.text(min_size=1, max_size=30))
def test_what_was_not_changed_scores_full(text: str) -> None:
    found = measure_amendment([(text, text)])
    assert found.edit_distance == 0
    assert not text.split() or found.chrf == pytest.approx(100)
