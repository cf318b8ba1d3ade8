"""The editor's words for states, roles and what was done, in the desk's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_datetime

from translateflow.model.edit import Act
from translateflow.model.language import babel_tag
from translateflow.model.segment import Role
from translateflow.model.translation import EntryState
from translateflow.web.desk.asked import newsroom, speech, texts

if TYPE_CHECKING:
    import datetime as dt


def say_state(state: EntryState) -> str:
    """Name a state."""
    _ = texts().gettext
    return {
        EntryState.EMPTY: _("not translated"),
        EntryState.DRAFT: _("draft"),
        EntryState.OUTDATED: _("outdated"),
        EntryState.REVIEWED: _("reviewed"),
    }[state]


def say_role(role: Role) -> str:
    """Name what a sentence is to readers; "" for body text."""
    _ = texts().gettext
    return {
        Role.TITLE: _("Title"),
        Role.SUMMARY: _("Summary"),
        Role.HEADING: _("Heading"),
        Role.IMAGE_DESCRIPTION: _("Image description"),
        Role.CAPTION: _("Caption"),
        Role.TABLE_CELL: _("Table cell"),
        Role.LINK_TITLE: _("Link title"),
    }.get(role, "")


def say_act(act: Act) -> str:
    """Say what somebody did."""
    _ = texts().gettext
    return {
        Act.ACCEPTED: _("accepted the draft"),
        Act.AMENDED: _("amended the text"),
        Act.WRITTEN: _("wrote the text"),
        Act.SAVED: _("kept it as a draft"),
        Act.MEMORY: _("took it from the memory"),
        Act.REPLACED: _("replaced words"),
        Act.RESTORED: _("brought an earlier text back"),
        Act.TAKEN: _("took an uploaded text"),
    }[act]


def say_instant(at: dt.datetime) -> str:
    """Give a moment as people at the desk read it, in the newsroom's time zone."""
    return format_datetime(at, "short", tzinfo=newsroom().timezone, locale=babel_tag(speech()))


def say_person(by: str) -> str:
    """Give the name of `Name <mail>` alone."""
    return by.partition("<")[0].strip() or by
