"""Change what a person changes: one sentence or many, at once, never over another person's words.

Optimistic: who saves names the state that was on the screen. The catalog is locked for one read and one write; no job
holds that lock while it waits for anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translateflow.catalog import Change, drop_suggestions, parse_catalog, update_catalog, writable
from translateflow.errors import DatabaseError, NoCatalogError, UnknownEditError, UnknownSegmentError
from translateflow.files import read_file
from translateflow.model.edit import Act, NewEdit, Place, TextState, segment_id
from translateflow.workflow.editing_shelf import read_state

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from translateflow.catalog import Catalog
    from translateflow.model.edit import Edit
    from translateflow.model.segment import Key
    from translateflow.workspace import Newsroom

LONGEST_SITTING = 600
"""Seconds that one save can count as time of review: beyond, the person was at lunch."""


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """A person's text for a sentence. `seen` is the digest of the state it was written against (`TextState.digest`).

    `by` is `Name <mail>`. `draft` keeps the text as one that still needs work; otherwise it is confirmed. `seconds` is
    how long the sentence was open.
    """

    slug: str
    language: str
    segment: str
    seen: str
    target: str
    by: str
    draft: bool = False
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """The text stands in the catalog. `act` is None when it stood there already.

    `warning` says what went wrong beside it: the history may be out of reach, the file is written.
    """

    segment: str
    text: TextState
    act: Act | None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Another person changed the sentence meanwhile. Nothing was written; `theirs` stands in the catalog."""

    segment: str
    theirs: TextState
    mine: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new state for one sentence. `act` None: what the states before and after say."""

    segment: str
    seen: str
    text: TextState
    act: Act | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class EditReport:
    """What became of each wish, in their order."""

    outcomes: tuple[Saved | Clash, ...]

    @property
    def changed(self) -> tuple[Saved, ...]:
        """What is different now."""
        return tuple(each for each in self.outcomes if isinstance(each, Saved) and each.act is not None)

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What was left alone, because somebody else was faster."""
        return tuple(each for each in self.outcomes if isinstance(each, Clash))


def save_segment(newsroom: Newsroom, request: SaveRequest, now: dt.datetime) -> Saved | Clash:
    """Write a person's text for one sentence, unless another person changed it meanwhile.

    A machine's draft that came in meanwhile is no obstacle. Who confirms exactly what was uploaded for the sentence has
    decided for the upload: it waits no longer. Raises NoCatalogError, UnknownSegmentError,
    CatalogError, LockedError, FileAccessError; nothing is changed then.
    """
    seconds = max(0, min(request.seconds, LONGEST_SITTING))
    wanted = Wanted(request.segment, request.seen, TextState(request.target, request.draft), seconds=seconds)
    if _is_upload(newsroom, request):
        wanted = replace(wanted, act=Act.TAKEN)
    (outcome,) = run_edit(newsroom, request.slug, request.language, [wanted], request.by, now).outcomes
    if wanted.act is Act.TAKEN and isinstance(outcome, Saved):
        _forget_upload(newsroom, request)
    return outcome


def _is_upload(newsroom: Newsroom, request: SaveRequest) -> bool:
    """Whether somebody confirms exactly a text that was uploaded for this sentence and waits for a decision."""
    path = newsroom.catalogs.suggestions(request.slug, request.language)
    if request.draft or not path.is_file():
        return False
    waiting = parse_catalog(read_file(path), path).entries
    return any(segment_id(each.key) == request.segment and each.target == request.target for each in waiting)


def _forget_upload(newsroom: Newsroom, request: SaveRequest) -> None:
    def forget(waiting: Catalog | None) -> Catalog | None:
        if waiting is None:
            return None
        return drop_suggestions(
            waiting, [each.key for each in waiting.entries if segment_id(each.key) == request.segment]
        )

    update_catalog(newsroom.catalogs.suggestions(request.slug, request.language), forget)


def restore_segment(  # noqa: PLR0913, PLR0917 — where, what, who and when
    newsroom: Newsroom, slug: str, language: str, number: int, seen: str, by: str, now: dt.datetime
) -> Saved | Clash:
    """Undo one change of a sentence: what stood there before it comes back, state and all.

    Raises UnknownEditError for a change of another sentence, release or language, and what `save_segment` raises.
    """
    edit = newsroom.database.edits.get(number)
    if edit is None or (edit.place.slug, edit.place.language) != (slug, language):
        raise UnknownEditError(number)
    wanted = Wanted(segment_id(edit.place.key), seen, edit.before, Act.RESTORED)
    (outcome,) = run_edit(newsroom, slug, language, [wanted], by, now).outcomes
    return outcome


def list_history(newsroom: Newsroom, slug: str, language: str, keys: Sequence[Key]) -> list[Edit]:
    """Give what was done to a sentence at the desk, newest first; `keys` are it and its earlier wordings."""
    if not newsroom.has_database:
        return []
    return newsroom.database.edits.of_segment(slug, language, [segment_id(key) for key in keys])


def run_edit(  # noqa: PLR0913, PLR0917 — where, what, who and when
    newsroom: Newsroom, slug: str, language: str, wanted: Sequence[Wanted], by: str, now: dt.datetime
) -> EditReport:
    """Make several changes in one write. Raises as `save_segment`: for an unknown sentence nothing is changed."""
    newsroom.source_of(slug)
    plan = EditPlan((), ())

    def change(catalog: Catalog | None) -> Catalog:
        nonlocal plan
        if catalog is None:
            raise NoCatalogError(slug, language)
        plan = plan_edit(catalog, slug, language, wanted, by)
        return catalog.with_changes(plan.changes, by=by, at=now)

    update_catalog(newsroom.catalogs.catalog(slug, language), change, slug=slug, language=language)
    warning = _note(newsroom, plan.edits)
    return EditReport(
        tuple(replace(each, warning=warning) if isinstance(each, Saved) else each for each in plan.outcomes)
    )


@dataclass(frozen=True, slots=True)
class EditPlan:
    """The changes to make, and what to tell of each wish."""

    edits: tuple[NewEdit, ...]
    outcomes: tuple[Saved | Clash, ...]

    @property
    def changes(self) -> dict[Key, Change]:
        """The changes as catalogs take them."""
        return {
            edit.place.key: Change(
                edit.after.target, edit.after.fuzzy, origin=edit.after.origin, previous=edit.after.previous
            )
            for edit in self.edits
        }


def plan_edit(catalog: Catalog, slug: str, language: str, wanted: Sequence[Wanted], by: str) -> EditPlan:
    """Decide each wish against the catalog as it stands. Pure. Raises UnknownSegmentError."""
    keys = {segment_id(entry.key): entry.key for entry in catalog.entries}
    edits: list[NewEdit] = []
    outcomes: list[Saved | Clash] = []
    for each in wanted:
        if each.segment not in keys:
            raise UnknownSegmentError(slug, language)
        key = keys[each.segment]
        before = read_state(catalog, key)
        after = _as_written(each, key, before)
        if (before.target, before.fuzzy) == (after.target, after.fuzzy):
            outcomes.append(Saved(each.segment, before, None))
        elif before.digest != each.seen and not _is_open(before):
            outcomes.append(Clash(each.segment, before, each.text.target))
        else:
            act = each.act or _decide_act(before, after)
            edits.append(NewEdit(Place(slug, language, key), by, act, before, after, each.seconds))
            outcomes.append(Saved(each.segment, after, act))
    return EditPlan(tuple(edits), tuple(outcomes))


def _as_written(wanted: Wanted, key: Key, before: TextState) -> TextState:
    """Give the state as the file will have it: a draft of an outdated text stays outdated, an empty one is nothing."""
    target = writable(wanted.text.target, key.text)
    if not wanted.text.fuzzy or not target.strip():
        return TextState(target)
    restored = wanted.act is Act.RESTORED
    return TextState(target, True, wanted.text.previous if restored else before.previous, wanted.text.origin)


def _is_open(state: TextState) -> bool:
    """Whether nobody's words stand there: nothing, or a machine's draft."""
    return not state.target.strip() or (state.fuzzy and bool(state.origin) and state.previous is None)


def _decide_act(before: TextState, after: TextState) -> Act:
    if after.fuzzy or not after.target.strip():
        return Act.SAVED
    if not before.target.strip():
        return Act.WRITTEN
    return Act.ACCEPTED if after.target == before.target else Act.AMENDED


def _note(newsroom: Newsroom, edits: Sequence[NewEdit]) -> str:
    """Write the history; a database that is away takes no word back."""
    try:
        newsroom.database.edits.note(edits)
    except DatabaseError as error:
        return f"Saved, but the history could not be written: {error}"
    return ""
