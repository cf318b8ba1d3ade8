"""What the editor's pages are put together from: blocks, what helps with a sentence, answers to its script."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask import current_app, render_template, url_for
from markupsafe import Markup

from translateflow.model.issue import Severity
from translateflow.model.segment import Key, Role
from translateflow.model.translation import EntryState
from translateflow.model.worddiff import word_diff
from translateflow.web.desk import editor_text, editor_words
from translateflow.web.desk.asked import me, newsroom, speech, texts
from translateflow.workflow.comments import list_comments
from translateflow.workflow.edit import Clash, Saved, list_history
from translateflow.workflow.editing_page import mark_segment, page_path
from translateflow.workflow.proposals import list_other_languages, list_proposals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.model.edit import Comment, Edit
    from translateflow.workflow.editing import EditorView, SegmentView
    from translateflow.workflow.proposals import OtherLanguage, Proposal


def by() -> str:
    """Give who asks as catalogs name people."""
    return f"{me().name} <{me().mail}>"


def now() -> dt.datetime:
    """Give the moment of the request."""
    return dt.datetime.now(dt.UTC)


SHOWS = ("todo", "draft", "outdated", "reviewed", "problems", "comments")
"""What a catalog can be looked through for."""


@dataclass(frozen=True, slots=True)
class Help:
    """What helps with one sentence."""

    proposals: Sequence[Proposal]
    others: Sequence[OtherLanguage]
    comments: Sequence[Comment]
    history: Sequence[Edit]


def show_row(view: EditorView, segment: SegmentView, *, current: bool = False) -> Markup:
    """Give a sentence as a line of the list; the same line for as long as nothing about it changes."""
    marks = (current, view.comments.get(segment.id, 0), view.waiting.get(segment.id, 0))
    return _make_row(segment, view.source_language, view.language, speech(), *marks)


@lru_cache(maxsize=16_384)
def _make_row(  # noqa: PLR0913, PLR0917 — all that a line depends on
    segment: SegmentView,
    source_language: str,
    language: str,
    _speech: str,
    current: bool,
    comments: int,
    waiting: int,
) -> Markup:
    macros: Any = current_app.jinja_env.get_template("desk/editor_macros.html.jinja").module
    return Markup(macros.row(segment, source_language, language, current, comments, waiting))  # noqa: S704 — a template's


def editor_globals() -> dict[str, object]:
    """Give the editor's templates their words and ways of showing text."""
    return {
        "show_row": show_row,
        "show_source": editor_text.show_source,
        "show_target": editor_text.show_target,
        "show_difference": editor_text.show_difference,
        "word_diff": word_diff,
        "has_chips": editor_text.has_chips,
        "opening": editor_text.OPENING,
        "closing": editor_text.CLOSING,
        "say_state": editor_words.say_state,
        "say_role": editor_words.say_role,
        "say_act": editor_words.say_act,
        "say_instant": editor_words.say_instant,
        "say_person": editor_words.say_person,
        "is_error": lambda issue: issue.severity is Severity.ERROR,
    }


def render_editor(view: EditorView, show: str, chosen: SegmentView | None, clash: Clash | None = None) -> str:
    """Give the editor's page: `show` is what is looked for, `chosen` the sentence that is open."""
    path = page_path(view.slug, view.language)
    return render_template(
        "desk/editor.html.jinja",
        view=view,
        blocks=put_together(view, show),
        show=show if show in SHOWS else "",
        shows=_name_shows(),
        counts={"all": len(view.segments), **count_shows(view)},
        front=_front_of(view),
        page=url_for("editor.page", slug=view.slug, language=view.language, path=path),
        chosen=chosen,
        clash=clash,
        help=gather_help(view, chosen) if chosen else None,
        texts_for_script=_texts_for_script(),
    )


def _name_shows() -> tuple[tuple[str, str], ...]:
    _ = texts().gettext
    return (
        ("", _("All")),
        ("todo", _("To do")),
        ("outdated", _("Outdated")),
        ("problems", _("Findings")),
        ("comments", _("Comments")),
    )


def _front_of(view: EditorView) -> dict[str, str]:
    """Give the ids of what stands outside the body of the page."""
    named = {"title": Role.TITLE, "summary": Role.SUMMARY, "caption": Role.CAPTION}
    front = {segment.role: segment.id for segment in view.segments if segment.block < 0}
    return {name: front.get(role, "") for name, role in named.items()}


def _texts_for_script() -> dict[str, str]:
    _ = texts().gettext
    return {
        "saving": _("Saving …"),
        "saved": _("All saved"),
        "offline": _("No connection. Kept on this computer: {count}. They are sent as soon as it is back."),
        "signedOut": _("You are signed out. Kept on this computer: {count}. Sign in again in another tab."),
        "unreachable": _("No connection. What you typed is kept on this computer."),
        "refused": _("Not saved, but kept on this computer:"),
        "clashes": _("Somebody else was faster with a sentence of yours."),
        "recovered": _("You typed this earlier and never saved it."),
        "look": _("Look at it"),
    }


def put_together(view: EditorView, show: str) -> list[list[SegmentView]]:
    """Give the sentences by paragraph, a table's cells together; with `show` those only that are looked for."""
    wanted = [segment for segment in view.segments if show not in SHOWS or show in kinds_of(view, segment)]
    return [list(block) for _, block in groupby(wanted, key=_block_of)]


def _block_of(segment: SegmentView) -> int | str:
    return "table" if segment.role is Role.TABLE_CELL else segment.block


def kinds_of(view: EditorView, segment: SegmentView) -> tuple[str, ...]:
    """Give what a sentence can be looked for as."""
    found = [segment.state.value]
    found += ["todo"] if segment.state is not EntryState.REVIEWED else []
    found += ["problems"] if segment.problems or view.waiting.get(segment.id) else []
    found += ["comments"] if view.comments.get(segment.id) else []
    return tuple(found)


def gather_help(view: EditorView, segment: SegmentView) -> Help:
    """Ask memory, ledger, other languages, comments and history about a sentence."""
    key = Key(segment.role, segment.source)
    keys = [key] if segment.text.previous is None else [key, Key(segment.role, segment.text.previous)]
    place = (newsroom(), view.slug, view.language)
    return Help(
        list_proposals(*place, key),
        list_other_languages(*place, key),
        list_comments(*place, keys),
        list_history(*place, keys),
    )


def count_shows(view: EditorView) -> Mapping[str, int]:
    """Count the sentences that each look finds."""
    found = [kinds_of(view, segment) for segment in view.segments]
    return {show: sum(show in kinds for kinds in found) for show in SHOWS}


def make_answer(view: EditorView, outcome: Saved | Clash) -> dict[str, Any]:
    """Tell the editor's script what became of a text: what to show in its place, and how the page looks now."""
    segment = view.segment(outcome.segment)
    answer: dict[str, Any] = {
        "outcome": "clash" if isinstance(outcome, Clash) else "saved",
        "segment": segment.id,
        "seen": segment.text.digest,
        "target": segment.target,
        "row": show_row(view, segment),
        "counts": {"all": len(view.segments), **count_shows(view)},
        "page": mark_segment(newsroom(), view.slug, view.language, Key(segment.role, segment.source)),
    }
    if isinstance(outcome, Clash):
        answer["clash"] = render_template("desk/editor_clash.html.jinja", view=view, segment=segment, clash=outcome)
    elif outcome.warning:
        answer["warning"] = outcome.warning
    return answer
