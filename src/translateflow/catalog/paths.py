"""Where catalogs live. The only file that knows `locales/`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from translateflow.errors import UnknownLanguageError
from translateflow.model.language import gettext_name, parse_language

INTERFACE_DOMAINS = frozenset({"translateflow", "translateflow-desk"})
"""The product's own texts are domains beside the releases; they are never releases."""

_LOCALES = "locales"
_STATE = ".translateflow"
_REVISION = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class CatalogPaths:
    """The paths below a newsroom's root."""

    root: Path

    @property
    def locales(self) -> Path:
        """The folder of all catalogs."""
        return self.root / _LOCALES

    def template(self, slug: str) -> Path:
        """Give the template of a release: its sentences in reading order."""
        return self.root.joinpath(_LOCALES, f"{slug}.pot")

    def catalog(self, slug: str, language: str) -> Path:
        """Give the catalog of a release in one language."""
        return self.root.joinpath(_LOCALES, gettext_name(language), "LC_MESSAGES", f"{slug}.po")

    def suggestions(self, slug: str, language: str) -> Path:
        """Give the catalog of what people suggested and nobody has decided on yet."""
        return self.locales / gettext_name(language) / "suggestions" / f"{slug}.po"

    def waivers(self, slug: str, language: str) -> Path:
        """Give the file of the warnings that people let stand in one language."""
        return self.locales / gettext_name(parse_language(language)) / "waivers" / f"{slug}.json"

    def export_base(self, revision: str) -> Path:
        """Give where an exported revision is kept, to be the base of its merge.

        The revision comes back in the header of an uploaded file: what is none of ours must not name a path of its
        own choice, and becomes the name of a file that nobody has written.
        """
        name = revision if _REVISION.fullmatch(revision) else hashlib.sha256(revision.encode()).hexdigest()
        return self.root / _STATE / "exports" / f"{name}.po"

    def languages_of(self, slug: str) -> tuple[str, ...]:
        """Give the languages a release has a catalog in, as BCP 47 tags, sorted."""
        if slug in INTERFACE_DOMAINS:
            return ()
        return tuple(
            sorted(
                filter(
                    None, (_tag_of(path.parent.parent.name) for path in self.locales.glob(f"*/LC_MESSAGES/{slug}.po"))
                )
            )
        )

    def languages(self) -> tuple[str, ...]:
        """Give the languages that have a folder, as BCP 47 tags, sorted."""
        folders = self.locales.iterdir() if self.locales.is_dir() else ()
        return tuple(sorted(filter(None, (_tag_of(folder.name) for folder in folders if folder.is_dir()))))

    def slugs(self) -> tuple[str, ...]:
        """Give the releases that have a template or a catalog, sorted."""
        templates = {path.stem for path in self.locales.glob("*.pot")}
        catalogs = {path.stem for path in self.locales.glob("*/LC_MESSAGES/*.po")}
        return tuple(sorted((templates | catalogs) - INTERFACE_DOMAINS))


def _tag_of(folder: str) -> str:
    try:
        return parse_language(folder)
    except UnknownLanguageError:
        return ""


def lock_of(path: Path) -> Path:
    """Give the lock file of a catalog: in the newsroom's state folder, or beside a file that is in no newsroom."""
    *folders, name = path.absolute().parts
    if _LOCALES not in folders:
        return path.absolute().with_name(f".{name}.lock")
    at = len(folders) - folders[::-1].index(_LOCALES)
    return Path(*folders[: at - 1], _STATE, "locks", f"{'~'.join((*folders[at:], name))}.lock")
