"""A catalog as the editor shows it: sentences in reading order, with everything a translator needs to judge each.

Reading only. What was read and checked is kept on a shelf until its file changes, so that opening a catalog again
costs about as much as looking at three files' dates.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translateflow.catalog import name_of
from translateflow.errors import UnknownSegmentError
from translateflow.model.edit import segment_id
from translateflow.model.issue import Severity
from translateflow.model.segment import Key
from translateflow.model.translation import EntryState
from translateflow.workflow.editing_shelf import shelf_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.model.edit import TextState
    from translateflow.model.issue import Issue
    from translateflow.model.segment import Role, Segment, TagShape
    from translateflow.review.waivers import Waiver
    from translateflow.workflow.editing_shelf import Opened, TermSpot
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag the translation must carry. `note` explains it ("https://…"), "" when the name says all."""

    shape: TagShape
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class SegmentView:
    """One sentence; the same object as long as nothing about it changes.

    `id` names it in requests, `number` (from 1) to people; `block` is the same within a paragraph.
    `waivers` are those of the warnings that somebody let stand, with name and reason.
    `score` is that of the memory match the draft came from, 0 for an engine's draft. `missing` means that the catalog
    has no such entry yet: it can be read, not changed. `repeats` counts where else in the release it stands.
    """

    id: str
    number: int
    block: int
    role: Role
    source: str
    text: TextState
    state: EntryState
    tags: tuple[TagView, ...] = ()
    terms: tuple[TermSpot, ...] = ()
    issues: tuple[Issue, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    warnings: tuple[str, ...] = ()
    score: int = 0
    repeats: int = 0
    missing: bool = False

    @property
    def target(self) -> str:
        """The translation."""
        return self.text.target

    @property
    def problems(self) -> tuple[Issue, ...]:
        """What the checks find and nobody let stand."""
        return tuple(issue for issue in self.issues if issue.check not in self.waived)

    @property
    def has_errors(self) -> bool:
        """Whether the checks find what blocks a sign-off."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)

    @property
    def waived(self) -> Mapping[str, Waiver]:
        """The waivers by the name of their check."""
        return {waiver.check: waiver for waiver in self.waivers}


@dataclass(frozen=True, slots=True, eq=False)
class EditorView:
    """A release in one language, in reading order. `comments` and `waiting` count open comments and uploads by id."""

    slug: str
    title: str
    language: str
    source_language: str
    segments: tuple[SegmentView, ...]
    last_translator: str = ""
    comments: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[EntryState, int]:
        """How many sentences are in each state; every state has its figure."""
        found = Counter(segment.state for segment in self.segments)
        return {state: found[state] for state in EntryState}

    @property
    def stale(self) -> bool:
        """Whether the source has sentences that the catalog does not know yet: it has to be synced."""
        return any(segment.missing for segment in self.segments)

    @property
    def digest(self) -> str:
        """What changes with any source, text or state of this view: who signs, signs what they saw."""
        parts = "".join(f"{segment.id}{segment.text.digest}" for segment in self.segments)
        return hashlib.sha256(parts.encode()).hexdigest()

    def segment(self, segment: str) -> SegmentView:
        """Give one sentence by its id. Raises UnknownSegmentError."""
        for view in self.segments:
            if view.id == segment:
                return view
        raise UnknownSegmentError(self.slug, self.language)


def open_editor(newsroom: Newsroom, slug: str, language: str) -> EditorView:
    """Give a catalog as it stands now, with what waits for an answer.

    Raises NoReleaseError, LanguageNotTargetedError, NoCatalogError, SourceError, CatalogError, DatabaseError.
    """
    shelf = shelf_of(newsroom)
    opened = shelf.open(newsroom, slug, language)
    view = shelf.keep_view(opened, _make_view)
    comments = newsroom.database.comments.count_open(slug, language) if newsroom.has_database else {}
    waiting = Counter(segment_id(entry.key) for entry in opened.waiting)
    return replace(view, comments=comments, waiting=waiting) if comments or waiting else view


def check_text(newsroom: Newsroom, slug: str, language: str, segment: str, target: str) -> tuple[Issue, ...]:
    """Give what the checks find in a text that is being written for a sentence. Raises as `open_editor`."""
    opened = shelf_of(newsroom).open(newsroom, slug, language)
    found = (each for each in opened.release.document.segments if segment_id(each.key) == segment)
    known = next(found, None)
    if known is None:
        raise UnknownSegmentError(slug, language)
    return opened.issues_of(known, target)


def _make_view(opened: Opened, before: tuple[Opened, EditorView] | None) -> EditorView:
    """Put a catalog's view together; of `before`, the view of another moment, what is the same is taken over."""
    document = opened.release.document
    front = {document.title, document.summary, document.image_description, document.image_caption}
    segments: dict[str, Segment] = {}
    repeats: Counter[str] = Counter()
    for index, segment in enumerate(document.segments):
        name = segment_id(segment.key)
        # Each text of the front matter stands for itself; the body counts its paragraphs from 0.
        segments.setdefault(name, replace(segment, block=-1 - index) if index in front else segment)
        repeats[name] += 1
    known = _still_true(opened, before)
    return EditorView(
        opened.release.slug,
        opened.release.title,
        opened.language,
        opened.release.language,
        tuple(
            known.get(name) or make_segment_view(opened, segment, number, repeats[name] - 1)
            for number, (name, segment) in enumerate(segments.items(), 1)
        ),
        opened.catalog.headers.get("Last-Translator", ""),
    )


def _still_true(opened: Opened, before: tuple[Opened, EditorView] | None) -> dict[str, SegmentView]:
    """Give the views of sentences, by id, that nothing has happened to."""
    if before is None:
        return {}
    then, view = before
    if then.release is not opened.release or then.words is not opened.words or then.waivers != opened.waivers:
        return {}
    keys = ((segment, Key(segment.role, segment.source)) for segment in view.segments)
    return {
        segment.id: segment
        for segment, key in keys
        if then.catalog.by_name.get(name_of(key)) == opened.catalog.by_name.get(name_of(key))
    }


def make_segment_view(opened: Opened, segment: Segment, number: int, repeats: int = 0) -> SegmentView:
    """Put together what there is about one sentence."""
    key = segment.key
    entry = opened.catalog.get(key)
    text = opened.state_of(key)
    note = opened.catalog.draft_note(key)
    issues = opened.issues_of(segment, text.target)
    found = (opened.waivers.find(entry, issue) for issue in issues if entry)
    return SegmentView(
        id=segment_id(key),
        number=number,
        block=segment.block,
        role=segment.role,
        source=segment.text,
        text=text,
        state=entry.state if entry else EntryState.EMPTY,
        tags=_tags_of(segment),
        terms=opened.terms_in(segment.text),
        issues=issues,
        waivers=tuple(dict.fromkeys(waiver for waiver in found if waiver)),
        warnings=note.warnings if note else (),
        score=_score(text.origin),
        repeats=repeats,
        missing=entry is None,
    )


def _tags_of(segment: Segment) -> tuple[TagView, ...]:
    """Give each of the segment's tags once, with what its note says beside the name."""
    named = {tag.name: TagView(tag.shape, tag.note.removeprefix(f"{tag.name}:").strip()) for tag in segment.tags}
    return tuple(named.values())


def _score(origin: str) -> int:
    """Read the score out of an origin (“memory 87 %”)."""
    name, _, rest = origin.partition(" ")
    digits = rest.removesuffix("%").strip()
    return int(digits) if name == "memory" and digits.isdecimal() else 0
