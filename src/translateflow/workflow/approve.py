"""Sign a release off in one language: the gate, then source and catalog frozen with evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translateflow.catalog import Catalog, parse_catalog, read_catalog
from translateflow.errors import BadApproverError, DatabaseError, LanguageNotTargetedError, SourceMovedError
from translateflow.files import read_file
from translateflow.formats import identity, render_body
from translateflow.model.edition import Provenance, WarningRule
from translateflow.model.language import parse_language
from translateflow.model.memory import MemoryUnit
from translateflow.model.person import names_a_person
from translateflow.review.evidence import Decision, Evidence, SegmentEvidence, digest
from translateflow.review.gate import Candidate, Code, Reason, find_reasons
from translateflow.review.snapshot import Frozen
from translateflow.review.waivers import read_waivers
from translateflow.workflow.changes import Changes, find_changes
from translateflow.workflow.check import check_entries, read_terms
from translateflow.workflow.draft import publishable
from translateflow.workflow.face import begin_face, complete_face
from translateflow.workflow.testimony import read_review_seconds, read_rules, tell_segments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.model.job import Item
    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.model.translation import Entry
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class ApproveRequest:
    """What is to be signed off, and who answers for it (`Name <mail>`).

    `correction` tells readers what the version before had wrong; None leaves the note that is there, "" takes it away.
    """

    slugs: Sequence[str]
    languages: Sequence[str]
    by: str
    note: str = ""
    dry_run: bool = False
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate said of one release in one language.

    `evidence` is there when it was signed off; `warning` says what went wrong beside it. `changes` since the last
    sign-off are looked for in a dry run.
    """

    slug: str
    language: str
    reasons: tuple[Reason, ...]
    evidence: Evidence | None = None
    warning: str = ""
    changes: Changes | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing blocks."""
        return not self.reasons


def run_approve(newsroom: Newsroom, request: ApproveRequest, now: dt.datetime) -> tuple[Verdict, ...]:
    """Put each release and language before the gate; sign off what passes, unless it is a dry run.

    Raises BadApproverError, NoReleaseError, LanguageNotTargetedError before anything is written.
    """
    if not request.dry_run and not names_a_person(request.by):
        raise BadApproverError(request.by)
    languages = [parse_language(language) for language in request.languages]
    pairs = [
        (newsroom.read_release(slug), language) for slug in newsroom.choose(request.slugs) for language in languages
    ]
    for release, language in pairs:
        if language != release.language and language not in newsroom.targets(release):
            raise LanguageNotTargetedError(release.slug, language, newsroom.targets(release))
    verdicts = tuple(_judge(newsroom, release, language, request, now) for release, language in pairs)
    if not request.dry_run:
        return verdicts
    changes = (find_changes(newsroom, release, language) for release, language in pairs)
    return tuple(replace(verdict, changes=each) for verdict, each in zip(verdicts, changes, strict=True))


def _judge(newsroom: Newsroom, release: Release, language: str, request: ApproveRequest, now: dt.datetime) -> Verdict:
    if language == release.language:
        return _sign_original(newsroom, release, request, now)
    path = newsroom.catalogs.catalog(release.slug, language)
    if not path.is_file():
        message = f"There is no catalog yet: translateflow sync {release.slug}."
        return Verdict(release.slug, language, (Reason(Code.NO_CATALOG, message),))
    catalog = read_catalog(path, slug=release.slug, language=language)
    drafts = last_drafts(newsroom, release.slug, language)
    reasons = find_reasons(make_candidate(newsroom, release, catalog, drafts, request.by))
    reasons += _waiting_conflicts(newsroom, release.slug, language)
    if reasons or request.dry_run:
        return Verdict(release.slug, language, reasons)
    stub = _stub_as_asked(newsroom, release, language, request, now)
    evidence = freeze_translation(newsroom, release, catalog, drafts, stub)
    return Verdict(release.slug, language, (), evidence, _remember(newsroom, release, language, catalog, request.by))


def last_drafts(newsroom: Newsroom, slug: str, language: str) -> Mapping[Key, Item]:
    """Give what machines and memory last proposed for each segment; nothing where the database is new."""
    return newsroom.database.ledger.last_drafts(slug, language) if newsroom.has_database else {}


def make_candidate(
    newsroom: Newsroom, release: Release, catalog: Catalog, drafts: Mapping[Key, Item], approver: str
) -> Candidate:
    """Bring a catalog before the gate, with everything that could block it."""
    language = catalog.language
    rules = newsroom.settings.rules(language)
    entries = {entry.key: entry for entry in catalog.entries}
    terms = read_terms(newsroom, release, language)
    return Candidate(
        keys=[segment.key for segment in release.document.segments],
        entries=entries,
        issues=check_entries(release, language, catalog.entries, newsroom.settings.protected, terms),
        pseudo=find_unpublishable(entries, drafts),
        approver=approver,
        last_translator=catalog.headers.get("Last-Translator", ""),
        four_eyes=rules.four_eyes,
        waivers=read_waivers(newsroom.catalogs.waivers(release.slug, language)),
        waive_warnings=rules.warnings is WarningRule.WAIVE,
    )


def find_unpublishable(entries: Mapping[Key, Entry], drafts: Mapping[Key, Item]) -> frozenset[Key]:
    """Give the segments whose text is still what an engine said that may never go out."""
    return frozenset(
        key
        for key, item in drafts.items()
        if key in entries and entries[key].target == item.text and not publishable(item.origin)
    )


def _waiting_conflicts(newsroom: Newsroom, slug: str, language: str) -> tuple[Reason, ...]:
    path = newsroom.catalogs.suggestions(slug, language)
    if not path.is_file():
        return ()
    waiting = parse_catalog(read_file(path), path).entries
    message = f"An uploaded translation differs and waits: translateflow catalog suggestions {slug} -l {language}."
    return tuple(Reason(Code.CONFLICT, message, entry.source) for entry in waiting)


def stub_evidence(newsroom: Newsroom, release: Release, language: str, by: str, now: dt.datetime) -> Evidence:
    """Begin a record; freezing completes digests, names and the page's face."""
    at = now.astimezone(dt.UTC).replace(microsecond=0)
    return Evidence(
        slug=release.slug,
        language=language,
        source_language=release.language,
        provenance=Provenance.ORIGINAL if language == release.language else Provenance.REVIEWED,
        approved_by=by,
        approved_at=at,
        first_approved_at=at,
        source_file="",
        source_digest=release.digest,
        catalog_digest="",
        body_digest="",
        face=begin_face(newsroom, release, language),
        responsible_editor=newsroom.settings.responsible_editor or by,
        rules=read_rules(newsroom, language),
    )


def _stub_as_asked(
    newsroom: Newsroom, release: Release, language: str, request: ApproveRequest, now: dt.datetime
) -> Evidence:
    stub = replace(stub_evidence(newsroom, release, language, request.by, now), note=request.note)
    if request.correction is None:
        return stub
    return replace(stub, face=replace(stub.face, correction=request.correction.strip()))


def _sign_original(newsroom: Newsroom, release: Release, request: ApproveRequest, now: dt.datetime) -> Verdict:
    if request.dry_run:
        return Verdict(release.slug, release.language, ())
    stub = _stub_as_asked(newsroom, release, release.language, request, now)
    return Verdict(release.slug, release.language, (), freeze_original(newsroom, release, stub))


def freeze_original(newsroom: Newsroom, release: Release, stub: Evidence) -> Evidence:
    """Freeze the source as the page of its own language."""
    texts = identity(release.document)
    segments = tuple(SegmentEvidence(key.role, key.text, key.text, "", "", Decision.ORIGINAL) for key in texts)
    return _freeze(newsroom, release, replace(stub, segments=segments), texts, None)


def freeze_translation(
    newsroom: Newsroom, release: Release, catalog: Catalog, drafts: Mapping[Key, Item], stub: Evidence
) -> Evidence:
    """Freeze a catalog that is complete, with what became of each proposal."""
    texts = {entry.key: entry.target for entry in catalog.entries}
    reviewed = stub.provenance is Provenance.REVIEWED
    told = replace(
        stub,
        segments=tell_segments(newsroom, release, catalog, drafts, reviewed=reviewed),
        reviewed_by=catalog.headers.get("Last-Translator", "") if reviewed else "",
        review_seconds=read_review_seconds(newsroom, release, stub.language) if reviewed else None,
    )
    return _freeze(newsroom, release, told, texts, catalog.to_bytes())


def _freeze(
    newsroom: Newsroom, release: Release, stub: Evidence, texts: Mapping[Key, str], catalog: bytes | None
) -> Evidence:
    face = complete_face(newsroom, release, stub, texts)
    source = newsroom.choose([release.slug])[release.slug]
    names = dict.fromkeys((*release.assets, *(download.path for download in face.downloads)))
    assets = {name: read_file(newsroom.releases_folder / name) for name in names}
    body = render_body(release.document, texts, stub.language).encode()
    frozen = Frozen(read_file(source), source.suffix[1:], catalog, body, assets)
    if digest(frozen.source) != release.digest:
        raise SourceMovedError(release.slug)
    return newsroom.snapshots.freeze(replace(stub, face=face), frozen)


def _remember(newsroom: Newsroom, release: Release, language: str, catalog: Catalog, by: str) -> str:
    """Teach the memory what was signed off; a database that is away takes nothing back."""
    units = [
        MemoryUnit(release.language, language, entry.source, entry.target, entry.key.role, release.slug, by)
        for entry in catalog.entries
    ]
    try:
        newsroom.database.memory.add(units)
    except DatabaseError as error:
        return f"Signed off, but the memory could not learn from it: {error}"
    return ""
