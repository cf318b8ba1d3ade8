"""From frozen snapshots to the editions a site is made of. Reads `approved/` and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.files import read_file
from translateflow.model.edition import Edition, EditionImage, Site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.review.evidence import Evidence
    from translateflow.review.snapshot import Snapshot
    from translateflow.workspace import Newsroom

_REFERENCE = re.compile(r'(\s(?:src|href|poster)=")([^"]+)(")')


@dataclass(frozen=True, slots=True)
class FrozenRelease:
    """A release as it was signed off: one snapshot a language."""

    slug: str
    snapshots: Mapping[str, Snapshot]

    @property
    def embargo(self) -> dt.datetime | None:
        """The instant before which no language goes out: the latest that any of them names."""
        named = (snapshot.evidence.face.embargo for snapshot in self.snapshots.values())
        return max((dt.datetime.fromisoformat(embargo) for embargo in named if embargo), default=None)


def read_frozen(newsroom: Newsroom, slugs: Sequence[str] = ()) -> dict[str, FrozenRelease]:
    """Read what is signed off. Raises InputFileError for damaged records."""
    frozen: dict[str, FrozenRelease] = {}
    for slug in slugs or newsroom.snapshots.slugs():
        read = {language: newsroom.snapshots.read(slug, language) for language in newsroom.snapshots.languages(slug)}
        snapshots = {language: snapshot for language, snapshot in read.items() if snapshot is not None}
        if snapshots:
            frozen[slug] = FrozenRelease(slug, snapshots)
    return frozen


def make_edition(newsroom: Newsroom, frozen: FrozenRelease, language: str) -> Edition:
    """Put one language of a release together. Raises InputFileError when its body is not what was signed off."""
    snapshot = frozen.snapshots[language]
    evidence, face = snapshot.evidence, snapshot.evidence.face
    embargo = frozen.embargo
    published = max(evidence.first_approved_at, embargo) if embargo else evidence.first_approved_at
    return Edition(
        slug=frozen.slug,
        language=language,
        source_language=evidence.source_language,
        title=face.title,
        body=_point_to_assets(newsroom.snapshots.body(evidence), evidence),
        date=dt.date.fromisoformat(face.date) if face.date else published.astimezone(newsroom.timezone).date(),
        published=published,
        modified=max(evidence.approved_at, published),
        provenance=evidence.provenance,
        source_digest=evidence.source_digest,
        source_date=_source_date(newsroom, frozen, evidence),
        summary=face.summary,
        contact=face.contact,
        image=_image(evidence),
        source_changed=_source_changed(newsroom, frozen, evidence),
        approved_by=evidence.approved_by,
        engines=tuple(dict.fromkeys(segment.engine for segment in evidence.segments if segment.engine)),
        withdrawn=snapshot.withdrawal,
        assets=tuple(evidence.assets.values()),
    )


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
