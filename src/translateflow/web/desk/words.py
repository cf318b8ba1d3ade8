"""Words of the model in the language of the page: roles, scopes, states. A value that is new here fails its test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from translateflow.model.account import AccountRole, Scope
from translateflow.web.desk.asked import texts
from translateflow.workflow.users import show_grant

if TYPE_CHECKING:
    from flask import Flask

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
    app.jinja_env.filters.update(scope_name=scope_name, grant_text=show_grant)


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
