"""An edit declared minor: catalogs follow it, and where the newsroom allows it a sign-off stands through it.

The setting is `review.minor_keeps_signoff`, per language too. The evidence says that the sign-off was kept, and when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translateflow.catalog import read_catalog
from translateflow.model.translation import EntryState
from translateflow.review.evidence import Evidence, holds_texts
from translateflow.review.gate import find_reasons
from translateflow.workflow.approve import (
    freeze_original,
    freeze_translation,
    last_drafts,
    make_candidate,
    stub_evidence,
)
from translateflow.workflow.sync import SyncReport, run_sync

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from translateflow.catalog import Catalog
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class MinorReport:
    """What the sync did, and the sign-offs (release, language) that stand through the edit."""

    sync: SyncReport
    kept: tuple[tuple[str, str], ...]


def run_minor_sync(newsroom: Newsroom, slugs: Sequence[str], now: dt.datetime) -> MinorReport:
    """Sync with every edit declared minor, and renew the sign-offs that were up to date before it."""
    signed = [
        evidence
        for slug in newsroom.choose(slugs)
        for language in newsroom.snapshots.languages(slug)
        if (evidence := _standing(newsroom, slug, language)) is not None
    ]
    report = run_sync(newsroom, slugs, minor=True)
    kept = [(each.slug, each.language) for each in signed if _renew(newsroom, each, now)]
    return MinorReport(report, tuple(kept))


def _standing(newsroom: Newsroom, slug: str, language: str) -> Evidence | None:
    """Give the sign-off that is up to date with what was synced last, where the newsroom lets it stand."""
    snapshot = newsroom.snapshots.read(slug, language)
    if snapshot is None or snapshot.withdrawal or not newsroom.settings.rules(language).minor_keeps_signoff:
        return None
    evidence = snapshot.evidence
    if language == evidence.source_language:
        return evidence
    catalog = _read(newsroom, slug, language)
    return evidence if catalog is not None and holds_texts(evidence, _reviewed(catalog)) else None


def _read(newsroom: Newsroom, slug: str, language: str) -> Catalog | None:
    path = newsroom.catalogs.catalog(slug, language)
    return read_catalog(path, slug=slug, language=language) if path.is_file() else None


def _reviewed(catalog: Catalog) -> dict[tuple[str, str], str]:
    entries = (entry for entry in catalog.entries if entry.state is EntryState.REVIEWED)
    return {(entry.context or "", entry.source): entry.target for entry in entries}


def _renew(newsroom: Newsroom, evidence: Evidence, now: dt.datetime) -> bool:
    """Freeze the new source under the standing sign-off; False when the gate would not let it through."""
    slug, language = evidence.slug, evidence.language
    release = newsroom.read_release(slug)
    if release.digest == evidence.source_digest:
        return False
    stub = replace(
        stub_evidence(newsroom, release, language, evidence.approved_by, now),
        provenance=evidence.provenance,
        approved_at=evidence.approved_at,
        note=evidence.note,
        kept=(*evidence.kept, now.astimezone(newsroom.timezone).date().isoformat()),
    )
    if language == release.language:
        freeze_original(newsroom, release, stub)
        return True
    catalog = _read(newsroom, slug, language)
    drafts = last_drafts(newsroom, slug, language)
    if catalog is None:
        return False
    candidate = make_candidate(newsroom, release, catalog, drafts, evidence.approved_by)
    # Who signs was settled at the sign-off that stands; everything else must hold again.
    if find_reasons(replace(candidate, four_eyes=False)):
        return False
    freeze_translation(newsroom, release, catalog, drafts, stub)
    return True
