"""A catalog before its sign-off: the whole text, what changed since the last one, what blocks, what was let stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.edit import make_key, segment_id
from translateflow.model.markup import plain_text
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.changes import ChangeKind, run_changes
from translateflow.workflow.editing import open_editor
from translateflow.workflow.waive import list_warned

if TYPE_CHECKING:
    from translateflow.review.evidence import Evidence
    from translateflow.review.gate import Reason
    from translateflow.workflow.changes import Change
    from translateflow.workflow.editing import EditorView, SegmentView
    from translateflow.workflow.waive import Warned
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why the sign-off is refused; the sentence to open for it and its words, "" where it is about the whole."""

    reason: Reason
    segment: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different since the last sign-off, and the sentence to open for it, "" for one that is gone."""

    segment: str
    change: Change


@dataclass(frozen=True, slots=True)
class SignOffView:
    """What the person who answers for a text looks at. `last` is the sign-off in force, None before the first.

    `is_current` says that nothing has changed since: signing again would say the same.
    """

    editor: EditorView
    blockers: tuple[Blocker, ...]
    warned: tuple[Warned, ...]
    changes: tuple[Changed, ...]
    last: Evidence | None = None
    is_withdrawn: bool = False

    @property
    def is_current(self) -> bool:
        """Whether the last sign-off holds for exactly this text."""
        return self.last is not None and not self.changes and not self.is_withdrawn


def open_sign_off(newsroom: Newsroom, slug: str, language: str, by: str) -> SignOffView:
    """Give a catalog as it stands before its sign-off by this person. Raises what `open_editor` raises."""
    view = open_editor(newsroom, slug, language)
    (verdict,) = run_approve(newsroom, ApproveRequest([slug], [language], by, dry_run=True), dt.datetime.now(dt.UTC))
    segments = {segment.source: segment for segment in reversed(view.segments)}
    blockers = tuple(_find_sentence(reason, segments.get(reason.segment)) for reason in verdict.reasons)
    snapshot = newsroom.snapshots.read(slug, language)
    return SignOffView(
        view,
        blockers,
        list_warned(newsroom, slug, language),
        _find_changes(newsroom, slug, language) if snapshot else (),
        snapshot.evidence if snapshot else None,
        is_withdrawn=snapshot is not None and snapshot.withdrawal is not None,
    )


def _find_sentence(reason: Reason, segment: SegmentView | None) -> Blocker:
    if segment is None:
        return Blocker(reason, sentence=reason.segment)
    return Blocker(reason, segment.id, plain_text(segment.source, [tag.shape for tag in segment.tags]))


def _find_changes(newsroom: Newsroom, slug: str, language: str) -> tuple[Changed, ...]:
    return tuple(Changed(_id_of(change), change) for change in run_changes(newsroom, slug, language).each)


def _id_of(change: Change) -> str:
    return segment_id(make_key(change.context, change.after[0])) if change.kind is not ChangeKind.REMOVED else ""
