from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.checks.facts.extract import extract_facts
from translateflow.checks.facts.fact import NO_FACTS

LANGUAGES = ["de", "en", "fr", "es", "it", "pl", "uk", "tr", "ar", "ca", "ja"]


def test_a_text_without_digits_states_nothing_in_figures() -> None:
    assert extract_facts("Guten Tag", "de") is NO_FACTS


def test_digits_inside_an_address_are_no_numbers() -> None:
    facts = extract_facts("Siehe https://example.org/2025/07 und a1@example.org.", "de")
    assert facts == NO_FACTS


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("vom 3. bis 5. Juli 2025", "de", {(2025, 7, 3), (2025, 7, 5)}),
        ("July 3–5, 2025", "en", {(2025, 7, 3), (2025, 7, 5)}),
        ("les 4, 11 et 18 novembre", "fr", {(None, 11, 4), (None, 11, 11), (None, 11, 18)}),
        ("в червні 2024 року", "uk", {(2024, 6, None)}),
        ("w lipcu 2024", "pl", {(2024, 7, None)}),
        ("31.12.99", "de", {(1999, 12, 31)}),
        ("2025/07/03", "ja", {(2025, 7, 3)}),
        ("13/07/2025", "en", {(2025, 7, 13)}),
        ("99.99.2025", "de", set()),
    ],
)
def test_dates_are_found_in_ranges_lists_and_figures(
    text: str, language: str, dates: set[tuple[int | None, ...]]
) -> None:
    assert {fact.value for fact in extract_facts(text, language).dates} == dates


@settings(max_examples=100, deadline=None)
@given(
    st.dates(dt.date(1980, 1, 1), dt.date(2060, 12, 31)), st.sampled_from(LANGUAGES), st.sampled_from(["long", "full"])
)
def test_a_date_as_cldr_writes_it_is_read_as_that_day(day: dt.date, language: str, width: str) -> None:
    text = format_date(day, format=width, locale=language)
    assert [fact.value for fact in extract_facts(text, language).dates] == [(day.year, day.month, day.day)]


@settings(max_examples=100, deadline=None)
@given(st.times(), st.sampled_from(LANGUAGES))
def test_a_time_as_cldr_writes_it_is_read_as_that_minute(time: dt.time, language: str) -> None:
    text = format_time(time, format="short", locale=language).replace("\u202f", " ")
    (fact,) = extract_facts(text, language).times
    assert (time.hour, time.minute) in (fact.value, *fact.readings)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([*LANGUAGES, "de-simple", "nl", "fa", "hi"]))
def test_a_number_as_cldr_writes_it_is_read_as_that_value(number: int, language: str) -> None:
    text = format_decimal(number, locale=language.partition("-")[0])
    assert [fact.value for fact in extract_facts(f"x {text} x", language).numbers] == [number]
