"""Slugs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translateflow.errors import SlugError
from translateflow.formats import check_slug, slugify


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Größere Straßen für Köln!", "de", "groessere-strassen-fuer-koeln"),
        ("Ürümqi'de yeni yollar", "tr", "urumqide-yeni-yollar"),
        ("Місто будує дороги", "uk", "misto-buduie-dorogi"),
        ("Été à Genève", "fr", "ete-a-geneve"),
        ("—", "", "release"),
        ("Translateflow", "en", "translateflow-release"),
    ],
)
def test_a_title_in_any_script_becomes_a_slug(title: str, language: str, slug: str) -> None:
    assert slugify(title, language) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("wort " * 40)
    assert len(slug) <= 100
    assert slug.endswith("wort")
    assert slugify("x" * 300) == "x" * 100


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_every_title_has_a_valid_slug(title: str) -> None:
    assert check_slug(slugify(title)) == slugify(title)


@pytest.mark.parametrize("slug", ["", "A", "a_b", "-a", "a/b", "..", "ä", "a" * 101])
def test_what_is_no_slug_is_refused(slug: str) -> None:
    with pytest.raises(SlugError, match=r"has signs"):
        check_slug(slug)


def test_the_name_of_the_interface_texts_is_reserved() -> None:
    with pytest.raises(SlugError, match="reserved"):
        check_slug("translateflow")
