"""Languages: one spelling of each tag, its name in PO paths, and what CLDR and our register know of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.errors import UnknownLanguageError
from translateflow.model.language import (
    autonym,
    babel_tag,
    base_language,
    gettext_name,
    language_name,
    parse_language,
    spaced_sentences,
    text_direction,
)

NAMES = {
    "de": "de",
    "pt-BR": "pt_BR",
    "zh-Hans": "zh_Hans",
    "sr-Latn": "sr@latin",
    "sr-Cyrl": "sr@cyrillic",
    "de-simple": "de@simple",
    "es-419": "es_419",
}


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("de", "de"),
        ("PT-br", "pt-BR"),
        (" zh_hans ", "zh-Hans"),
        ("DE-Simple", "de-simple"),
        ("de@simple", "de-simple"),
    ],
)
def test_a_tag_has_one_spelling(written: str, tag: str) -> None:
    assert parse_language(written) == tag


@pytest.mark.parametrize("written", ["", "klingon", "de-", "xx-Yyyy-zz-9", "de DE", "../de", "de-simple-simple", "1"])
def test_what_nobody_knows_is_refused_with_the_word_that_was_used(written: str) -> None:
    with pytest.raises(UnknownLanguageError) as caught:
        parse_language(written)
    assert f"“{written}”" in str(caught.value)


@pytest.mark.parametrize(("tag", "name"), NAMES.items())
def test_po_paths_use_gettext_names_and_lead_back(tag: str, name: str) -> None:
    assert gettext_name(tag) == name
    assert parse_language(name) == tag


@given(st.text(max_size=20))
def test_any_text_is_a_language_in_one_spelling_or_refused(text: str) -> None:
    try:
        tag = parse_language(text)
    except UnknownLanguageError:
        return
    assert parse_language(tag) == tag
    assert parse_language(gettext_name(tag)) == tag


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("de-simple", "ltr")])
def test_direction_is_known(tag: str, direction: str) -> None:
    assert text_direction(tag) == direction


def test_a_language_is_named_in_itself_with_a_capital() -> None:
    assert [autonym(tag) for tag in ("de", "fr", "ar", "de-simple")] == [
        "Deutsch",
        "Français",
        "العربية",
        "Leichte Sprache",
    ]


def test_a_language_is_named_in_another() -> None:
    assert language_name("ar", "de") == "Arabisch"
    assert language_name("de-simple", "en") == "Easy German"
    assert language_name("de-simple", "pt-BR") == "Easy German"


def test_a_variety_formats_like_its_base() -> None:
    assert (babel_tag("de-simple"), babel_tag("pt-BR")) == ("de", "pt_BR")
    assert base_language("pt-BR") == "pt"


def test_sentences_stand_apart_except_where_the_script_needs_no_space() -> None:
    assert [spaced_sentences(tag) for tag in ("de", "ar", "ko", "zh-Hant", "ja")] == [True, True, True, False, False]
