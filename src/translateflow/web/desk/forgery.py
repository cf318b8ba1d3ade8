"""No foreign page makes a browser act here: every unsafe request shows a token and comes from this very site.

The token is an HMAC of the browser's own secret (its session, or a cookie that lives until it signs in), masked anew in
each page, so that a compressed answer does not give it away (BREACH).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

from flask import g, request
from markupsafe import Markup

from translateflow.errors import RefusedError
from translateflow.web.desk.identity import cookie_path

if TYPE_CHECKING:
    from flask import Flask, Response

FIELD: Final = "csrf"
HEADER: Final = "X-CSRF-Token"
COOKIE: Final = "translateflow_visit"
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_SIZE: Final = 32


class ForgedRequestError(RefusedError):
    """A request without this page's token, or from a foreign page."""

    def __init__(self) -> None:
        super().__init__("This form is out of date.", remedy="Load the page again and repeat what you did.")


def use_forgery_check(app: Flask) -> None:
    """Check every unsafe request, and give templates the token."""
    app.before_request(_check)
    app.after_request(_hand_out)
    app.jinja_env.globals.update(csrf_token=csrf_token, csrf_field=csrf_field)


def csrf_token() -> str:
    """Give the token for this page."""
    mask = secrets.token_bytes(_SIZE)
    masked = bytes(a ^ b for a, b in zip(mask, _proof(_browser_secret()), strict=True))
    return base64.urlsafe_b64encode(mask + masked).decode()


def csrf_field() -> Markup:
    """Give the token as a hidden field."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def _browser_secret() -> str:
    if g.get("secret"):
        return str(g.secret)
    if "visit" not in g:
        g.visit = request.cookies.get(COOKIE) or secrets.token_urlsafe(_SIZE)
    return str(g.visit)


def _proof(secret: str) -> bytes:
    return hmac.digest(secret.encode("utf-8", "replace"), b"translateflow desk form", hashlib.sha256)


def _check() -> None:
    if request.method in _SAFE:
        return
    known = bool(g.get("secret") or request.cookies.get(COOKIE))
    if not (known and _is_own_page() and _is_token(request.headers.get(HEADER) or request.form.get(FIELD, ""))):
        raise ForgedRequestError


def _is_own_page() -> bool:
    """Believe the browser: Fetch Metadata where it sends it, the Origin elsewhere."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin == request.host_url.rstrip("/")


def _is_token(token: str) -> bool:
    try:
        both = base64.urlsafe_b64decode(token.encode("ascii", "replace"))
    except (ValueError, binascii.Error):
        return False
    if len(both) != 2 * _SIZE:
        return False
    proof = bytes(a ^ b for a, b in zip(both[:_SIZE], both[_SIZE:], strict=True))
    return hmac.compare_digest(proof, _proof(_browser_secret()))


def _hand_out(response: Response) -> Response:
    if "visit" in g and COOKIE not in request.cookies:
        response.set_cookie(
            COOKIE, g.visit, path=cookie_path(), secure=request.is_secure, httponly=True, samesite="Strict"
        )
    return response
