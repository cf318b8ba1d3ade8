"""Machine text that a newsroom lets go out labelled: frozen like a sign-off, but marked as nobody's.

Publishing reads `approved/` only, so a draft that goes out is frozen first. Its record says that no person reviewed it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.catalog import read_catalog
from translateflow.model.edition import Policy, Provenance
from translateflow.model.markup import find_tag_faults
from translateflow.model.translation import EntryState
from translateflow.review.evidence import holds_texts
from translateflow.workflow.approve import find_unpublishable, freeze_translation, last_drafts, stub_evidence

if TYPE_CHECKING:
    import datetime as dt

    from translateflow.catalog import Catalog
    from translateflow.model.release import Release
    from translateflow.workspace import Newsroom


def freeze_machine_text(newsroom: Newsroom, now: dt.datetime) -> list[tuple[str, str]]:
    """Freeze complete drafts in languages whose policy is machine-labelled; give what was frozen.

    Only where the original is signed off in its present version: somebody stands up for the content. A reviewed text is
    never replaced by a machine's.
    """
    frozen: list[tuple[str, str]] = []
    if not any(rules.policy is Policy.MACHINE_LABELLED for rules in newsroom.settings.all_rules()):
        return frozen
    sources = newsroom.sources()
    for slug in newsroom.snapshots.slugs():
        if slug not in sources:
            continue
        release = newsroom.read_release(slug)
        original = newsroom.snapshots.read(slug, release.language)
        if original is None or original.evidence.source_digest != release.digest:
            continue
        for language in newsroom.targets(release):
            labelled = newsroom.settings.rules(language).policy is Policy.MACHINE_LABELLED
            if labelled and _freeze_language(newsroom, release, language, now):
                frozen.append((slug, language))
    return frozen


def _freeze_language(newsroom: Newsroom, release: Release, language: str, now: dt.datetime) -> bool:
    before = newsroom.snapshots.read(release.slug, language)
    if before is not None and (before.evidence.provenance is not Provenance.MACHINE or before.withdrawal is not None):
        return False
    path = newsroom.catalogs.catalog(release.slug, language)
    if not path.is_file():
        return False
    catalog = read_catalog(path, slug=release.slug, language=language)
    texts = {(entry.context or "", entry.source): entry.target for entry in catalog.entries}
    current = (
        before is not None and before.evidence.source_digest == release.digest and holds_texts(before.evidence, texts)
    )
    drafts = last_drafts(newsroom, release.slug, language)
    entries = {entry.key: entry for entry in catalog.entries}
    if current or not _is_complete(release, catalog) or find_unpublishable(entries, drafts):
        return False
    stub = replace(stub_evidence(newsroom, release, language, "", now), provenance=Provenance.MACHINE)
    freeze_translation(newsroom, release, catalog, drafts, stub)
    return True


def _is_complete(release: Release, catalog: Catalog) -> bool:
    entries = {entry.key: entry for entry in catalog.entries}
    for segment in release.document.segments:
        entry = entries.get(segment.key)
        if entry is None or entry.state in {EntryState.EMPTY, EntryState.OUTDATED}:
            return False
        if find_tag_faults(entry.target, segment.shapes):
            return False
    return True
