"""What the published tree has right now, as the server needs to know it: languages, releases, what was withdrawn."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class PublishedTree:
    """One generation. `live_languages` have something to read; `withdrawn` are addresses (`es/bridge/`).

    `moved` gives the address of today for one of before.
    """

    live_languages: tuple[str, ...]
    withdrawn: frozenset[str]
    moved: Mapping[str, str] = field(default_factory=dict)


class TreeReader:
    """Reads the tree's shape, again only when another generation has taken its place."""

    def __init__(self, out: Path, languages: Sequence[str]) -> None:
        self._out = out
        self._languages = tuple(languages)
        self._kept: tuple[object, PublishedTree] = (None, PublishedTree((), frozenset()))

    def read(self) -> PublishedTree:
        """Give the tree as readers see it now; an empty one while there is none."""
        try:
            found = os.stat(self._out)  # noqa: PTH116 — asked with every request
        except OSError:
            return PublishedTree((), frozenset())
        generation = (found.st_dev, found.st_ino, found.st_mtime_ns)
        kept_generation, kept = self._kept
        if generation != kept_generation:
            kept = PublishedTree(self._live_languages(), self._withdrawn(), self._moved())
            self._kept = (generation, kept)
        return kept

    def languages_of(self, slug: str) -> tuple[str, ...]:
        """Give the languages in which a release can be read."""
        tree = self.read()
        return tuple(
            language
            for language in tree.live_languages
            if f"{language}/{slug}/" not in tree.withdrawn and self.has(f"{language}/{slug}/index.html")
        )

    def slug_of_today(self, slug: str) -> str:
        """Give what a release is called now; the slug itself where it never moved."""
        found = (address for former, address in self.read().moved.items() if former.split("/")[1:2] == [slug])
        return next(found, f"/{slug}").split("/")[1]

    def has(self, path: str) -> bool:
        """Whether a file stands at this path."""
        return os.path.isfile(self._out / path)  # noqa: PTH113 — answers False for a NUL byte or an overlong name

    def _live_languages(self) -> tuple[str, ...]:
        # Only languages with something to read have a feed.
        found = {path.parent.name for path in self._out.glob("*/feed.xml")}
        return tuple(language for language in dict.fromkeys((*self._languages, *sorted(found))) if language in found)

    def _withdrawn(self) -> frozenset[str]:
        try:
            listed = json.loads((self._out / "withdrawn.json").read_bytes())["withdrawn"]
            return frozenset(str(edition["address"]) for edition in listed)
        except (OSError, ValueError, KeyError, TypeError):
            return frozenset()

    def _moved(self) -> dict[str, str]:
        try:
            listed = json.loads((self._out / "moved.json").read_bytes())["moved"]
            return {str(former): str(address) for former, address in listed.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
