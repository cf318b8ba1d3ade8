"""The style sheet's promises that can be computed: contrast, no third party, logical properties."""

from __future__ import annotations

import re

import pytest

from translateflow.model.theme import Theme
from translateflow.website.style import PAIRS, contrast, default_palettes, stylesheet

CSS = re.sub(r"/\*.*?\*/", "", stylesheet(Theme())[1].decode(), flags=re.DOTALL)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS)
def test_text_stands_out_from_its_background(mode: str, pair: tuple[str, str]) -> None:
    palette = default_palettes()[mode]
    assert contrast(*(palette[name] for name in pair)) >= 4.5


def test_contrast_is_what_wcag_defines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_style_sheet_loads_nothing() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_layout_uses_logical_properties_only() -> None:
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)|(?<![a-z-])(?:left|right|float)\s*:"
    assert re.findall(physical, CSS) == []


def test_readers_wishes_are_heard() -> None:
    for query in ("prefers-color-scheme: dark", "@media print", "prefers-reduced-motion", "forced-colors"):
        assert query in CSS
    assert ":focus-visible" in CSS


def test_the_path_of_the_style_sheet_names_its_content() -> None:
    assert re.fullmatch(r"assets/site\.[0-9a-f]{12}\.css", stylesheet(Theme())[0])
