"""Words of the model in the language of the page: roles, scopes, states. A value that is new here fails its test."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translateflow.model.account import AccountRole, Scope
from translateflow.model.job import JobState
from translateflow.model.memory import TermStatus
from translateflow.review.evidence import Decision
from translateflow.web.desk.asked import texts
from translateflow.web.desk.board_rows import Show, Sort
from translateflow.workflow.users import show_grant

if TYPE_CHECKING:
    from flask import Flask

    from translateflow.workflow.status import LanguageStatus

# In this order: each of them calls itself by the names after it as well.
_BROWSERS: Final = {
    "Firefox/": "Firefox",
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS: Final = re.compile(r"Windows|Android|iPhone|iPad|Macintosh|Linux")


def use_words(app: Flask) -> None:
    """Give them to templates."""
    app.jinja_env.globals.update(role_name=role_name, browser_name=browser_name)
    app.jinja_env.filters.update(
        scope_name=scope_name,
        grant_text=show_grant,
        show_name=show_name,
        sort_name=sort_name,
        job_state=job_state,
        decision_name=decision_name,
        term_status=term_status,
    )


def role_name(role: AccountRole) -> str:
    """Name a role."""
    _ = texts().gettext
    return {
        AccountRole.TRANSLATOR: _("Translator"),
        AccountRole.REVIEWER: _("Reviewer"),
        AccountRole.EDITOR: _("Editor"),
        AccountRole.ADMIN: _("Admin"),
    }[role]


def scope_name(scope: Scope) -> str:
    """Name what a token may do."""
    _ = texts().gettext
    return {
        Scope.READ: _("read"),
        Scope.WRITE: _("translate and edit"),
        Scope.APPROVE: _("sign off and publish"),
        Scope.ADMIN: _("manage accounts"),
    }[scope]


def browser_name(agent: str) -> str:
    """Say in two words what a browser calls itself in two hundred."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in agent), agent.partition("/")[0][:40] or "–")
    system = _SYSTEMS.search(agent)
    return f"{browser}, {system[0]}" if system else browser


@dataclass(frozen=True, slots=True)
class StateMark:
    """How a language of a release stands, in two words; `kind` is the colour, which never says it alone."""

    text: str
    kind: str


def state_mark(status: LanguageStatus) -> StateMark:
    """Say what is to be done next, or that nothing is."""
    _, ngettext = texts().gettext, texts().ngettext
    signed = {
        "published": StateMark(_("published"), "good"),
        "approved": StateMark(_("signed off"), "good"),
        "withdrawn": StateMark(_("withdrawn"), "warn"),
        "broken": StateMark(_("broken file"), "bad"),
    }
    if status.state in signed:
        return signed[status.state]
    if status.empty == status.total:
        return StateMark(_("not begun"), "")
    work = (
        (status.outdated, ngettext("{count} outdated", "{count} outdated", status.outdated), "warn"),
        (status.empty, ngettext("{count} empty", "{count} empty", status.empty), ""),
        (status.draft, ngettext("{count} draft", "{count} drafts", status.draft), "accent"),
        (status.errors, ngettext("{count} error", "{count} errors", status.errors), "bad"),
    )
    found = next(((text, kind, number) for number, text, kind in work if number), None)
    if found is None:
        return StateMark(_("to sign off"), "accent")
    text, kind, number = found
    return StateMark(text.format(count=number), kind)


def show_name(value: Show) -> str:
    """Name a filter of the board."""
    _ = texts().gettext
    return {
        Show.ALL: _("Everything"),
        Show.TRANSLATE: _("To translate"),
        Show.SIGN: _("To sign off"),
        Show.PROBLEMS: _("With errors"),
        Show.PUBLISH: _("To publish"),
        Show.LIVE: _("Published"),
    }[value]


def sort_name(value: Sort) -> str:
    """Name an order of the board."""
    _ = texts().gettext
    return {
        Sort.NEWEST: _("Newest first"),
        Sort.DEADLINE: _("By deadline"),
        Sort.TITLE: _("By title"),
        Sort.PROGRESS: _("Least done first"),
    }[value]


def job_state(state: JobState) -> str:
    """Name the state of a job."""
    _ = texts().gettext
    return {
        JobState.OPEN: _("running"),
        JobState.DONE: _("done"),
        JobState.CANCELLED: _("cancelled"),
    }[state]


def decision_name(decision: Decision) -> str:
    """Say what a person made of a proposal."""
    _ = texts().gettext
    return {
        Decision.ACCEPTED: _("accepted"),
        Decision.AMENDED: _("amended"),
        Decision.WRITTEN: _("written by a person"),
        Decision.UNREVIEWED: _("not reviewed"),
        Decision.ORIGINAL: _("original"),
    }[decision]


def term_status(status: TermStatus) -> str:
    """Say how a term is to be used."""
    _ = texts().gettext
    return {
        TermStatus.PREFERRED: _("to be used"),
        TermStatus.ADMITTED: _("may be used"),
        TermStatus.FORBIDDEN: _("not to be used"),
        TermStatus.KEEP: _("stays as it is"),
    }[status]
