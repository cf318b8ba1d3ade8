"""What goes out is what the newsroom's key signed: a record that proves otherwise keeps the old site standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import UnprovedError
from translateflow.keys import SignatureState
from translateflow.review.chain import find_unproved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from translateflow.workflow.editions import FrozenRelease
    from translateflow.workspace import Newsroom

# Neither proves anything nor disproves it: refused only where the newsroom asks for signatures.
_OPEN = frozenset({SignatureState.UNSIGNED, SignatureState.UNKNOWN_KEY})


def refuse_unproved(newsroom: Newsroom, frozen: Mapping[str, FrozenRelease], chosen: Iterable[tuple[str, str]]) -> None:
    """Raise UnprovedError for the first of these editions whose record, or notice of withdrawal, is not proved."""
    strict = newsroom.settings.require_signature
    bad = set(SignatureState) - {SignatureState.VALID} - (set() if strict else _OPEN)
    for slug, language in chosen:
        sealed = frozen[slug].snapshots[language]
        if sealed.signature in bad or (sealed.withdrawal and sealed.notice in bad):
            for path, signature, state in _claims(newsroom, frozen[slug], language):
                broken = find_unproved(path, signature, state, must_be_signed=strict) if state in bad else None
                if broken:
                    raise UnprovedError(path, broken.problem, broken.remedy)


def _claims(newsroom: Newsroom, frozen: FrozenRelease, language: str) -> Iterator[tuple[Path, str, SignatureState]]:
    sealed, snapshots = frozen.snapshots[language], newsroom.snapshots
    yield snapshots.evidence_path(frozen.slug, language), sealed.evidence.signature, sealed.signature
    said = snapshots.withdrawal_signature(frozen.slug, language) if sealed.withdrawal else None
    if said:
        yield snapshots.withdrawal_path(frozen.slug, language), said[1], sealed.notice
