"""Sign in through the house's identity provider: send the browser there, take it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, redirect, request, url_for

from translateflow.errors import IdentityRefusedError
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import desk, newsroom, visitor
from translateflow.web.desk.identity import cookie_path, remember, safe_target
from translateflow.web.desk.throttle import PER_ADDRESS
from translateflow.workflow.oidc import Errand, make_errand, run_begin, run_finish

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("provider", __name__, url_prefix="/sign-in/provider")

COOKIE: Final = "translateflow_errand"
_SECONDS: Final = 600


@blueprint.get("")
@needs(Action.OPEN)
def begin() -> ResponseReturnValue:
    """Send the browser to the provider, with an errand that only it can bring back."""
    provider = newsroom().settings.desk.provider
    if provider is None:
        abort(404)
    desk().throttle.count("provider", (PER_ADDRESS, visitor().address))
    errand = make_errand()
    response = redirect(run_begin(provider, _redirect(), errand))
    value = json.dumps([errand.state, errand.nonce, errand.verifier, request.args.get("next", "")[:500]])
    response.set_cookie(
        COOKIE,
        value,
        max_age=_SECONDS,
        path=cookie_path(),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",  # the provider sends the browser back by a link
    )
    return response


@blueprint.get("/back")
@needs(Action.OPEN)
def finish() -> ResponseReturnValue:
    """Take the browser back and let its person in."""
    errand, target = _read_errand(request.cookies.get(COOKIE, ""))
    secret = run_finish(newsroom(), _redirect(), errand, request.args, visitor())
    response = remember(redirect(safe_target(target)), secret)
    response.delete_cookie(COOKIE, path=cookie_path())
    return response


def _redirect() -> str:
    """Give where the provider sends people back: the public address where one is set, for it is what it was told."""
    url = newsroom().settings.desk.url
    path = url_for("provider.finish").removeprefix(request.script_root)
    return f"{url}{path}" if url else url_for("provider.finish", _external=True)


def _read_errand(cookie: str) -> tuple[Errand, str]:
    try:
        state, nonce, verifier, target = map(str, json.loads(cookie))
    except (ValueError, TypeError) as error:
        reason = "the browser brought nothing back"
        raise IdentityRefusedError(reason) from error
    return Errand(state, nonce, verifier), target
