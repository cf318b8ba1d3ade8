"""From frozen snapshots to the editions a site is made of. Reads `approved/` and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import parse_catalog
from translateflow.files import read_file
from translateflow.formats import identity, render_body, render_plain
from translateflow.model.edition import Edition, EditionImage, Site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.review.evidence import Evidence
    from translateflow.review.snapshot import Snapshot
    from translateflow.workspace import Newsroom

_REFERENCE = re.compile(r'(\s(?:src|href|poster)=")([^"]+)(")')


@dataclass(frozen=True, slots=True)
class FrozenRelease:
    """A release as it was signed off: one snapshot a language, each with the source it was frozen with."""

    slug: str
    snapshots: Mapping[str, Snapshot]
    releases: Mapping[str, Release]

    @property
    def embargo(self) -> dt.datetime | None:
        """The instant before which no language goes out: the original's, or the latest any of them names."""
        found = [release.front.embargo for release in self.releases.values() if release.front.embargo is not None]
        return max(found, default=None)


def read_frozen(newsroom: Newsroom, slugs: Sequence[str] = ()) -> dict[str, FrozenRelease]:
    """Read what is signed off. Sources are parsed once a version. Raises InputFileError for damaged records."""
    frozen: dict[str, FrozenRelease] = {}
    for slug in slugs or newsroom.snapshots.slugs():
        snapshots: dict[str, Snapshot] = {}
        releases: dict[str, Release] = {}
        parsed: dict[tuple[str, str], Release] = {}
        for language in newsroom.snapshots.languages(slug):
            snapshot = newsroom.snapshots.read(slug, language)
            if snapshot is None:
                continue
            evidence = snapshot.evidence
            version = (evidence.source_digest, evidence.segmentation)
            if version not in parsed:
                path = newsroom.snapshots.source_path(evidence)
                parsed[version] = newsroom.parse_release(slug, path, read_file(path), evidence.segmentation)
            snapshots[language] = snapshot
            releases[language] = parsed[version]
        if snapshots:
            frozen[slug] = FrozenRelease(slug, snapshots, releases)
    return frozen


def make_edition(newsroom: Newsroom, frozen: FrozenRelease, language: str) -> Edition:
    """Put one language of a release together. Raises InputFileError, MissingTextError, BrokenTagsError."""
    snapshot, release = frozen.snapshots[language], frozen.releases[language]
    evidence, document = snapshot.evidence, release.document
    targets = _targets(newsroom, evidence, release)
    title = render_plain(document, document.title, targets) if document.title is not None else release.slug
    summary = render_plain(document, document.summary, targets) if document.summary is not None else ""
    embargo = frozen.embargo
    published = max(evidence.first_approved_at, embargo) if embargo else evidence.first_approved_at
    return Edition(
        slug=frozen.slug,
        language=language,
        source_language=release.language,
        title=title,
        body=_point_to_assets(render_body(document, targets, language), evidence),
        date=release.front.date or published.astimezone(newsroom.timezone).date(),
        published=published,
        modified=max(evidence.approved_at, published),
        provenance=evidence.provenance,
        source_digest=evidence.source_digest,
        source_date=_source_date(newsroom, frozen, evidence),
        summary=summary,
        contact=release.front.contact,
        image=_image(release, evidence, targets),
        source_changed=_source_changed(newsroom, frozen, evidence),
        approved_by=evidence.approved_by,
        engines=_engines(evidence),
        withdrawn=snapshot.withdrawal,
        assets=tuple(evidence.assets.values()),
    )


def _targets(newsroom: Newsroom, evidence: Evidence, release: Release) -> Mapping[Key, str]:
    if not evidence.catalog_digest:
        return identity(release.document)
    path = newsroom.snapshots.catalog_path(evidence.slug, evidence.language)
    catalog = parse_catalog(newsroom.snapshots.catalog_bytes(evidence), path)
    return {entry.key: entry.target for entry in catalog.entries}


def _point_to_assets(body: str, evidence: Evidence) -> str:
    """Let the body refer to the frozen files; pages lie two folders below the site's root."""

    def point(match: re.Match[str]) -> str:
        name = evidence.assets.get(match[2])
        return match[0] if name is None else f"{match[1]}../../{name}{match[3]}"

    return _REFERENCE.sub(point, body) if evidence.assets else body


def _image(release: Release, evidence: Evidence, targets: Mapping[Key, str]) -> EditionImage | None:
    front, document = release.front, release.document
    if not front.image or front.image not in evidence.assets:
        return None
    description, caption = document.image_description, document.image_caption
    return EditionImage(
        path=evidence.assets[front.image],
        description="" if description is None else render_plain(document, description, targets),
        caption="" if caption is None else render_plain(document, caption, targets),
    )


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


def _engines(evidence: Evidence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(segment.engine for segment in evidence.segments if segment.engine))


def make_site(newsroom: Newsroom) -> Site:
    """Give what every page needs to know."""
    settings = newsroom.settings
    return Site(
        title=settings.title,
        base_url=settings.base_url,
        timezone=settings.timezone,
        default_language=settings.source,
        languages=tuple(dict.fromkeys((settings.source, *settings.targets))),
        protected=settings.protected,
    )


def read_assets(newsroom: Newsroom, frozen: FrozenRelease) -> dict[str, bytes]:
    """Read the frozen files of a release, by their path on the site."""
    assets: dict[str, bytes] = {}
    for snapshot in frozen.snapshots.values():
        for name, stored in snapshot.evidence.assets.items():
            if stored not in assets:
                assets[stored] = read_file(newsroom.snapshots.asset_path(snapshot.evidence, name))
    return assets
