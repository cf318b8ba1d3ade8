"""Where everything stands: release x language, and why something is blocked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping  # noqa: TC003 — the board's file is read by these annotations
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.catalog import read_catalog
from translateflow.errors import TranslateflowError
from translateflow.model.edition import Provenance, WarningRule
from translateflow.model.issue import Severity
from translateflow.model.translation import EntryState
from translateflow.review.evidence import digest, holds_texts
from translateflow.review.waivers import read_waivers
from translateflow.workflow.check import check_entries, read_terms
from translateflow.workflow.published import read_live

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.catalog import Catalog
    from translateflow.model.issue import Issue
    from translateflow.model.memory import Term
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.review.evidence import Evidence
    from translateflow.review.snapshot import Snapshot
    from translateflow.workspace import Newsroom

    FindTerms = Callable[[Newsroom, Release, str], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """One release in one language. `published` is an ISO time, "" when it is not live.

    `warnings` are those nobody has waived.
    """

    total: int
    empty: int
    draft: int
    outdated: int
    reviewed: int
    errors: int
    warnings: int
    waived: int
    suggestions: int
    state: str
    approved_by: str
    published: str
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """One release. `problem` says why its source cannot be read; it then has no languages."""

    slug: str
    source_language: str
    title: str
    languages: Mapping[str, LanguageStatus]
    problem: str = ""


def run_status(newsroom: Newsroom, slugs: Sequence[str]) -> tuple[ReleaseStatus, ...]:
    """Look at these releases, all when none is named. Changes nothing; a broken file is shown, not raised."""
    live = read_live(newsroom)
    return tuple(_release_status(newsroom, slug, live) for slug in newsroom.choose(slugs))


def _release_status(newsroom: Newsroom, slug: str, live: frozenset[tuple[str, str]]) -> ReleaseStatus:
    try:
        release = newsroom.read_release(slug)
    except TranslateflowError as error:
        return ReleaseStatus(slug, "", "", {}, str(error))
    languages = {
        language: status_in(newsroom, release, language, live)
        for language in (release.language, *newsroom.targets(release))
    }
    return ReleaseStatus(slug, release.language, release.title, languages)


def status_in(
    newsroom: Newsroom,
    release: Release,
    language: str,
    live: frozenset[tuple[str, str]],
    find_terms: FindTerms = read_terms,
) -> LanguageStatus:
    """Look at a release in one language, its own or a target; a broken catalog is shown, not raised."""
    if language == release.language:
        return _original_status(newsroom, release, live)
    try:
        return _language_status(newsroom, release, language, live, find_terms)
    except TranslateflowError as error:
        return LanguageStatus(0, 0, 0, 0, 0, 0, 0, 0, 0, "broken", "", "", (str(error),))


def _original_status(newsroom: Newsroom, release: Release, live: frozenset[tuple[str, str]]) -> LanguageStatus:
    total = len(dict.fromkeys(segment.key for segment in release.document.segments))
    snapshot = newsroom.snapshots.read(release.slug, release.language)
    published = _published(snapshot, (release.slug, release.language) in live)
    current = snapshot is not None and snapshot.evidence.source_digest == release.digest
    blocked = (
        () if current else ("the original is not signed off" if snapshot is None else "the original has changed since",)
    )
    state = _signed_state(snapshot, published, current=current) or "reviewed"
    approved_by = snapshot.evidence.approved_by if snapshot else ""
    return LanguageStatus(total, 0, 0, 0, total, 0, 0, 0, 0, state, approved_by, published, blocked)


def _language_status(
    newsroom: Newsroom,
    release: Release,
    language: str,
    live: frozenset[tuple[str, str]],
    find_terms: FindTerms,
) -> LanguageStatus:
    path = newsroom.catalogs.catalog(release.slug, language)
    snapshot = newsroom.snapshots.read(release.slug, language)
    published = _published(snapshot, (release.slug, language) in live)
    keys = tuple(dict.fromkeys(segment.key for segment in release.document.segments))
    if not path.is_file():
        blocked = (f"no catalog yet: translateflow sync {release.slug}",)
        return LanguageStatus(len(keys), len(keys), 0, 0, 0, 0, 0, 0, 0, "empty", "", published, blocked)
    catalog = read_catalog(path, slug=release.slug, language=language)
    entries = {entry.key: entry for entry in catalog.entries}
    counts = Counter(entries[key].state if key in entries else EntryState.EMPTY for key in keys)
    terms = find_terms(newsroom, release, language)
    issues = check_entries(release, language, catalog.entries, newsroom.settings.protected, terms)
    errors, warnings, waived = _count_issues(newsroom, release.slug, catalog, issues)
    current = snapshot is not None and _is_current(snapshot, release, catalog)
    must_waive = newsroom.settings.rules(language).warnings is WarningRule.WAIVE
    stale = any(key not in entries for key in keys)
    return LanguageStatus(
        total=len(keys),
        empty=counts[EntryState.EMPTY],
        draft=counts[EntryState.DRAFT],
        outdated=counts[EntryState.OUTDATED],
        reviewed=counts[EntryState.REVIEWED],
        errors=errors,
        warnings=warnings,
        waived=waived,
        suggestions=_count_suggestions(newsroom, release.slug, language),
        state=_signed_state(snapshot, published, current=current) or _open_state(counts),
        approved_by=snapshot.evidence.approved_by if snapshot else "",
        published=published,
        blocked_by=()
        if current
        else _blockers(counts, errors, warnings if must_waive else 0, stale_slug=release.slug if stale else ""),
    )


def _count_issues(
    newsroom: Newsroom, slug: str, catalog: Catalog, issues: Mapping[Key, Sequence[Issue]]
) -> tuple[int, int, int]:
    """Count errors, warnings that are open, and warnings that were waived."""
    waivers = read_waivers(newsroom.catalogs.waivers(slug, catalog.language))
    counts: Counter[str] = Counter()
    for entry in catalog.entries:
        for issue in issues.get(entry.key, ()):
            counts["waived" if waivers.find(entry, issue) else issue.severity] += 1
    return counts[Severity.ERROR], counts[Severity.WARNING], counts["waived"]


def _published(snapshot: Snapshot | None, live: bool) -> str:
    """Say when the edition that is live first went out; "" when none is."""
    if snapshot is None or not live or snapshot.withdrawal is not None:
        return ""
    return snapshot.evidence.first_approved_at.isoformat(timespec="seconds")


def _is_current(snapshot: Snapshot, release: Release, catalog: Catalog) -> bool:
    evidence = snapshot.evidence
    if evidence.source_digest != release.digest:
        return False
    return evidence.catalog_digest == digest(catalog.to_bytes()) or _says_the_same(evidence, catalog)


def _says_the_same(evidence: Evidence, catalog: Catalog) -> bool:
    """Whether only comments and headers have changed since: new terms of the glossary are no new text.

    Of machine text that went out labelled this says nothing: confirming it changes no word, and asks for a sign-off.
    """
    if evidence.provenance is not Provenance.REVIEWED:
        return False
    reviewed = (entry for entry in catalog.entries if entry.state is EntryState.REVIEWED)
    return holds_texts(evidence, {(entry.context or "", entry.source): entry.target for entry in reviewed})


def _signed_state(snapshot: Snapshot | None, published: str, *, current: bool) -> str:
    if snapshot is None:
        return ""
    if snapshot.withdrawal is not None:
        return "withdrawn"
    if not current:
        return ""
    return "published" if published else "approved"


def _open_state(counts: Counter[EntryState]) -> str:
    for state in (EntryState.EMPTY, EntryState.OUTDATED, EntryState.DRAFT):
        if counts[state]:
            return state.value
    return EntryState.REVIEWED.value


def _blockers(counts: Counter[EntryState], errors: int, warnings: int, *, stale_slug: str) -> tuple[str, ...]:
    """Say what stands in the way of a sign-off; `stale_slug` names the release when its source moved on."""
    found = [f"the source has changed: translateflow sync {stale_slug}"] if stale_slug else []
    found += [
        f"{counts[state]} {state.value}"
        for state in (EntryState.EMPTY, EntryState.DRAFT, EntryState.OUTDATED)
        if counts[state]
    ]
    if errors:
        found.append(f"{errors} {'error' if errors == 1 else 'errors'} found by checks")
    if warnings:
        found.append(f"{warnings} {'warning' if warnings == 1 else 'warnings'} to correct or waive")
    return tuple(found or ["waits for a sign-off"])


def _count_suggestions(newsroom: Newsroom, slug: str, language: str) -> int:
    path = newsroom.catalogs.suggestions(slug, language)
    if not path.is_file():
        return 0
    return len(read_catalog(path, slug=slug, language=language).entries)
