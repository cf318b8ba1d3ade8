"""A newsroom, opened: its folder, its settings, its releases, and what stands where.

The use cases get one of these and nothing else. It finds and reads; it decides nothing.
"""

from __future__ import annotations

import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from translateflow.catalog import CatalogPaths
from translateflow.errors import NoNewsroomError, NoReleaseError, TwoSourcesError
from translateflow.files import read_file
from translateflow.keys import FILE_NAME as KEYS_FILE_NAME
from translateflow.keys import KeyRing
from translateflow.model.language import parse_language
from translateflow.model.release import Release, SourceFormat
from translateflow.review.shelf import SnapshotShelf
from translateflow.review.snapshot import Snapshots
from translateflow.settings import FILE_NAME, Settings, read_environment, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from translateflow.storage import Database
    from translateflow.website import Publisher

STATE_FOLDER = ".translateflow"
EVIDENCE = "evidence"
"""The purpose for which sign-offs are signed."""


def find_newsroom(start: Path) -> Path:
    """Give the nearest folder upwards that holds `translateflow.toml`. Raises NoNewsroomError."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise NoNewsroomError(start)


def open_newsroom(folder: Path | None = None, environment: Mapping[str, str] = os.environ) -> Newsroom:
    """Open the newsroom in this folder, or the nearest one upwards from the current folder when none is named."""
    chosen = folder or (
        Path(environment["TRANSLATEFLOW_NEWSROOM"]) if "TRANSLATEFLOW_NEWSROOM" in environment else None
    )
    if chosen is None:
        root = find_newsroom(Path.cwd())
    elif (chosen / FILE_NAME).is_file():
        root = chosen
    else:
        raise NoNewsroomError(chosen)
    return Newsroom(root, read_settings(root, environment))


def open_workplace(folder: Path | None = None, environment: Mapping[str, str] = os.environ) -> Newsroom:
    """Open the newsroom; or, where none is named or found, a bare place to draft in, its settings from variables alone.

    Drafting needs broker and database and no file; so both must be among the variables. Raises NoNewsroomError
    otherwise, and as `open_newsroom` does.
    """
    try:
        return open_newsroom(folder, environment)
    except NoNewsroomError:
        settings = read_environment(environment)
        named = folder is not None or "TRANSLATEFLOW_NEWSROOM" in environment
        if named or not (settings.broker and settings.database_url):
            raise
        return Newsroom(Path.cwd(), settings)


class Newsroom:
    """A folder with `translateflow.toml`; a bare workplace (`open_workplace`) has settings, a database and no file."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root = root
        self.settings = settings
        self.catalogs = CatalogPaths(root)
        named = settings.keys_file
        self.keys = KeyRing(Path(named) if named else self.state_folder / KEYS_FILE_NAME, named=bool(named))
        self.snapshots = Snapshots(root / "approved", partial(self.keys.sign, EVIDENCE))
        self._read: dict[str, tuple[tuple[int, int], Release]] = {}

    @property
    def is_bare(self) -> bool:
        """Whether there are no files here: nothing but drafting can be done."""
        return not (self.root / FILE_NAME).is_file()

    @property
    def releases_folder(self) -> Path:
        """Where the sources lie."""
        return self.root / "releases"

    @property
    def state_folder(self) -> Path:
        """Where the machine's own files lie: database, locks, export bases. Never in git."""
        return self.root / STATE_FOLDER

    @property
    def site_folder(self) -> Path:
        """Where the site is written."""
        return self.root / self.settings.out

    @property
    def timezone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return ZoneInfo(self.settings.timezone)

    @cached_property
    def shelf(self) -> SnapshotShelf:
        """The sign-offs, as publishing needs them."""
        judge = partial(self.keys.judge, EVIDENCE)
        return SnapshotShelf(self.snapshots, self.state_folder / "approved", judge, self.keys.stamp)

    @cached_property
    def publisher(self) -> Publisher:
        """What publishes this newsroom's site again and again."""
        from translateflow.website import Publisher  # noqa: PLC0415 — commands that publish nothing start faster

        return Publisher()

    @cached_property
    def database(self) -> Database:
        """The operational database, opened (and brought to the newest schema) on first use."""
        from translateflow.storage import open_database  # noqa: PLC0415 — commands that need no database start faster

        path = self.state_folder / "state.db"
        url = self.settings.database_url or f"sqlite:///{path}"
        return open_database(url, beside=path, trigrams=self.settings.database_trigrams)

    @property
    def has_database(self) -> bool:
        """Whether there is a database to ask; a fresh clone has none, and asking must not make one."""
        return bool(self.settings.database_url) or (self.state_folder / "state.db").is_file()

    def sources(self) -> dict[str, Path]:
        """Give the source file of every release by slug, sorted. Raises TwoSourcesError when a slug has two files."""
        found: dict[str, Path] = {}
        suffixes = {f".{kind}" for kind in SourceFormat}
        if self.releases_folder.is_dir():
            for path in sorted(self.releases_folder.iterdir()):
                if path.suffix not in suffixes or not path.is_file() or path.name.startswith((".", "~")):
                    continue
                if path.stem in found:
                    raise TwoSourcesError(found[path.stem], path)
                found[path.stem] = path
        return found

    def choose(self, slugs: Iterable[str]) -> dict[str, Path]:
        """Give the sources of these releases, all when none is named. Raises NoReleaseError with what there is."""
        sources = self.sources()
        asked = list(dict.fromkeys(slugs))
        for slug in asked:
            if slug not in sources:
                raise NoReleaseError(slug, tuple(sources))
        return {slug: sources[slug] for slug in asked} if asked else sources

    def source_of(self, slug: str) -> Path:
        """Give the source of one release without looking at all the others. Raises as `choose` does."""
        found = [path for kind in SourceFormat if (path := self.releases_folder / f"{slug}.{kind}").is_file()]
        return found[0] if len(found) == 1 else self.choose([slug])[slug]

    def read_release(self, slug: str) -> Release:
        """Read a release, once per version of its file. Raises SourceError, NoReleaseError."""
        path = self.source_of(slug)
        stat = path.stat()
        version = (stat.st_mtime_ns, stat.st_size)
        if self._read.get(slug, (None, None))[0] != version:
            self._read[slug] = (version, self.parse_release(slug, path, read_file(path)))
        return self._read[slug][1]

    def parse_release(self, slug: str, path: Path, data: bytes) -> Release:
        """Read a release from bytes; `path` is for messages and says the format. Raises SourceError."""
        from translateflow.formats import read_release  # noqa: PLC0415 — keeps `--help` and `jobs` light

        return read_release(
            self.show(path),
            data,
            slug=slug,
            default_language=self.settings.source,
            timezone=self.settings.timezone,
            segmentation=self.settings.segmentation,
        )

    def show(self, path: Path) -> str:
        """Give a path as people know it: relative to the newsroom where it is inside."""
        try:
            return str(path.relative_to(self.root))
        except ValueError:
            return str(path)

    def targets(self, release: Release) -> tuple[str, ...]:
        """Give the languages a release goes to, without its own."""
        chosen = self.settings.targets if release.front.targets is None else release.front.targets
        return tuple(language for language in map(parse_language, chosen) if language != release.language)
