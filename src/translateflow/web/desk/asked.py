"""What is known about the request that is being answered: who asks, in which language we speak, about which newsroom.

Views and templates take it from here; nothing below `web/` ever sees a request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, g, request

from translateflow.workflow.sign_in import Visitor

if TYPE_CHECKING:
    from translateflow.model.account import Account, Session
    from translateflow.texts import Texts
    from translateflow.web.desk.app import Desk
    from translateflow.workspace import Newsroom


def desk() -> Desk:
    """Give the desk that answers."""
    return cast("Desk", current_app)


def newsroom() -> Newsroom:
    """Give the newsroom this desk works on."""
    return desk().newsroom


def somebody() -> Account | None:
    """Give who asks, None before signing in."""
    return cast("Account | None", g.get("account"))


def me() -> Account:
    """Give who asks; the guard has made sure there is somebody."""
    account = somebody()
    assert account is not None, "a view for people who are signed in was reached without one"  # noqa: S101 — a promise
    return account


def my_session() -> Session:
    """Give the session of who asks."""
    return cast("Session", g.session)


def visitor() -> Visitor:
    """Give where the request comes from."""
    return Visitor(request.remote_addr or "", request.headers.get("User-Agent", ""))


def speech() -> str:
    """Give the language the desk speaks in this answer."""
    return cast("str", g.speech)


def texts() -> Texts:
    """Give the desk's texts in that language."""
    return cast("Texts", g.texts)


def by_htmx() -> bool:
    """Whether a part of a page is asked for instead of a whole one."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
