"""Texts a translator can take for a sentence: the machine's, the memory's, uploads; other languages to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.catalog import parse_catalog
from translateflow.errors import TranslateflowError
from translateflow.files import read_file
from translateflow.model.translation import EntryState
from translateflow.model.worddiff import word_diff
from translateflow.storage import Wanted
from translateflow.workflow.editing_shelf import shelf_of, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from translateflow.model.segment import Key
    from translateflow.model.worddiff import DiffPart
    from translateflow.workflow.editing_shelf import Opened, Stamp
    from translateflow.workspace import Newsroom

LEAST_SCORE = 60
"""Below, a match of the memory shows a translator nothing."""

_MOST = 5


class ProposalKind(StrEnum):
    """Where a proposal comes from."""

    MACHINE = "machine"
    MEMORY = "memory"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text to take. `origin` is the engine, or the release (or person) a memory unit comes from.

    `score` is that of a memory match, else 0; `difference` shows how its source differs from this sentence's, empty for
    the same source. `number` is an upload's, by which it is taken or dropped.
    """

    kind: ProposalKind
    text: str
    origin: str = ""
    score: int = 0
    difference: tuple[DiffPart, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The sentence in another language of the release, as it stands there."""

    language: str
    text: str
    state: EntryState


def list_proposals(newsroom: Newsroom, slug: str, language: str, key: Key) -> tuple[Proposal, ...]:
    """Give what can be taken for a sentence: uploads first, then the machine's draft, then the memory, best first.

    A text that stands in two places is given once. Raises what `open_editor` raises.
    """
    opened = shelf_of(newsroom).open(newsroom, slug, language)
    found: dict[str, Proposal] = {}
    for proposal in (*_uploads(opened, key), *_drafts(newsroom, opened, key), *_matches(newsroom, opened, key)):
        found.setdefault(proposal.text, proposal)
    return tuple(found.values())


def _uploads(opened: Opened, key: Key) -> Iterator[Proposal]:
    by = ""
    for number, entry in enumerate(opened.waiting, 1):
        if entry.key == key:
            yield Proposal(ProposalKind.UPLOAD, entry.target, by, number=number)


def _drafts(newsroom: Newsroom, opened: Opened, key: Key) -> Iterator[Proposal]:
    if not newsroom.has_database:
        return
    draft = newsroom.database.ledger.last_drafts(opened.release.slug, opened.language).get(key)
    if draft is not None and not draft.origin.startswith("memory"):
        yield Proposal(ProposalKind.MACHINE, draft.text, draft.origin)


def _matches(newsroom: Newsroom, opened: Opened, key: Key) -> Iterator[Proposal]:
    if not newsroom.has_database:
        return
    wanted = Wanted(_MOST, LEAST_SCORE, opened.release.slug)
    found = newsroom.database.memory.similar(opened.release.language, opened.language, [key], wanted)
    for match in found.get(key, []):
        unit = match.unit
        difference = () if unit.source == key.text else word_diff(unit.source, key.text)
        yield Proposal(ProposalKind.MEMORY, unit.target, unit.slug or unit.author, match.score, difference)


def list_other_languages(newsroom: Newsroom, slug: str, language: str, key: Key) -> tuple[OtherLanguage, ...]:
    """Give the sentence in the release's other languages, where it is translated; a broken catalog is left out."""
    found = []
    for other in newsroom.targets(newsroom.read_release(slug)):
        path = newsroom.catalogs.catalog(slug, other)
        stamp = None if other == language else stamp_of(path)
        text, state = _read_texts(path, stamp).get(key, ("", EntryState.EMPTY)) if stamp else ("", EntryState.EMPTY)
        if state is not EntryState.EMPTY:
            found.append(OtherLanguage(other, text, state))
    return tuple(found)


# Not from the shelf: nine catalogs that are only looked into would push out those that somebody works on.
@lru_cache(maxsize=1024)
def _read_texts(path: Path, _stamp: Stamp) -> Mapping[Key, tuple[str, EntryState]]:
    try:
        entries = parse_catalog(read_file(path), path).entries
    except TranslateflowError:
        return {}
    return {entry.key: (entry.target, entry.state) for entry in entries}
