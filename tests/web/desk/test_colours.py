"""Colours of the desk: each pair of ink and ground holds 4.5:1, in light and in dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translateflow.web.desk import __file__ as package

CSS = (Path(package).parent / "static" / "desk.css").read_text(encoding="utf-8")
PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("paper", "surface", "sunken")),
    *((ink, ground) for ink in ("good", "warn", "bad") for ground in ("paper", "surface", f"{ink}-surface")),
    ("accent-ink", "accent"),
    ("accent", "accent-surface"),
    ("ink", "accent-surface"),
]


def tokens(scheme: str) -> dict[str, str]:
    """Read the colours of a scheme."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light + (dark if scheme == "dark" else "")))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_ink_stands_out_from_its_ground(scheme: str, ink: str, ground: str) -> None:
    colours = tokens(scheme)
    high, low = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5
