"""What people write about sentences: to their colleagues at the desk, and readers from the published page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors import EmptyCommentError, NotApprovedError, UnknownSegmentError
from translateflow.model.edit import CommentKind, Place, make_key, segment_id
from translateflow.model.markup import TAG_LIKE
from translateflow.workflow.editing_shelf import shelf_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from translateflow.model.edit import Comment
    from translateflow.model.segment import Key
    from translateflow.review.evidence import Evidence
    from translateflow.workspace import Newsroom

LONGEST_COMMENT = 2_000
LONGEST_REPORT = 1_000


def run_comment(newsroom: Newsroom, slug: str, language: str, segment: str, by: str, text: str) -> Comment:  # noqa: PLR0913, PLR0917 — where, who and what
    """Write to colleagues about a sentence. Raises UnknownSegmentError, EmptyCommentError, and as `open_editor`."""
    opened = shelf_of(newsroom).open(newsroom, slug, language)
    key = next((each.key for each in opened.release.document.segments if segment_id(each.key) == segment), None)
    if key is None:
        raise UnknownSegmentError(slug, language)
    place = Place(slug, language, key)
    comment = newsroom.database.comments.add(place, by, CommentKind.COMMENT, _written(text, LONGEST_COMMENT))
    newsroom.database.audit.record(by, "comment written", f"{slug}/{language}", {"segment": segment})
    return comment


def run_settle(newsroom: Newsroom, slug: str, language: str, number: int, by: str) -> bool:
    """Mark a comment or report as done; False when it was done, or is none of this release and language."""
    settled = newsroom.database.comments.settle(number, slug, language, by)
    if settled:
        newsroom.database.audit.record(by, "comment settled", f"{slug}/{language}", {"comment": number})
    return settled


def list_comments(newsroom: Newsroom, slug: str, language: str, keys: Sequence[Key]) -> list[Comment]:
    """Give what was written about a sentence, oldest first; `keys` are it and its earlier wordings."""
    if not newsroom.has_database:
        return []
    return newsroom.database.comments.of_segment(slug, language, [segment_id(key) for key in keys])


def list_queue(newsroom: Newsroom, languages: Collection[str] | None = None) -> list[Comment]:
    """Give what waits for an answer in these languages (None: in all), newest first."""
    return newsroom.database.comments.list_open(languages) if newsroom.has_database else []


def run_report(newsroom: Newsroom, slug: str, language: str, passage: str, text: str) -> Comment:
    """Take down what a reader says of a passage of a published page, at the sentence that begins it.

    `passage` is the paragraph's text as the page shows it. Raises NotApprovedError where nothing of this release was
    ever published in this language, EmptyCommentError.
    """
    snapshot = newsroom.snapshots.read(slug, language)
    if snapshot is None or snapshot.withdrawal is not None:
        raise NotApprovedError(slug, language)
    place = Place(slug, language, find_passage(snapshot.evidence, passage))
    return newsroom.database.comments.add(place, "", CommentKind.REPORT, _written(text, LONGEST_REPORT))


def find_passage(evidence: Evidence, passage: str) -> Key:
    """Give the sentence that a passage of the page begins with; the first of all where none of them fits."""
    wanted = _words(passage)
    keys = [(make_key(segment.context, segment.source), _words(segment.target)) for segment in evidence.segments]
    fitting = (key for key, target in keys if target and (wanted.startswith(target) or target in wanted))
    return next(fitting, keys[0][0])


def _words(text: str) -> str:
    return " ".join(TAG_LIKE.sub("", text).split())


def _written(text: str, most: int) -> str:
    clean = "".join(sign for sign in text.strip() if sign == "\n" or sign.isprintable())[:most]
    if not clean:
        raise EmptyCommentError
    return clean
