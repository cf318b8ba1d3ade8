"""Bring the catalogs up to date with their sources, every translation kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translateflow import __version__
from translateflow.catalog import SyncCounts, make_template, parse_catalog, plan_sync, read_catalog, update_catalog
from translateflow.errors import TranslateflowError
from translateflow.files import read_file, write_atomically

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from translateflow.catalog import Catalog
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.workspace import Newsroom

Stamp = tuple[int, int]
"""Modification time in ns and size of a file: cheap to compare, and any edit changes it."""


@dataclass(frozen=True, slots=True)
class SyncedCatalog:
    """What became of one catalog."""

    slug: str
    language: str
    counts: SyncCounts
    changed: bool


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Catalogs that were looked at, how many releases needed no look, and the releases that could not be synced."""

    catalogs: tuple[SyncedCatalog, ...] = ()
    unchanged: int = 0
    failures: tuple[TranslateflowError, ...] = field(default=())


class SyncStamps:
    """What the last sync saw of each release, so that the next one need not parse what has not changed.

    Losing the file, or a version of the program that reads sources otherwise, only costs time.
    """

    def __init__(self, newsroom: Newsroom) -> None:
        self._path = newsroom.state_folder / "synced.json"
        settings = newsroom.settings
        self._reading = f"{__version__} {settings.segmentation} {settings.source} {settings.timezone} {settings.title}"
        self._seen: dict[str, list[Any]] = {}
        try:
            record = json.loads(self._path.read_bytes())
            if record.get("reading") == self._reading:
                self._seen = record["releases"]
        except (OSError, ValueError, KeyError, AttributeError):
            self._seen = {}
        self._changed = False

    def is_current(self, slug: str, files: Sequence[Path]) -> bool:
        """Whether none of these files has changed since the last sync of this release."""
        return self._seen.get(slug) == _stamps(files)

    def remember(self, slug: str, files: Sequence[Path]) -> None:
        """Note the files as they are now."""
        self._seen[slug] = _stamps(files)
        self._changed = True

    def save(self) -> None:
        """Write the file if there is news."""
        if self._changed:
            record = {"reading": self._reading, "releases": self._seen}
            write_atomically(self._path, json.dumps(record, separators=(",", ":")).encode())


def _stamps(files: Sequence[Path]) -> list[list[int] | None]:
    found: list[list[int] | None] = []
    for path in files:
        try:
            stat = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append([stat.st_mtime_ns, stat.st_size])
    return found


def run_sync(newsroom: Newsroom, slugs: Sequence[str], *, minor: bool | Collection[str] = False) -> SyncReport:
    """Sync these releases, all when none is named.

    `minor` declares every edit minor, or those that led to the named sentences (as they read now); their translations
    stay as they are.
    A release that cannot be read is reported in `failures`, its files stay as they were, and the others go on.
    """
    stamps = SyncStamps(newsroom)
    catalogs: list[SyncedCatalog] = []
    failures: list[TranslateflowError] = []
    unchanged = 0
    try:
        for slug, source in newsroom.choose(slugs).items():
            if stamps.is_current(slug, _files(newsroom, slug, source)):
                unchanged += 1
                continue
            try:
                catalogs += _sync_release(newsroom, slug, minor=minor)
            except TranslateflowError as error:
                failures.append(error)
            else:
                stamps.remember(slug, _files(newsroom, slug, source))
    finally:
        stamps.save()
    return SyncReport(tuple(catalogs), unchanged, tuple(failures))


def _files(newsroom: Newsroom, slug: str, source: Path) -> list[Path]:
    """Give the files whose change makes a sync necessary: the source, the template, every catalog."""
    paths = newsroom.catalogs
    languages = sorted({*newsroom.settings.targets, *paths.languages_of(slug)})
    return [source, paths.template(slug), *(paths.catalog(slug, language) for language in languages)]


def _sync_release(newsroom: Newsroom, slug: str, *, minor: bool | Collection[str]) -> list[SyncedCatalog]:
    release = newsroom.read_release(slug)
    edits: bool | Collection[Key]
    if isinstance(minor, bool):
        edits = minor
    else:
        edits = {segment.key for segment in release.document.segments if segment.text in minor}
    template_path = newsroom.catalogs.template(slug)
    template = parse_catalog(read_file(template_path), template_path) if template_path.is_file() else None
    synced = [
        _sync_catalog(newsroom, release, language, template, minor=edits) for language in newsroom.targets(release)
    ]
    # Last: a crash before this line is mended by the next sync, which still sees the old reading order.
    fresh = make_template(release, old=template, title=newsroom.settings.title)
    write_atomically(template_path, fresh.to_bytes())
    return synced


def _sync_catalog(
    newsroom: Newsroom, release: Release, language: str, template: Catalog | None, *, minor: bool | Collection[Key]
) -> SyncedCatalog:
    path = newsroom.catalogs.catalog(release.slug, language)
    if path.is_file():
        read_catalog(path, slug=release.slug, language=language)
    counts = SyncCounts()

    def align(catalog: Catalog | None) -> Catalog:
        nonlocal counts
        plan = plan_sync(
            release, language, catalog=catalog, template=template, minor=minor, title=newsroom.settings.title
        )
        counts = plan.counts
        return plan.catalog

    changed = update_catalog(path, align)
    return SyncedCatalog(release.slug, language, counts, changed)
