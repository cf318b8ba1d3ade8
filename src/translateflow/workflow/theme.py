"""A newsroom's own theme, read from its files: `theme/templates/*.jinja`, `theme/site.css`, the logo, its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import ThemeError
from translateflow.files import read_file, read_if_there
from translateflow.model.theme import Logo, Theme
from translateflow.settings import FILE_NAME
from translateflow.website import TEMPLATE_NAMES, asset_path, find_weak_pairs, picture_size

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.workspace import Newsroom

FOLDER = "theme"
TEMPLATES = f"{FOLDER}/templates"
STYLE = f"{FOLDER}/site.css"


def read_theme(newsroom: Newsroom) -> Theme:
    """Read what the newsroom has made its own. Raises ThemeError for what readers could not read, FileAccessError."""
    site = newsroom.settings.site
    logo = _read_logo(newsroom)
    theme = Theme(
        folder=TEMPLATES,
        templates=_read_templates(newsroom.root / TEMPLATES),
        style=_decode(STYLE, newsroom.root / STYLE),
        light=site.light,
        dark=site.dark,
        logo=Logo(asset_path(site.logo, logo), *(picture_size(logo) or (None, None))) if logo else None,
    )
    for mode, text, ground, found in find_weak_pairs(theme):
        problem = f"in {mode} mode “{text}” on “{ground}” has a contrast of {found:.1f} to 1; readers need 4.5 to 1."
        remedy = f"Change theme.{mode}.{text} or theme.{mode}.{ground} (WCAG 2.2, 1.4.3)."
        raise ThemeError(newsroom.root / FILE_NAME, problem, remedy=remedy)
    return theme


def find_theme_files(newsroom: Newsroom) -> dict[str, Path]:
    """Give the theme's files by their path on the site."""
    name = newsroom.settings.site.logo
    return {asset_path(name, _read_logo(newsroom)): newsroom.root / name} if name else {}


def _read_logo(newsroom: Newsroom) -> bytes:
    name = newsroom.settings.site.logo
    return read_file(newsroom.root / name) if name else b""


def _decode(shown: str, path: Path) -> str:
    try:
        return (read_if_there(path) or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ThemeError(shown, "is not UTF-8.", remedy="Save the file as UTF-8.") from error


def _read_templates(folder: Path) -> dict[str, str]:
    paths = {path.name: path for path in sorted(folder.glob("*.jinja"))}
    templates = {name: _decode(f"{TEMPLATES}/{name}", path) for name, path in paths.items()}
    for name, text in templates.items():
        # A template that nothing asks for would be a typing error that stays unseen.
        if name not in TEMPLATE_NAMES and not any(name in other for other in templates.values() if other is not text):
            shown, remedy = f"{TEMPLATES}/{name}", f"Templates are: {', '.join(TEMPLATE_NAMES)}."
            raise ThemeError(shown, "is the name of no template.", remedy=remedy)
    return templates
