"""Which language a reader gets, as a table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.model.negotiation import LanguageRange, choose_language, parse_accept_language

HERE = ("de", "en", "ar", "uk", "de-simple", "zh-Hans", "zh-Hant", "pt-BR", "nb", "sr")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "de"),
        ("en", "en"),
        ("EN-us", "en"),
        ("fr, en;q=0.8, ar;q=0.9", "ar"),
        ("fr;q=1.0,uk;q=0.5", "uk"),
        ("en;q=0.5, ar;q=0.5", "en"),
        ("de-AT, en", "de"),
        ("de-simple, de;q=0.5", "de-simple"),
        ("de", "de"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK;q=0.9", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("no", "nb"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("sr-Latn-RS", "sr"),
        ("ar-EG", "ar"),
        ("ru", "de"),
        ("fr", "de"),
        ("en;q=0, *", "de"),
        ("de;q=0, *", "en"),
        ("*", "de"),
        ("*;q=0, ar", "ar"),
        ("*;q=0", "de"),
        ("fr, de;q=0", "en"),
        ("de;q=0, de-simple, en;q=0.2", "de-simple"),
        ("de;q=0, en;q=0.2, *;q=0.1", "en"),
        ("en;q=0.0", "de"),
        ("en;q=0.000, ar;q=0.001", "ar"),
        ("en;q=2, ar", "ar"),
        ("nonsense header!, uk", "uk"),
        ("en ; q=0.4 , uk ; Q=0.6", "uk"),
        ("a" * 20000, "de"),
        ("xx-yy-zz-abcdefgh-1, uk;q=0.1", "uk"),
        (",".join(["fr"] * 60) + ",uk", "de"),
    ],
)
def test_the_header_decides_by_quality_and_likeness(header: str, expected: str) -> None:
    assert choose_language(HERE, "", header, "de") == expected


@pytest.mark.parametrize(
    ("cookie", "expected"), [("ar", "ar"), ("AR", "ar"), ("pt-PT", "pt-BR"), ("fr", "en"), ("", "en"), ("<x>", "en")]
)
def test_an_explicit_choice_comes_before_the_header(cookie: str, expected: str) -> None:
    assert choose_language(HERE, cookie, "en", "de") == expected


def test_the_nearest_of_two_kin_is_the_plainer_one() -> None:
    assert choose_language(("de-simple", "de"), "", "de-CH", "de-simple") == "de"
    assert choose_language(("de-simple", "en"), "", "de", "en") == "de-simple"


def test_a_default_that_is_not_there_gives_the_first() -> None:
    assert choose_language(("uk", "ar"), "", "fr", "de") == "uk"


def test_nothing_available_gives_nothing() -> None:
    assert choose_language((), "de", "de", "de") is None


def test_ranges_are_sorted_by_quality_and_keep_their_order_among_equals() -> None:
    assert parse_accept_language("a, b;q=0.5, c, d;q=0") == (
        LanguageRange("a", 1.0),
        LanguageRange("c", 1.0),
        LanguageRange("b", 0.5),
        LanguageRange("d", 0.0),
    )


@settings(max_examples=200)
@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_sent_a_language_that_is_there_comes_out(header: str, cookie: str) -> None:
    assert choose_language(("de", "en"), cookie, header, "de") in {"de", "en"}
