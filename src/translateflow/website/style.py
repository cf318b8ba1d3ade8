"""The style sheet with a newsroom's colours, the search page's script, and whether the colours can be read."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from translateflow.website.addresses import asset_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translateflow.model.theme import Theme

_FOLDER = Path(__file__).parent / "theme"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root \{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")

ENOUGH = 4.5
"""The least contrast of text, WCAG 2.2 success criterion 1.4.3."""

PAIRS = (
    ("ink", "paper"),
    ("muted", "paper"),
    ("accent", "paper"),
    ("ink", "surface"),
    ("muted", "surface"),
    ("accent", "surface"),
    ("warn-ink", "warn-surface"),
)
"""Every text of the style sheet on what lies below it. `accent` on `paper` is also `paper` on `accent`."""


@lru_cache(maxsize=4)
def _stylesheet(style: str) -> tuple[str, bytes]:
    data = ((_FOLDER / "site.css").read_text(encoding="utf-8") + style).encode()
    return asset_path("site.css", data), data


def stylesheet(theme: Theme) -> tuple[str, bytes]:
    """Give the path and the bytes of the one style sheet; the path changes with the bytes."""
    return _stylesheet(_colours(theme) + (f"\n{theme.style}" if theme.style else ""))


@cache
def search_script() -> tuple[str, bytes]:
    """Give the path and the bytes of the search page's script."""
    data = (_FOLDER / "search.js").read_bytes()
    return asset_path("search.js", data), data


def _colours(theme: Theme) -> str:
    rules = [("light", theme.light), ("dark", theme.dark)]
    return "".join(
        # Print keeps its black on white.
        f"\n@media screen and (prefers-color-scheme: {mode}) {{ :root {{ {_declare(colours)} }} }}\n"
        for mode, colours in rules
        if colours
    )


def _declare(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in sorted(colours.items()))


@cache
def default_palettes() -> dict[str, dict[str, str]]:
    """Give the theme's own colours: light, and dark as what it overrides of light."""
    css = _COMMENT.sub("", (_FOLDER / "site.css").read_text(encoding="utf-8"))
    light, dark = (dict(_COLOUR.findall(block)) for block in _ROOT.findall(css)[:2])
    return {"light": light, "dark": light | dark}


def find_weak_pairs(theme: Theme) -> Iterator[tuple[str, str, str, float]]:
    """Give mode, text colour, background and contrast of every pair that is hard to read."""
    for mode, own in (("light", theme.light), ("dark", theme.dark)):
        palette = {**default_palettes()[mode], **own}
        for text, ground in PAIRS:
            found = contrast(palette[text], palette[ground])
            if found < ENOUGH:
                yield mode, text, ground, found


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours (`#rrggbb`), as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 — the definition's
        for share in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
