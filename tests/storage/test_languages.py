from __future__ import annotations

import pytest

from translateflow.storage.languages import serves


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("de", "de-AT"),
        ("zh-Hans-CN", "zh-Hans"),
        ("es-419", "es"),
        ("de-simple", "de-simple"),
    ],
)
def test_a_missing_region_does_not_matter(stored: str, asked: str) -> None:
    assert serves(stored, asked)


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("pt-PT", "pt-BR"),
        ("de", "de-simple"),
        ("de-simple", "de"),
        ("zh-Hans", "zh-Hant"),
        ("zh-Hant", "zh"),
        ("en", "de"),
    ],
)
def test_another_region_script_or_variety_is_another_language(stored: str, asked: str) -> None:
    assert not serves(stored, asked)
