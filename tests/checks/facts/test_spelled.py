from __future__ import annotations

import pytest

from translateflow.checks.facts.spelled import spelled_hours, spelled_numbers, spelled_runs


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("vierundzwanzig", "de", 24),
        ("twenty-four", "en", 24),
        ("two hundred and five", "en", 205),
        ("soixante-quinze", "fr", 75),
        ("vint-i-cinc", "ca", 25),
        ("ventiquattro", "it", 24),
        ("otuz beş", "tr", 35),
        ("двадцять п’ять", "uk", 25),
        ("ثلاثة وعشرون", "ar", 23),
        ("drei Millionen", "de", 3_000_000),
        ("三", "ja", 3),
    ],
)
def test_a_number_in_words_is_understood(text: str, language: str, value: int) -> None:
    assert value in spelled_numbers(text, language)


def test_each_number_goes_as_far_as_its_words() -> None:
    runs = spelled_runs("There were twenty-four boats and three cars.", "en")
    assert [(" ".join(run.words), run.total) for run in runs] == [("twenty-four", 24), ("three", 3)]


def test_one_and_two_alone_are_not_worth_telling() -> None:
    assert spelled_runs("a boat, the only one, or two", "en") == ()


def test_noon_and_midnight_are_hours_and_no_numbers() -> None:
    assert spelled_hours("from noon to midnight", "en") == {12, 24}
    assert 24 not in spelled_numbers("midnight", "en")
