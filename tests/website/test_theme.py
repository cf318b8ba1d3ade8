"""The style sheet's promises that can be computed: contrast, no third party, logical properties."""

from __future__ import annotations

import re

import pytest

from translateflow.website.rendering import stylesheet

CSS = re.sub(r"/\*.*?\*/", "", stylesheet()[1].decode(), flags=re.DOTALL)
PAIRS = [
    ("ink", "paper"),
    ("muted", "paper"),
    ("accent", "paper"),
    ("paper", "accent"),
    ("ink", "surface"),
    ("accent", "surface"),
    ("warn-ink", "warn-surface"),
]


def _palettes() -> dict[str, dict[str, str]]:
    """Light, and dark as what it overrides of light."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks[:2]]
    return {"light": found[0], "dark": found[0] | found[1]}


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS)
def test_text_stands_out_from_its_background(mode: str, pair: tuple[str, str]) -> None:
    palette = _palettes()[mode]
    lighter, darker = sorted((_luminance(palette[name]) for name in pair), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


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
    assert re.fullmatch(r"assets/site\.[0-9a-f]{12}\.css", stylesheet()[0])
