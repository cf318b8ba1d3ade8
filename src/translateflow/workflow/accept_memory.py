"""Take exact matches of the memory for many sentences at once: they were confirmed word for word before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.edit import Act, TextState, segment_id
from translateflow.model.issue import Severity
from translateflow.model.translation import EntryState
from translateflow.workflow.edit import EditReport, Wanted, run_edit
from translateflow.workflow.editing_shelf import shelf_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from translateflow.model.segment import Key
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class ExactMatch:
    """A sentence that is empty or a draft, and what the memory has for it. `origin` is the release it comes from."""

    segment: str
    key: Key
    before: TextState
    text: str
    origin: str


def find_exact_matches(newsroom: Newsroom, slug: str, language: str) -> tuple[ExactMatch, ...]:
    """Give what could be taken over, in reading order; a match that a check finds an error in is left out.

    Raises what `open_editor` raises.
    """
    if not newsroom.has_database:
        return ()
    opened = shelf_of(newsroom).open(newsroom, slug, language)
    segments = {segment.key: segment for segment in opened.release.document.segments}
    entries = {key: opened.catalog.get(key) for key in segments}
    open_keys = [key for key, entry in entries.items() if entry and entry.state is not EntryState.REVIEWED]
    matches = newsroom.database.memory.exact(opened.release.language, language, open_keys, slug=slug)
    return tuple(
        ExactMatch(segment_id(key), key, opened.state_of(key), match.unit.target, match.unit.slug)
        for key, match in ((key, matches[key]) for key in open_keys if key in matches)
        if not any(issue.severity is Severity.ERROR for issue in opened.issues_of(segments[key], match.unit.target))
    )


def run_accept_memory(  # noqa: PLR0913, PLR0917 — where, what, who and when
    newsroom: Newsroom, slug: str, language: str, chosen: Collection[tuple[str, str]], by: str, now: dt.datetime
) -> EditReport:
    """Confirm the memory's text for the chosen sentences: (id, digest of the state that was shown).

    A sentence that a person changed meanwhile is left alone and reported. Raises as `find_exact_matches`.
    """
    seen = dict(chosen)
    wanted = [
        Wanted(match.segment, seen[match.segment], TextState(match.text), Act.MEMORY)
        for match in find_exact_matches(newsroom, slug, language)
        if match.segment in seen
    ]
    return run_edit(newsroom, slug, language, wanted, by, now)
