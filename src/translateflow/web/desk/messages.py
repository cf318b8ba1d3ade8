"""What a page tells after an action: kept in the browser until the next page shows it, in the words of that page."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import g, request

from translateflow.web.desk.identity import cookie_path

if TYPE_CHECKING:
    from flask import Flask, Response

COOKIE: Final = "translateflow_said"
_LONGEST: Final = 1500  # a cookie holds 4 KB, in base64


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence, as plain text; `kind` is done or problem. `language` where it is not the page's own."""

    text: str
    kind: str = "done"
    language: str = ""


def use_messages(app: Flask) -> None:
    """Show each message once."""
    app.after_request(_keep)
    app.jinja_env.globals.update(pending_messages=take)


def say(text: str, *, kind: str = "done", language: str = "") -> None:
    """Tell this on the page that follows."""
    if "said" not in g:
        g.said = []
    g.said.append(Message(text[:_LONGEST], kind, language))


def take() -> list[Message]:
    """Give what is to be told on this page, and forget it."""
    said = [*_read(request.cookies.get(COOKIE, "")), *g.pop("said", [])]
    g.told = True
    return said


def _read(cookie: str) -> list[Message]:
    # Only this browser can have written it, and it is shown as text.
    try:
        records = json.loads(base64.urlsafe_b64decode(cookie)) if cookie else []
        return [Message(str(text), str(kind), str(language)) for text, kind, language in records]
    except (ValueError, TypeError, binascii.Error):
        return []


def _keep(response: Response) -> Response:
    said: list[Any] = g.pop("said", [])
    if said:
        record = json.dumps([(each.text, each.kind, each.language) for each in said]).encode()
        value = base64.urlsafe_b64encode(record).decode()
        response.set_cookie(
            COOKIE, value, max_age=120, path=cookie_path(), secure=request.is_secure, httponly=True, samesite="Lax"
        )
    elif g.get("told") and COOKIE in request.cookies:
        response.delete_cookie(COOKIE, path=cookie_path())
    return response
