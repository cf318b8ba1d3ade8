from __future__ import annotations

from importlib import resources

import pytest

from translateflow.checks.facts.profile import expand_forms, load_profile
from translateflow.model.language import parse_language

FILES = resources.files("translateflow.checks.facts") / "languages"
LANGUAGES = sorted(file.name.removesuffix(".toml") for file in FILES.iterdir() if file.name != "und.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_file_is_of_a_language_and_says_the_essentials(language: str) -> None:
    assert parse_language(language) == language
    profile = load_profile(language)
    assert profile.known
    assert {1, 2, 3, 10} <= set(profile.words.values())
    assert {"EUR", "USD", "%"} <= set(profile.units.values())
    assert profile.scales
    assert profile.negation
    assert profile.quotes


def test_plain_language_is_read_as_its_base() -> None:
    assert load_profile("de-simple").words == load_profile("de").words


def test_a_language_without_a_file_still_has_its_separators_and_months() -> None:
    profile = load_profile("nl")
    assert not profile.known
    assert profile.separators.decimal == ","
    assert profile.months["maart"] == 3


def test_a_region_decides_the_order_of_a_date() -> None:
    assert load_profile("en").orders == ("md", "dm")
    assert load_profile("en-GB").orders == ("dm",)
    assert load_profile("en-US").orders == ("md",)


def test_forms_are_written_short() -> None:
    assert list(expand_forms("drei dritt(e,en) per_cent")) == ["drei", "dritte", "dritten", "per cent"]
