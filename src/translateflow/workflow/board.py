"""Where everything stands, kept ready: a projection of the files that is brought up to date by what changed in them.

Reading and checking ten thousand catalogs takes half a minute, looking at their dates a twentieth of a second. Nothing
here is the truth: the file it is kept in between two runs can be deleted at any moment.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 — msgspec reads the annotations at run time
import hashlib
import threading
import time
from collections.abc import Mapping  # noqa: TC003 — as above
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow import __version__
from translateflow.errors import TranslateflowError
from translateflow.files import read_file, write_atomically
from translateflow.workflow.board_stamps import Stamps
from translateflow.workflow.check import read_terms
from translateflow.workflow.glossary import glossary_mark
from translateflow.workflow.status import LanguageStatus, ReleaseStatus, status_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from translateflow.model.memory import Term
    from translateflow.model.release import Release
    from translateflow.workspace import Newsroom

FRESH = 3.0  # seconds for which a look at the files' dates holds
_KEEP_EVERY = 50  # releases read anew between two writings of the file, while the board is first made


@dataclass(frozen=True)
class Standing:
    """A release as the board shows it. `stamps` are those of the files it was read from, by language; "" the source's.

    Compared by identity: what is the same object has not changed.
    """

    status: ReleaseStatus
    date: dt.date | None = None
    embargo: dt.datetime | None = None
    deadline: dt.datetime | None = None
    stamps: Mapping[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Its slug."""
        return self.status.slug


@dataclass(frozen=True)
class _Kept:
    """The file's content."""

    version: str
    standings: tuple[Standing, ...]


class Board:
    """Safe to share between threads: readers get a mapping that nobody changes, one thread at a time makes the next."""

    def __init__(self, newsroom: Newsroom, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._newsroom = newsroom
        self._clock = clock
        self._path = newsroom.state_folder / "board.json"
        self._working = threading.Lock()
        # Held for a moment only: a sweep may take half a minute, and nobody's page waits for it.
        self._swapping = threading.Lock()
        self._refreshed: dict[str, Standing] = {}
        self._standings: Mapping[str, Standing] = _read_kept(self._path)
        self._swept = float("-inf")
        self._terms = _Glossaries()
        self.missing = 0

    def look(self) -> Mapping[str, Standing]:
        """Give every release's standing by slug, at most FRESH seconds behind the files.

        Releases that were never read are missing while another thread reads them; `missing` says how many.
        """
        if self._clock() - self._swept > FRESH and self._working.acquire(blocking=False):
            if self._standings:
                threading.Thread(target=self._sweep_and_release, name="board", daemon=True).start()
            else:
                self._sweep_and_release()
        return self._standings

    def sweep(self) -> Mapping[str, Standing]:
        """Bring everything up to date before returning."""
        self._working.acquire()
        self._sweep_and_release()
        return self._standings

    def refresh(self, slug: str) -> Standing:
        """Give a release's standing as its files are now. Raises NoReleaseError."""
        path = self._newsroom.source_of(slug)
        made = self._renewed(slug, path, Stamps(self._newsroom, {slug: path}, self._house_stamp()))
        with self._swapping:
            if made is not self._standings.get(slug):
                self._refreshed[slug] = made
                self._standings = {**self._standings, slug: made}
        return made

    def _sweep_and_release(self) -> None:
        try:
            self._sweep()
        finally:
            self._swept = self._clock()
            self._working.release()

    def _sweep(self) -> None:
        with self._swapping:
            self._refreshed.clear()
        sources = self._newsroom.sources()
        stamps = Stamps(self._newsroom, sources, self._house_stamp())
        standings = {slug: found for slug, found in self._standings.items() if slug in sources}
        stale = [slug for slug in sources if not _is_current(standings.get(slug), slug, stamps)]
        self.missing = sum(1 for slug in stale if slug not in standings)
        for count, slug in enumerate(stale, 1):
            self.missing -= slug not in standings
            try:
                standings[slug] = self._renewed(slug, sources[slug], stamps)
            except TranslateflowError:
                continue  # removed or locked while we looked: the next sweep knows
            if count % _KEEP_EVERY == 0:
                self._keep(dict(standings))
        if stale or len(standings) != len(self._standings):
            self._keep(standings)

    def _keep(self, standings: Mapping[str, Standing]) -> None:
        with self._swapping:
            # What was refreshed while we read the others is newer than what we read.
            newer = {slug: made for slug, made in self._refreshed.items() if slug in standings}
            self._standings = {**standings, **newer}
        import msgspec  # noqa: PLC0415 — only where a board is kept

        data = msgspec.json.encode(_Kept(_VERSION, tuple(standings.values())))
        write_atomically(self._path, data)

    def _renewed(self, slug: str, path: Path, stamps: Stamps) -> Standing:
        """Give the standing that fits the stamps, reading what has changed and nothing else."""
        known = self._standings.get(slug)
        if known is not None and _is_current(known, slug, stamps):
            return known
        try:
            # Not by the newsroom, which would keep a thousand releases in memory.
            release = self._newsroom.parse_release(slug, path, read_file(path))
        except TranslateflowError as error:
            return Standing(ReleaseStatus(slug, "", "", {}, str(error)), stamps={"": stamps.source(slug)})
        same_source = known is not None and known.stamps.get("") == stamps.source(slug)
        languages: dict[str, LanguageStatus] = {}
        written = {"": stamps.source(slug)}
        for language in (release.language, *self._newsroom.targets(release)):
            written[language] = stamps.of(slug, language)
            if known is not None and same_source and known.stamps.get(language) == written[language]:
                languages[language] = known.status.languages[language]
            else:
                live = frozenset({(slug, language)} if stamps.is_live(slug, language) else ())
                languages[language] = status_in(self._newsroom, release, language, live, self._terms.find)
        status = ReleaseStatus(slug, release.language, release.title, languages)
        front = release.front
        return Standing(status, front.date, front.embargo, front.deadline, written)

    def _house_stamp(self) -> str:
        """Give what changes for every release at once: the rules, the glossary, what is live."""
        settings = self._newsroom.settings
        rules = (settings.targets, settings.protected, settings.default_rules, dict(settings.language_rules))
        return _digest(f"{_VERSION} {rules} {settings.segmentation} {glossary_mark(self._newsroom)}")


_VERSION = f"board 1 {__version__}"


def _is_current(known: Standing | None, slug: str, stamps: Stamps) -> bool:
    return known is not None and all(
        stamp == (stamps.of(slug, language) if language else stamps.source(slug))
        for language, stamp in known.stamps.items()
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read_kept(path: Path) -> dict[str, Standing]:
    """Read what the last run kept; what another version or nobody kept is made anew."""
    if not path.is_file():
        return {}
    import msgspec  # noqa: PLC0415 — only where a board is kept

    try:
        kept = msgspec.json.decode(read_file(path), type=_Kept)
    except (msgspec.DecodeError, msgspec.ValidationError, TranslateflowError):
        return {}
    return {each.slug: each for each in kept.standings} if kept.version == _VERSION else {}


class _Glossaries:
    """The glossary of each pair of languages, read once while it does not change."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], tuple[Term, ...]] = {}
        self._mark = ""

    def find(self, newsroom: Newsroom, release: Release, language: str) -> tuple[Term, ...]:
        mark = glossary_mark(newsroom)
        if mark != self._mark:
            self._mark, self._read = mark, {}
        pair = (release.language, language)
        if pair not in self._read:
            self._read[pair] = read_terms(newsroom, release, language)
        return self._read[pair]
