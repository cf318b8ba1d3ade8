"""From frozen snapshots to the editions a site is made of. Reads `approved/` and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from translateflow.files import read_file
from translateflow.model.edition import Correction, Edition, EditionDownload, EditionImage, Site
from translateflow.workflow.theme import read_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from translateflow.review.evidence import Evidence
    from translateflow.review.sealed import Sealed
    from translateflow.workspace import Newsroom

_REFERENCE = re.compile(r'(\s(?:src|href|poster)=")([^"]+)(")')


@dataclass(frozen=True)
class FrozenRelease:
    """A release as it was signed off: one snapshot a language.

    `before` are the editions of an earlier reading; those that are still made of the same stay the very same.
    """

    slug: str
    snapshots: Mapping[str, Sealed]
    before: Mapping[str, Edition] = field(default_factory=dict, repr=False, compare=False)
    _made: dict[str, Edition] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def embargo(self) -> dt.datetime | None:
        """The instant before which no language goes out: the latest that any of them names."""
        named = (snapshot.evidence.face.embargo for snapshot in self.snapshots.values())
        return max((dt.datetime.fromisoformat(embargo) for embargo in named if embargo), default=None)

    def edition(self, newsroom: Newsroom, language: str) -> Edition:
        """Give one language as it goes out in its newsroom, put together once."""
        if language not in self._made:
            made, before = make_edition(newsroom, self, language), self.before.get(language)
            self._made[language] = before if before is not None and before.stamp == made.stamp else made
        return self._made[language]

    def read_again(self, snapshots: Mapping[str, Sealed]) -> FrozenRelease:
        """Give the release as it is signed off now."""
        return FrozenRelease(self.slug, snapshots, {**self.before, **self._made})


# What a long-lived process has read of its newsroom, by release; the shelf gives the same sign-offs until they change.
_known: WeakKeyDictionary[Newsroom, dict[str, FrozenRelease]] = WeakKeyDictionary()


def read_frozen(newsroom: Newsroom, slugs: Sequence[str] = ()) -> dict[str, FrozenRelease]:
    """Read what is signed off. Raises InputFileError for damaged records."""
    known = _known.setdefault(newsroom, {})
    frozen: dict[str, FrozenRelease] = {}
    for slug, snapshots in newsroom.shelf.read(slugs).items():
        before = known.get(slug)
        if before is None:
            before = FrozenRelease(slug, snapshots)
        frozen[slug] = known[slug] = before if before.snapshots is snapshots else before.read_again(snapshots)
    return frozen


def make_edition(newsroom: Newsroom, frozen: FrozenRelease, language: str) -> Edition:
    """Put one language of a release together.

    Its body is read when it is asked for; that raises InputFileError when it is not what was signed off.
    """
    snapshot = frozen.snapshots[language]
    evidence, face = snapshot.evidence, snapshot.evidence.face
    embargo = frozen.embargo
    published = max(evidence.first_approved_at, embargo) if embargo else evidence.first_approved_at
    return Edition(
        slug=frozen.slug,
        language=language,
        source_language=evidence.source_language,
        title=face.title,
        text=_Body(newsroom, evidence),
        date=dt.date.fromisoformat(face.date) if face.date else published.astimezone(newsroom.timezone).date(),
        published=published,
        modified=max(evidence.approved_at, published),
        provenance=evidence.provenance,
        source_digest=evidence.source_digest,
        source_date=_source_date(newsroom, frozen, evidence),
        summary=face.summary,
        contact=face.contact,
        image=_image(evidence),
        source_changed=_source_changed(newsroom, frozen, evidence) if newsroom.settings.site.changed_notice else None,
        approved_by=evidence.approved_by,
        engines=snapshot.engines,
        withdrawn=snapshot.withdrawal,
        assets=tuple(evidence.assets.values()),
        topics=face.topics,
        downloads=_downloads(evidence),
        correction=_correction(newsroom, evidence),
        formerly=face.formerly,
        stamp=_stamp(newsroom, frozen, snapshot),
    )


def _downloads(evidence: Evidence) -> tuple[EditionDownload, ...]:
    return tuple(
        EditionDownload(download.label, evidence.assets[download.path], download.language)
        for download in evidence.face.downloads
        if download.path in evidence.assets
    )


def _correction(newsroom: Newsroom, evidence: Evidence) -> Correction | None:
    face = evidence.face
    if not face.correction:
        return None
    at = dt.datetime.fromisoformat(face.corrected) if face.corrected else evidence.approved_at
    return Correction(face.correction, at.astimezone(newsroom.timezone))


def _stamp(newsroom: Newsroom, frozen: FrozenRelease, snapshot: Sealed) -> str:
    """Tell everything that the edition is made of: its sign-off, the original's, the embargo, settings."""
    original = frozen.snapshots.get(snapshot.evidence.source_language)
    settings = f"{newsroom.settings.timezone} {newsroom.settings.site.changed_notice}"
    return f"{snapshot.stamp} {original.stamp if original else ''} {frozen.embargo} {settings}"


class _Body:
    """The body of a page, read when it is asked for; a page asks several times while it is made."""

    def __init__(self, newsroom: Newsroom, evidence: Evidence) -> None:
        self._newsroom = newsroom
        self._evidence = evidence

    def __call__(self) -> str:
        return _read_body(self)

    def read(self) -> str:
        """Read the file. Raises InputFileError when it is not what was signed off."""
        return _point_to_assets(self._newsroom.snapshots.body(self._evidence), self._evidence)


@lru_cache(maxsize=8)
def _read_body(body: _Body) -> str:
    return body.read()


def _point_to_assets(body: str, evidence: Evidence) -> str:
    """Let the body refer to the frozen files; pages lie two folders below the site's root."""

    def point(match: re.Match[str]) -> str:
        name = evidence.assets.get(match[2])
        return match[0] if name is None else f"{match[1]}../../{name}{match[3]}"

    return _REFERENCE.sub(point, body) if evidence.assets else body


def _image(evidence: Evidence) -> EditionImage | None:
    face = evidence.face
    if face.image not in evidence.assets:
        return None
    return EditionImage(evidence.assets[face.image], face.image_description, face.image_caption)


def _original(frozen: FrozenRelease, evidence: Evidence) -> Evidence | None:
    snapshot = frozen.snapshots.get(evidence.source_language)
    return None if snapshot is None else snapshot.evidence


def _source_date(newsroom: Newsroom, frozen: FrozenRelease, evidence: Evidence) -> dt.date:
    """Say when the source version this text corresponds to was signed off, as far as the snapshots know."""
    original = _original(frozen, evidence)
    same = original is not None and original.source_digest == evidence.source_digest
    at = original.approved_at if original is not None and same else evidence.approved_at
    return at.astimezone(newsroom.timezone).date()


def _source_changed(newsroom: Newsroom, frozen: FrozenRelease, evidence: Evidence) -> dt.date | None:
    """Say when the signed original moved on; None while this text corresponds to it."""
    original = _original(frozen, evidence)
    if original is None or original.source_digest == evidence.source_digest:
        return None
    return original.approved_at.astimezone(newsroom.timezone).date()


def make_site(newsroom: Newsroom) -> Site:
    """Give what every page needs to know. Raises ThemeError, FileAccessError."""
    settings = newsroom.settings
    return Site(
        title=settings.title,
        base_url=settings.base_url,
        timezone=settings.timezone,
        default_language=settings.source,
        languages=tuple(dict.fromkeys((settings.source, *settings.targets))),
        protected=settings.protected,
        page_size=settings.site.page_size,
        links=settings.site.links,
        contacts=settings.site.contacts,
        topics=settings.site.topics,
        theme=read_theme(newsroom),
        reports=settings.site.reports,
        hub=settings.notify.websub_hub,
        indexnow_key=settings.notify.indexnow_key,
    )


class FrozenFiles(Mapping[str, bytes]):
    """The frozen files of releases by their path on the site, each read when it is asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths

    def joined(self, others: Mapping[str, Path]) -> FrozenFiles:
        """Give these files and others."""
        return FrozenFiles({**self._paths, **others})

    def __getitem__(self, name: str) -> bytes:
        """Read a file. Raises FileAccessError."""
        return read_file(self._paths[name])

    def __iter__(self) -> Iterator[str]:
        """Give the paths."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._paths)


def find_frozen_files(newsroom: Newsroom, releases: Iterable[FrozenRelease]) -> FrozenFiles:
    """Find the frozen files of releases."""
    return FrozenFiles(
        {
            stored: newsroom.snapshots.asset_path(snapshot.evidence, name)
            for frozen in releases
            for snapshot in frozen.snapshots.values()
            for name, stored in snapshot.evidence.assets.items()
        }
    )
