from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.errors import ExchangeError
from translateflow.memory import read_terms_csv, write_terms_csv
from translateflow.model.memory import Term, TermStatus

HEADER = "source_language,language,source,target,status\n"


def read(text: str) -> tuple[Term, ...]:
    """Read a CSV text."""
    return read_terms_csv(text.encode(), "terms.csv")


def test_what_was_written_is_read_again() -> None:
    terms = (
        Term("de", "en", "Stadtrat", "city council", TermStatus.ADMITTED, "noun", 'elected "body",\nof a city; large'),
        Term("de", "en", "=SUMME(A1)", "'quoted'", TermStatus.KEEP),
    )
    data = write_terms_csv(terms)
    assert read_terms_csv(data, "terms.csv") == terms
    assert data.startswith(b"\xef\xbb\xbfsource_language,")
    assert b"'=SUMME" in data


_WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and not text.startswith("\ufeff")
)


@settings(max_examples=100)
@given(st.lists(st.builds(Term, st.just("de"), st.just("en"), _WORD, _WORD, st.sampled_from(TermStatus)), max_size=5))
def test_any_term_survives(terms: list[Term]) -> None:
    assert list(read_terms_csv(write_terms_csv(terms), "terms.csv")) == terms


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_seen_from_the_header(delimiter: str) -> None:
    lines = "Source_Language,LANGUAGE,source,target\nDE,pt-br,Brücke,ponte\n\n,,,\n".replace(",", delimiter)
    assert read(lines) == (Term("de", "pt-BR", "Brücke", "ponte"),)


def test_what_a_spreadsheet_calls_unicode_text_is_read() -> None:
    text = "source_language\tlanguage\tsource\ttarget\r\nde\ten\tBrücke\tbridge\r\n"
    assert read_terms_csv(text.encode("utf-16"), "terms.txt") == (Term("de", "en", "Brücke", "bridge"),)


def test_a_word_that_stays_as_it_is_needs_no_target() -> None:
    assert read(f"{HEADER}de,en,IntMK,,keep as is\n") == (Term("de", "en", "IntMK", "IntMK", TermStatus.KEEP),)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "column “source_language” is missing"),
        ("source_language,language,source\n", 1, "column “target” is missing"),
        ("source_language,language,source,target,colour\n", 1, "unknown column “colour”"),
        (f"{HEADER}\nde,en,Brücke,\n", 3, "without its source or target"),
        (f"{HEADER}de,en,,bridge\n", 2, "without its source or target"),
        (f"{HEADER}de,en,Brücke,bridge,good\n", 2, "unknown status “good”"),
        (f"{HEADER}de,klingon-x,Brücke,bridge,\n", 2, "klingon-x"),
        (f"{HEADER}de,en,{'a' * 501},bridge,\n", 2, "more than 500 characters"),
        (f'{HEADER}de,en,"Brücke,bridge\n', 2, "not readable as CSV"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, line: int, problem: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        read(text)
    assert problem in caught.value.problem
    assert caught.value.line == line
    assert caught.value.remedy


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(ExchangeError, match="not UTF-8") as caught:
        read_terms_csv(f"{HEADER}de,en,Brücke,bridge\n".encode("latin-1"), "terms.csv")
    assert caught.value.line == 2
