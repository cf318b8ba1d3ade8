"""Who asks: the session's cookie, read once per request; and the guard before every view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app, g, redirect, request, url_for

from translateflow.errors import ForbiddenError
from translateflow.storage.sessions import LONGEST
from translateflow.web.desk.access import action_of, may
from translateflow.web.desk.asked import by_htmx, newsroom, somebody

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

COOKIE: Final = "translateflow_session"


def use_identity(app: Flask) -> None:
    """Find out who asks, before anything else."""
    app.before_request(_identify)


def use_guard(app: Flask) -> None:
    """Let nobody reach a view who may not."""
    app.before_request(_guard)


def remember(response: Response, secret: str) -> Response:
    """Give a browser the secret of its session."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(LONGEST),
        path=cookie_path(),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",  # a link in a mail leads into the desk; no foreign page's form or script does
    )
    return response


def forget(response: Response) -> Response:
    """Take it back."""
    response.delete_cookie(COOKIE, path=cookie_path(), secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def cookie_path() -> str:
    """Give the path cookies hold for: the desk, not the site beside it."""
    return f"{request.script_root}/"


def _identify() -> None:
    g.account = g.session = None
    g.secret = request.cookies.get(COOKIE, "")
    if not g.secret or request.endpoint == "assets.show":
        return
    found = newsroom().database.sessions.find(g.secret)
    if found is None:
        g.secret = ""
    else:
        g.session, g.account = found


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: told by the error page
    action = action_of(current_app.view_functions[request.endpoint])
    language = str((request.view_args or {}).get("language", ""))
    if action is not None and may(somebody(), action, language):
        return None
    if somebody() is None and action is not None:
        return _ask_to_sign_in()
    raise ForbiddenError(action.value if action else "open this page", language)


def _ask_to_sign_in() -> Response:
    if by_htmx():
        from flask import Response as Answer  # noqa: PLC0415 — of Flask's type, which carries the header through

        return Answer(status=401, headers={"HX-Redirect": url_for("sign_in.show")})
    target = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    return redirect(url_for("sign_in.show", next=target))


def safe_target(asked: str) -> str:
    """Give where to go after signing in: a page of this desk, whatever the address says."""
    if asked.startswith("/") and not asked.startswith(("//", "/\\")) and not any(ord(sign) < 33 for sign in asked):  # noqa: PLR2004 — control characters and spaces
        return request.script_root + asked
    return url_for("board.show")
