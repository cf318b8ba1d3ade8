"""Dates in the languages press offices write in."""

from __future__ import annotations

import datetime as dt

import pytest

from translateflow.formats.dates import find_date, read_date_line


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("am 2025-06-30 um", "de"),
        ("30.06.2025", "de"),
        ("30. Juni 2025", "de"),
        ("30. Juni 2025", "de-simple"),
        ("June 30, 2025", "en"),
        ("30 June 2025", "de"),
        ("le 30 juin 2025", "fr"),
        ("30 de junio de 2025", "es"),
        ("30 giugno 2025", "it"),
        ("30 de junho de 2025", "pt"),
        ("30 czerwca 2025 r.", "pl"),
        ("30 червня 2025 року", "uk"),
        ("30 Haziran 2025", "tr"),
        ("٣٠ يونيو ٢٠٢٥", "ar"),
        ("2025年6月30日", "ja"),
        ("2025년 6월 30일", "ko"),
        ("30/06/2025", "fr"),
        ("30 Jun. 2025", "en"),
    ],
)
def test_a_date_is_found_as_it_is_written(text: str, language: str) -> None:
    found = find_date(f"Musterstadt ({text}) – Text", language)
    assert found is not None
    assert found.date == dt.date(2025, 6, 30)


@pytest.mark.parametrize("text", ["31.02.2025", "12.30", "Version 1.2.2025.1", "im Juni 2025", "", "2025-06-300"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_date(text, "de") is None


def test_an_unknown_language_falls_back_to_english() -> None:
    found = find_date("30 June 2025", "zz")
    assert found is not None


@pytest.mark.parametrize(
    "line",
    [
        "30.06.2025",
        "Musterstadt, 30.06.2025",
        "Montag, 30. Juni 2025",
        "Stand: 30.06.2025",
        "vom 30.06.2025",
        "(30.06.2025)",
    ],
)
def test_a_line_with_nothing_but_a_date_is_a_date_line(line: str) -> None:
    assert read_date_line(line, "de") == dt.date(2025, 6, 30)


@pytest.mark.parametrize(
    "line", ["Am 30.06.2025 beginnt der Bau.", "Das Fest beginnt am 30.06.2025", "30.06.2025 bis 01.07.2025", "Text"]
)
def test_a_date_within_a_sentence_is_no_date_line(line: str) -> None:
    assert read_date_line(line, "de") is None
