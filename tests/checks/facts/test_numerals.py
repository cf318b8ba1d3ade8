from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.checks.facts.numerals import (
    Separators,
    find_roman,
    fold_digits,
    other_readings,
    read_figure,
    split_figure,
)

GERMAN = Separators(",", ".")
ENGLISH = Separators(".", ",")


@pytest.mark.parametrize(
    ("figure", "separators", "value"),
    [
        ("1234", GERMAN, 1234),
        ("1.234,5", GERMAN, Decimal("1234.5")),
        ("1,234.5", ENGLISH, Decimal("1234.5")),
        ("1 234,5", GERMAN, Decimal("1234.5")),
        ("12'345", GERMAN, 12345),
        ("12,34,567", ENGLISH, 1234567),
        ("1٬234٫5", ENGLISH, Decimal("1234.5")),
        ("3.10", GERMAN, None),
        ("1.23.456", GERMAN, None),
        ("001.366", GERMAN, None),
        ("1.234.56", ENGLISH, None),
        ("1,2,3", GERMAN, None),
    ],
)
def test_a_figure_is_read_as_its_language_writes_it(figure: str, separators: Separators, value: Decimal | None) -> None:
    assert read_figure(figure, separators) == value


def test_a_figure_that_follows_no_rule_of_its_language_may_follow_another() -> None:
    assert other_readings("3.10") == (Decimal("3.10"),)
    assert other_readings("1.234") == (Decimal("1.234"), 1234)


def test_the_pieces_of_a_figure_are_numbers() -> None:
    assert split_figure("3.10") == (3, 10)
    assert split_figure("310") == ()


def test_digits_of_every_script_become_ascii() -> None:
    assert fold_digits("٣ ۴ 五 ５ ९ ₂") == "3 4 五 5 9 2"


def test_roman_numerals_are_found_with_french_ordinals_and_without_elided_articles() -> None:
    assert find_roman("L’hôtel du XXIe siècle, Henri IV, MIX, vi") == (21, 4)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 999), st.sampled_from([GERMAN, ENGLISH, Separators(",", "\u00a0")]))
def test_writing_and_reading_a_number_is_identity(whole: int, thousandths: int, separators: Separators) -> None:
    written = f"{whole:,}".replace(",", separators.groups) + f"{separators.decimal}{thousandths:03}"
    assert read_figure(written, separators) == Decimal(f"{whole}.{thousandths:03}")
