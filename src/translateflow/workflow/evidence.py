"""Put the evidence of a release together: every sign-off that counts, the earlier ones, and whether the chain holds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from translateflow.errors import InputFileError, NotApprovedError
from translateflow.model.language import parse_language
from translateflow.review.dossier import Dossier, EditionDossier
from translateflow.review.statement import default_statement
from translateflow.workflow.published import read_live
from translateflow.workflow.verify import inspect_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.review.snapshot import Snapshot
    from translateflow.workspace import Newsroom


def run_evidence(newsroom: Newsroom, slug: str, languages: Sequence[str], now: dt.datetime) -> Dossier:
    """Read what was signed off of a release, in these languages or in all.

    Raises NotApprovedError; InputFileError where a record cannot be read: half a dossier is none.
    """
    snapshots = newsroom.snapshots
    signed = snapshots.languages(slug)
    if not signed:
        newsroom.choose([slug])
        raise NotApprovedError(slug)
    chosen = tuple(dict.fromkeys(map(parse_language, languages))) or signed
    for language in chosen:
        if language not in signed:
            raise NotApprovedError(slug, language)
    editions = read_editions(newsroom, slug, chosen, read_live(newsroom))
    settings = newsroom.settings
    title = next(
        (each.evidence.face.title for each in editions if each.evidence.language == each.evidence.source_language), ""
    )
    return Dossier(
        newsroom=settings.title,
        base_url=settings.base_url,
        timezone=settings.timezone,
        slug=slug,
        title=title or editions[0].evidence.face.title,
        made=now.astimezone(dt.UTC).replace(microsecond=0),
        statement=settings.statement or default_statement(settings.source),
        editions=editions,
    )


def read_editions(
    newsroom: Newsroom, slug: str, languages: Sequence[str], live: frozenset[tuple[str, str]]
) -> tuple[EditionDossier, ...]:
    """Read languages of a release with their history, the original first. Raises InputFileError."""
    read = {language: newsroom.snapshots.read(slug, language) for language in newsroom.snapshots.languages(slug)}
    signed = {language: snapshot for language, snapshot in read.items() if snapshot is not None}
    embargo = max(
        (dt.datetime.fromisoformat(named) for each in signed.values() if (named := each.evidence.face.embargo)),
        default=None,
    )
    editions = [
        _read_edition(newsroom, signed[language], embargo, is_live=(slug, language) in live)
        for language in languages
        if language in signed
    ]
    return tuple(sorted(editions, key=lambda each: each.evidence.language != each.evidence.source_language))


def _read_edition(
    newsroom: Newsroom, snapshot: Snapshot, embargo: dt.datetime | None, *, is_live: bool
) -> EditionDossier:
    evidence = snapshot.evidence
    slug, language = evidence.slug, evidence.language
    path = newsroom.snapshots.evidence_path(slug, language)
    inspection = inspect_record(newsroom, path, must_be_signed=newsroom.settings.require_signature)
    if inspection.evidence is None:
        raise InputFileError(newsroom.show(inspection.path), "cannot be read.")
    broken = inspection.broken
    first = max(evidence.first_approved_at, embargo) if embargo else evidence.first_approved_at
    return EditionDossier(
        evidence=evidence,
        signature=inspection.signature,
        broken=f"{broken.link}: {newsroom.show(broken.path)} {broken.problem}" if broken else "",
        published=first if is_live else None,
        withdrawal=snapshot.withdrawal,
        earlier=newsroom.snapshots.archived(slug, language),
    )
