"""What a newsroom can hand over about a release: every sign-off, what it says, and whether it still holds. As data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translateflow.review.evidence import Decision, Evidence, evidence_to_json

if TYPE_CHECKING:
    import datetime as dt

    from translateflow.keys import SignatureState
    from translateflow.model.edition import Withdrawal

SCHEMA = "translateflow release evidence 1"


@dataclass(frozen=True, slots=True)
class EditionDossier:
    """One language of a release. `broken` says where its chain breaks, "" while it holds.

    `published` is when it first went out, None while it is not live. `earlier` are sign-offs that a later one replaced,
    newest first.
    """

    evidence: Evidence
    signature: SignatureState
    broken: str = ""
    published: dt.datetime | None = None
    withdrawal: Withdrawal | None = None
    earlier: tuple[Evidence, ...] = ()

    @property
    def decisions(self) -> Counter[Decision]:
        """Count its sentences by what a person made of the proposal."""
        return Counter(segment.decision for segment in self.evidence.segments)

    @property
    def waived(self) -> int:
        """Count the warnings that were let stand with name and reason."""
        return sum(bool(warning.reason) for segment in self.evidence.segments for warning in segment.warnings)

    @property
    def engines(self) -> tuple[str, ...]:
        """Name what made proposals, the memory included, in reading order."""
        return tuple(dict.fromkeys(segment.engine for segment in self.evidence.segments if segment.engine))

    @property
    def key(self) -> str:
        """Name the key that signed, "" where none did."""
        return self.evidence.signature.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A release. `statement` is what the newsroom says about the law, `made` when this was put together."""

    newsroom: str
    base_url: str
    timezone: str
    slug: str
    title: str
    made: dt.datetime
    statement: str
    editions: tuple[EditionDossier, ...]


def dossier_to_json(dossier: Dossier) -> dict[str, Any]:
    """Give the document that docs/reference/release-evidence.schema.json describes."""
    return {
        "schema": SCHEMA,
        "newsroom": dossier.newsroom,
        "base_url": dossier.base_url,
        "slug": dossier.slug,
        "title": dossier.title,
        "made": dossier.made.isoformat(timespec="seconds"),
        "statement": dossier.statement,
        "editions": [_edition(edition) for edition in dossier.editions],
    }


def _edition(edition: EditionDossier) -> dict[str, Any]:
    withdrawal = edition.withdrawal
    return {
        "language": edition.evidence.language,
        "published": edition.published.isoformat(timespec="seconds") if edition.published else None,
        "withdrawn": {"at": withdrawal.at.isoformat(), "reason": withdrawal.reason} if withdrawal else None,
        "signature": edition.signature.value,
        "key": edition.key or None,
        "broken": edition.broken or None,
        "engines": list(edition.engines),
        "sentences": {decision.value: edition.decisions[decision] for decision in Decision},
        "waived": edition.waived,
        "record": json.loads(evidence_to_json(edition.evidence)),
        "earlier": [json.loads(evidence_to_json(each)) for each in edition.earlier],
    }
