"""What a sign-off says beside the frozen files: each sentence's history, who reviewed it, and under which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import DatabaseError
from translateflow.model.edit import segment_id
from translateflow.model.issue import Severity
from translateflow.review.evidence import Rules, SegmentEvidence, WarningEvidence, decide
from translateflow.review.waivers import Waivers, read_waivers
from translateflow.workflow.check import check_entries, read_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translateflow.catalog import Catalog
    from translateflow.model.issue import Issue
    from translateflow.model.job import Item
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.model.translation import Entry
    from translateflow.workspace import Newsroom


def read_rules(newsroom: Newsroom, language: str) -> Rules:
    """Give what the newsroom asks for in this language now."""
    rules = newsroom.settings.rules(language)
    return Rules(rules.policy, rules.four_eyes, rules.warnings, rules.minor_keeps_signoff)


def read_review_seconds(newsroom: Newsroom, release: Release, language: str) -> int | None:
    """Give how long people had the sentences of this release open at the desk; None where nobody measured.

    The sum only: evidence is about a text, not about how fast a person works.
    """
    if not newsroom.has_database:
        return None
    try:
        seconds = newsroom.database.edits.seconds(release.slug, language)
    except DatabaseError:  # what is not known does not hold up a sign-off
        return None
    asked = {segment_id(segment.key) for segment in release.document.segments}
    return sum(spent for name, spent in seconds.items() if name in asked) or None


def tell_segments(
    newsroom: Newsroom, release: Release, catalog: Catalog, drafts: Mapping[Key, Item], *, reviewed: bool
) -> tuple[SegmentEvidence, ...]:
    """Say of each sentence what a machine had proposed, what became of it, and which warnings stood."""
    language = catalog.language
    terms = read_terms(newsroom, release, language)
    issues = check_entries(release, language, catalog.entries, newsroom.settings.protected, terms)
    waivers = read_waivers(newsroom.catalogs.waivers(release.slug, language))
    entries = {entry.key: entry for entry in catalog.entries}
    keys = dict.fromkeys(segment.key for segment in release.document.segments)
    told: list[SegmentEvidence] = []
    for key in keys:
        entry, draft = entries[key], drafts.get(key)
        machine, origin = (draft.text, draft.origin) if draft else ("", "")
        decision = decide(entry.target, machine, reviewed=reviewed)
        warnings = tuple(_warnings(entry, issues.get(key, ()), waivers))
        told.append(SegmentEvidence(key.role, key.text, entry.target, origin, machine, decision, warnings))
    return tuple(told)


def _warnings(entry: Entry, issues: Sequence[Issue], waivers: Waivers) -> Iterator[WarningEvidence]:
    for issue in issues:
        if issue.severity is not Severity.WARNING:
            continue
        waiver = waivers.find(entry, issue)
        if waiver is None:
            yield WarningEvidence(issue.check, issue.message)
        else:
            at = waiver.at.isoformat(timespec="seconds")
            yield WarningEvidence(issue.check, issue.message, waiver.reason, waiver.by, at)
