"""What changed in a text since somebody last signed it off, sentence by sentence and word by word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from translateflow.catalog import align, read_catalog
from translateflow.errors import LanguageNotTargetedError, NoCatalogError
from translateflow.model.edit import make_key
from translateflow.model.edition import Provenance
from translateflow.model.language import parse_language
from translateflow.model.worddiff import DiffPart, word_diff

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from translateflow.model.release import Release
    from translateflow.model.segment import Key
    from translateflow.review.evidence import Evidence
    from translateflow.workspace import Newsroom


class ChangeKind(StrEnum):
    """What became of a sentence: its source, its translation or its role is another, it is new, or it is gone."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence then and now. `before` and `after` are (source, text); "" where it did not stand there."""

    kind: ChangeKind
    context: str
    before: tuple[str, str]
    after: tuple[str, str]

    @property
    def source(self) -> tuple[DiffPart, ...]:
        """The source, word by word."""
        return word_diff(self.before[0], self.after[0])

    @property
    def text(self) -> tuple[DiffPart, ...]:
        """The translation, word by word; of the original the source once more."""
        return word_diff(self.before[1], self.after[1])


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in one language of a release since the sign-off of `signed_by`; None where there was none."""

    slug: str
    language: str
    source_language: str
    signed_at: dt.datetime | None
    signed_by: str
    each: tuple[Change, ...]


Sentences = dict["Key", str]
"""Sentences in reading order: role and source, with the text in the language."""


def run_changes(newsroom: Newsroom, slug: str, language: str) -> Changes:
    """Compare what stands there now with the last sign-off.

    Raises NoReleaseError, LanguageNotTargetedError, NoCatalogError.
    """
    newsroom.choose([slug])
    release, tag = newsroom.read_release(slug), parse_language(language)
    if tag != release.language and tag not in newsroom.targets(release):
        raise LanguageNotTargetedError(slug, tag, newsroom.targets(release))
    now = _read_now(newsroom, release, tag)
    if now is None:
        raise NoCatalogError(slug, tag)
    return _compare(newsroom, release, tag, now)


def find_changes(newsroom: Newsroom, release: Release, language: str) -> Changes | None:
    """Compare a release at hand; None where there is no catalog yet."""
    now = _read_now(newsroom, release, language)
    return None if now is None else _compare(newsroom, release, language, now)


def _read_now(newsroom: Newsroom, release: Release, language: str) -> Sentences | None:
    keys = dict.fromkeys(segment.key for segment in release.document.segments)
    if language == release.language:
        return {key: key.text for key in keys}
    path = newsroom.catalogs.catalog(release.slug, language)
    if not path.is_file():
        return None
    targets = {entry.key: entry.target for entry in read_catalog(path, slug=release.slug, language=language).entries}
    return {key: targets.get(key, "") for key in keys}


def _compare(newsroom: Newsroom, release: Release, language: str, now: Sentences) -> Changes:
    last = find_last_sign_off(newsroom, release.slug, language)
    if last is None:
        return Changes(release.slug, language, release.language, None, "", ())
    each = tuple(plan_changes(read_sentences(last), now))
    return Changes(release.slug, language, release.language, last.approved_at, last.approved_by, each)


def find_last_sign_off(newsroom: Newsroom, slug: str, language: str) -> Evidence | None:
    """Give the newest record that a person stands up for; machine text that went out labelled is none."""
    snapshot = newsroom.snapshots.read(slug, language)
    if snapshot is None:
        return None
    records = (snapshot.evidence, *newsroom.snapshots.archived(slug, language))
    return next((record for record in records if record.provenance is not Provenance.MACHINE), None)


def read_sentences(evidence: Evidence) -> Sentences:
    """Give the sentences of a record."""
    return {make_key(segment.context, segment.source): segment.target for segment in evidence.segments}


def plan_changes(old: Sentences, new: Sentences) -> Iterable[Change]:
    """Compare two texts in reading order; what is gone stands behind the sentence it once followed. Pure."""
    predecessors = align(list(old), list(new)).predecessors
    origins = {key: key if key in old else predecessors.get(key) for key in new}
    gone = _gone_by_neighbour(old, [origin for origin in origins.values() if origin is not None])
    yield from (_removed(key, old) for key in gone.get(None, ()))
    for key, origin in origins.items():
        if origin is None:
            yield Change(ChangeKind.ADDED, key.role.value, ("", ""), (key.text, new[key]))
            continue
        if (origin, old[origin]) != (key, new[key]):
            yield Change(ChangeKind.CHANGED, key.role.value, (origin.text, old[origin]), (key.text, new[key]))
        yield from (_removed(each, old) for each in gone.pop(origin, ()))


def _gone_by_neighbour(old: Sentences, kept: Sequence[Key]) -> dict[Key | None, list[Key]]:
    stayed = set(kept)
    neighbour: Key | None = None
    found: dict[Key | None, list[Key]] = {}
    for key in old:
        if key in stayed:
            neighbour = key
        else:
            found.setdefault(neighbour, []).append(key)
    return found


def _removed(key: Key, old: Sentences) -> Change:
    return Change(ChangeKind.REMOVED, key.role.value, (key.text, old[key]), ("", ""))
