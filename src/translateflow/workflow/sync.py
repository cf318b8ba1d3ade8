"""Bring the catalogs up to date with their sources, every translation kept."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translateflow import __version__
from translateflow.catalog import ReleaseSync, SyncCounts, parse_catalog, put_terms, update_catalog
from translateflow.errors import TranslateflowError
from translateflow.files import read_file, read_if_there, sync_folder, write_atomically
from translateflow.workflow.glossary import glossary_mark
from translateflow.workflow.house_terms import HouseTerms, describe_terms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from translateflow.catalog import Catalog
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.workspace import Newsroom

Stamp = list[int]
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
        self._reading += f" {glossary_mark(newsroom)}"
        self._seen: dict[str, list[Any]] = {}
        try:
            record = json.loads(self._path.read_bytes())
            if record.get("reading") == self._reading:
                self._seen = record["releases"]
        except (OSError, ValueError, KeyError, AttributeError):
            self._seen = {}
        self._changed = False

    def knows(self, slug: str) -> bool:
        """Whether this release has been synced before."""
        return slug in self._seen

    def is_current(self, slug: str, stamps: Sequence[Stamp | None]) -> bool:
        """Whether the files of this release are as the last sync left them."""
        return self._seen.get(slug) == stamps

    def remember(self, slug: str, stamps: Sequence[Stamp | None]) -> None:
        """Note how the files of this release were read and written."""
        self._seen[slug] = list(stamps)
        self._changed = True

    def save(self) -> None:
        """Write the file if there is news."""
        if self._changed:
            record = {"reading": self._reading, "releases": self._seen}
            write_atomically(self._path, json.dumps(record, separators=(",", ":")).encode())


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = os.stat(path)  # noqa: PTH116 — asked for every file of the newsroom: a fifth faster
    except OSError:
        return None
    return [stat.st_mtime_ns, stat.st_size]


def run_sync(newsroom: Newsroom, slugs: Sequence[str], *, minor: bool | Collection[str] = False) -> SyncReport:
    """Sync these releases, all when none is named.

    `minor` declares every edit minor, or those that led to the named sentences (as they read now); their translations
    stay as they are.
    A release that cannot be read is reported in `failures`, its files stay as they were, and the others go on.
    """
    run = _Run(newsroom, minor)
    try:
        for slug, source in newsroom.choose(slugs).items():
            run.sync(slug, source)
    finally:
        run.finish()
    return SyncReport(tuple(run.catalogs), run.unchanged, tuple(run.failures))


class _Run:
    """One sync under way over all releases; what they share is asked for once."""

    def __init__(self, newsroom: Newsroom, minor: bool | Collection[str]) -> None:
        self.catalogs: list[SyncedCatalog] = []
        self.failures: list[TranslateflowError] = []
        self.unchanged = 0
        self._newsroom = newsroom
        self._paths = newsroom.catalogs
        self._minor = minor
        self._stamps = SyncStamps(newsroom)
        self._targets = sorted(newsroom.settings.targets)
        self._others = sorted({*self._paths.languages()} - {*self._targets})
        self._unsynced: set[Path] = set()
        # Opening the database costs more than a sync without changes. Without a mark there is no glossary to ask,
        # unless the database is shared with another host.
        asked = glossary_mark(newsroom) or newsroom.settings.database_url
        self._terms = HouseTerms(newsroom.database.terms.all) if asked else None

    def sync(self, slug: str, source: Path) -> None:
        """Sync a release unless nothing has changed since the last time."""
        read = _stamp(source)  # before it is read: an edit that comes later is the next sync's
        if self._stamps.knows(slug) and self._stamps.is_current(slug, [read, *self._written(slug)]):
            self.unchanged += 1
            return
        try:
            self.catalogs += self._sync_release(slug, source)
        except TranslateflowError as error:
            self.failures.append(error)
        else:
            self._stamps.remember(slug, [read, *self._written(slug)])

    def finish(self) -> None:
        """See to it that all this outlives a power cut, and only then note it as done."""
        for folder in self._unsynced:
            sync_folder(folder)
        self._stamps.save()

    def _written(self, slug: str) -> list[Stamp | None]:
        """Give the stamps of the files that make a sync necessary when they change: the template, every catalog."""
        paths = self._paths
        others = (_stamp(paths.catalog(slug, language)) for language in self._others)
        return [
            _stamp(paths.template(slug)),
            *(_stamp(paths.catalog(slug, language)) for language in self._targets),
            *(stamp for stamp in others if stamp),
        ]

    def _sync_release(self, slug: str, source: Path) -> list[SyncedCatalog]:
        newsroom = self._newsroom
        release = newsroom.parse_release(slug, source, read_file(source))
        path = self._paths.template(slug)
        data = read_if_there(path)
        template = None if data is None else parse_catalog(data, path)
        plans = ReleaseSync(release, template, minor=self._edits(release), title=newsroom.settings.title)
        languages = newsroom.targets(release)
        self._others = sorted({*self._others, *languages} - {*self._targets})
        synced = [self._sync_catalog(plans, release, language) for language in languages]
        # Last: a crash before this line is mended by the next sync, which still sees the old reading order.
        write_atomically(path, plans.make_template().to_bytes(), unsynced=self._unsynced)
        return synced

    def _edits(self, release: Release) -> bool | Collection[Key]:
        minor = self._minor
        if isinstance(minor, bool):
            return minor
        return {segment.key for segment in release.document.segments if segment.text in minor}

    def _sync_catalog(self, plans: ReleaseSync, release: Release, language: str) -> SyncedCatalog:
        slug = release.slug
        counts = SyncCounts()
        terms = self._describe_terms(release, language)

        def align(catalog: Catalog | None) -> Catalog:
            nonlocal counts
            plan = plans.plan(language, catalog)
            counts = plan.counts
            # Terms noted by an earlier sync are gone from the plan already.
            return put_terms(plan.catalog, terms) if terms else plan.catalog

        path = self._paths.catalog(slug, language)
        changed = update_catalog(path, align, slug=slug, language=language, unsynced=self._unsynced)
        return SyncedCatalog(slug, language, counts, changed)

    def _describe_terms(self, release: Release, language: str) -> dict[Key, tuple[str, ...]]:
        """Say which terms stand in each sentence, for those that have any."""
        if self._terms is None:
            return {}
        found = {
            segment.key: self._terms.of(segment.text, release.language, language)
            for segment in release.document.segments
        }
        return {key: describe_terms(terms) for key, terms in found.items() if terms}
