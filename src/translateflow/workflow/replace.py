"""Search and replace in one catalog: first shown, then made; tags are never touched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translateflow.errors import EmptySearchError
from translateflow.model.edit import Act, segment_id
from translateflow.model.markup import TagToken, tokenize
from translateflow.model.translation import EntryState
from translateflow.model.worddiff import word_diff
from translateflow.workflow.edit import EditReport, Wanted, run_edit
from translateflow.workflow.editing_shelf import shelf_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from translateflow.model.edit import TextState
    from translateflow.model.segment import TagShape
    from translateflow.model.worddiff import DiffPart
    from translateflow.workspace import Newsroom


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in the translations and what comes in its place."""

    find: str
    replacement: str = ""
    match_case: bool = True
    whole_words: bool = False


@dataclass(frozen=True, slots=True)
class Replaceable:
    """A sentence to search: its id, its state, and the tags that are its own."""

    segment: str
    text: TextState
    shapes: tuple[TagShape, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a sentence would become. `count` is how often the search was found in it."""

    segment: str
    before: TextState
    after: str
    count: int
    difference: tuple[DiffPart, ...]


def preview_replace(newsroom: Newsroom, slug: str, language: str, search: Search) -> tuple[Replacement, ...]:
    """Show what a replacement would do to a catalog. Raises EmptySearchError, what `open_editor` raises."""
    opened = shelf_of(newsroom).open(newsroom, slug, language)
    shapes = {segment.key: segment.shapes for segment in opened.release.document.segments}
    searched = (
        Replaceable(segment_id(entry.key), opened.state_of(entry.key), shapes.get(entry.key, ()))
        for entry in opened.catalog.entries
        if entry.state is not EntryState.EMPTY
    )
    return plan_replace(searched, search)


def plan_replace(searched: Iterable[Replaceable], search: Search) -> tuple[Replacement, ...]:
    """Give the sentences that would change, in their order. Pure. Raises EmptySearchError.

    One whose words would grow together to a tag (`<x` and `strong>`) is left out.
    """
    if not search.find:
        raise EmptySearchError
    pattern = _pattern(search)
    found = []
    for each in searched:
        after, count = _replace(each.text.target, each.shapes, pattern, search.replacement)
        if after != each.text.target and _tags(after, each.shapes) == _tags(each.text.target, each.shapes):
            found.append(Replacement(each.segment, each.text, after, count, word_diff(each.text.target, after)))
    return tuple(found)


def _pattern(search: Search) -> re.Pattern[str]:
    words = re.escape(search.find)
    if search.whole_words:
        words = rf"(?<!\w){words}(?!\w)"
    return re.compile(words, 0 if search.match_case else re.IGNORECASE)


def _replace(text: str, shapes: Sequence[TagShape], pattern: re.Pattern[str], replacement: str) -> tuple[str, int]:
    count = 0
    parts = []
    for token in tokenize(text, shapes):
        if isinstance(token, str):
            part, found = pattern.subn(lambda _: replacement, token)
            count += found
            parts.append(part)
        else:
            parts.append(token.text)
    return "".join(parts), count


def _tags(text: str, shapes: Sequence[TagShape]) -> list[TagToken]:
    return [token for token in tokenize(text, shapes) if isinstance(token, TagToken)]


def run_replace(  # noqa: PLR0913, PLR0917 — where, what, who and when
    newsroom: Newsroom,
    slug: str,
    language: str,
    search: Search,
    chosen: Collection[tuple[str, str]],
    by: str,
    now: dt.datetime,
) -> EditReport:
    """Replace in the chosen sentences: (id, digest of the state that the preview showed).

    What was reviewed stays reviewed, a draft stays a draft. A sentence that somebody changed after the preview is left
    alone and reported. Raises as `preview_replace`.
    """
    seen = dict(chosen)
    wanted = [
        Wanted(each.segment, seen[each.segment], replace(each.before, target=each.after), Act.REPLACED)
        for each in preview_replace(newsroom, slug, language, search)
        if each.segment in seen
    ]
    return run_edit(newsroom, slug, language, wanted, by, now)
