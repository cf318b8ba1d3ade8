"""Languages: canonical tags, gettext names and back, CLDR's knowledge and our register's."""

from __future__ import annotations

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from translateflow.errors import UnknownLanguageError
from translateflow.model.language import (
    VARIETIES,
    autonym,
    babel_tag,
    base_language,
    gettext_name,
    language_name,
    parse_language,
    spaced_sentences,
    text_direction,
)

KNOWN = sorted({name.replace("_", "-") for name in locale_identifiers() if name != "root"})


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("de", "de"),
        ("DE", "de"),
        (" pt-br ", "pt-BR"),
        ("pt_BR", "pt-BR"),
        ("zh-hans", "zh-Hans"),
        ("zh_HANT_tw", "zh-Hant-TW"),
        ("sr@latin", "sr-Latn"),
        ("sr@cyrillic", "sr-Cyrl"),
        ("de@simple", "de-simple"),
        ("DE-Simple", "de-simple"),
        ("es-419", "es-419"),
    ],
)
def test_a_tag_is_read_in_any_spelling(written: str, tag: str) -> None:
    assert parse_language(written) == tag


@pytest.mark.parametrize(
    "tag", ["", "klingonisch", "xq", "d", "de-", "en-XQ-", "deutsch", "en simple", "de/../x", "../de", "*"]
)
def test_what_nobody_knows_is_refused_with_an_example(tag: str) -> None:
    with pytest.raises(UnknownLanguageError, match="is not a language we know") as refused:
        parse_language(tag)
    assert "de-simple" in refused.value.remedy


@given(st.text(max_size=12))
def test_whatever_is_given_is_a_language_or_refused(text: str) -> None:
    try:
        tag = parse_language(text)
    except UnknownLanguageError:
        return
    assert parse_language(tag) == tag


@given(st.sampled_from([*KNOWN, *VARIETIES]))
def test_a_gettext_name_leads_back_to_its_tag(tag: str) -> None:
    try:
        canonical = parse_language(tag)
    except UnknownLanguageError:
        return  # CLDR's variants that are no BCP 47 tag of ours
    name = gettext_name(canonical)
    assert parse_language(name) == canonical
    assert "/" not in name
    assert "-" not in name


@pytest.mark.parametrize(
    ("tag", "name"),
    [("pt-BR", "pt_BR"), ("zh-Hans", "zh_Hans"), ("sr-Latn", "sr@latin"), ("de-simple", "de@simple"), ("de", "de")],
)
def test_po_paths_use_gettext_s_names(tag: str, name: str) -> None:
    assert gettext_name(tag) == name


def test_a_variety_behaves_like_its_base_in_all_but_tag_and_name() -> None:
    assert babel_tag("de-simple") == "de"
    assert base_language("de-simple") == "de"
    assert text_direction("de-simple") == "ltr"
    assert autonym("de-simple") == "Leichte Sprache"
    assert language_name("de-simple", "en") == "Easy German"
    assert language_name("de-simple", "pt-BR") == "Easy German"  # no name there: English's
    assert language_name("de-simple", "de") == "Leichte Sprache"


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("he", "rtl"), ("de", "ltr"), ("ur", "rtl")])
def test_direction_is_cldr_s(tag: str, direction: str) -> None:
    assert text_direction(tag) == direction


def test_a_language_s_own_name_is_capitalized_and_in_others_it_is_as_they_write_it() -> None:
    assert autonym("fr") == "Français"
    assert language_name("fr", "de") == "Französisch"
    assert language_name("de", "es") == "alemán"
    assert babel_tag("pt-BR") == "pt_BR"


@pytest.mark.parametrize(("tag", "spaced"), [("zh-Hans", False), ("ja", False), ("ko", True), ("de", True)])
def test_sentences_are_joined_as_the_language_does(tag: str, spaced: bool) -> None:
    assert spaced_sentences(tag) is spaced
