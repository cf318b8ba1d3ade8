"""By what the board sees that something has changed: date and size of each file a standing was read from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from translateflow.workspace import Newsroom

# From so many releases on, folders are read as a whole: a date then costs 3 us instead of 10.
_MANY = 20
NOTHING = "-"


class Stamps:
    """The dates of one moment; each folder is read when its first file is asked for.

    `house` stands for what changes for every release at once.
    """

    def __init__(self, newsroom: Newsroom, sources: Mapping[str, Path], house: str) -> None:
        self._newsroom = newsroom
        self._sources = sources
        self._house = house
        self._find = _read_folder if len(sources) >= _MANY else _Folder
        self._languages: dict[str, _LanguageFolders] = {}
        self._releases = self._find(newsroom.releases_folder)
        # Sign-offs and withdrawals are renamed into a release's folder there, which dates it.
        self._approved = self._find(newsroom.snapshots.root)

    def source(self, slug: str) -> str:
        """Give the stamp of a release's source."""
        return f"{self._releases.get(self._sources[slug].name, NOTHING)} {self._house}"

    def of(self, slug: str, language: str) -> str:
        """Give the stamp of a release in a language: catalog, suggestions, waivers, sign-offs, whether it is live."""
        folders = self._folders(language)
        catalog = folders.catalogs.get(f"{slug}.po", NOTHING)
        suggestions = folders.suggestions.get(f"{slug}.po", NOTHING)
        waivers = folders.waivers.get(f"{slug}.json", NOTHING)
        live = "live" if self.is_live(slug, language) else NOTHING
        return f"{catalog} {suggestions} {waivers} {self._approved.get(slug, NOTHING)} {live}"

    def is_live(self, slug: str, language: str) -> bool:
        """Whether the site has a page of it."""
        return self._folders(language).site.get(slug, NOTHING) != NOTHING

    def _folders(self, language: str) -> _LanguageFolders:
        if language not in self._languages:
            catalogs, site = self._newsroom.catalogs, self._newsroom.site_folder
            self._languages[language] = _LanguageFolders(
                self._find(catalogs.catalog("", language).parent),
                self._find(catalogs.suggestions("", language).parent),
                self._find(catalogs.waivers("", language).parent),
                self._find(site / language),
            )
        return self._languages[language]


class _Dates(Protocol):
    """The stamps of a folder's files by name."""

    def get(self, name: str, otherwise: str, /) -> str:
        """Give the stamp of a file, the other text when it is not there."""


@dataclass(frozen=True, slots=True)
class _LanguageFolders:
    catalogs: _Dates
    suggestions: _Dates
    waivers: _Dates
    site: _Dates


class _Folder:
    """Looks at one file at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str, otherwise: str, /) -> str:
        try:
            return _write((self._folder / name).stat())
        except OSError:
            return otherwise


def _read_folder(folder: Path) -> dict[str, str]:
    found = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                found[entry.name] = _write(entry.stat())
    except OSError:
        return found  # not there (any more): whoever reads the files says so
    return found


def _write(stat: os.stat_result) -> str:
    return f"{stat.st_mtime_ns:x}.{stat.st_size:x}"
