"""One's own account: name, language, password, sessions, tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from translateflow.model.account import Scope
from translateflow.texts import DESK, spoken_languages, texts_for
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import me, my_session, newsroom, speech, texts
from translateflow.web.desk.messages import say
from translateflow.workflow.sign_in import SHORTEST_PASSWORD, run_change_password
from translateflow.workflow.users import run_end_session, run_end_sessions, run_issue_token, run_revoke_token

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
@needs(Action.OWN)
def show() -> str:
    """Show it."""
    return _page()


def _page(token: str = "") -> str:
    database = newsroom().database
    return render_template(
        "desk/account.html.jinja",
        sessions=database.sessions.of(me().id),
        here=my_session().id,
        tokens=database.tokens.all(me().id),
        token=token,
        scopes=list(Scope),
        languages=spoken_languages(DESK),
        shortest=SHORTEST_PASSWORD,
    )


def _back(said: str) -> Response:
    say(said)
    return redirect(url_for("account.show"))


@blueprint.post("")
@needs(Action.OWN)
def change() -> Response:
    """Change name and language."""
    accounts = newsroom().database.accounts
    accounts.rename(me().mail, request.form.get("name", ""))
    language = request.form.get("language", "")
    chosen = language if language in spoken_languages(DESK) else ""
    accounts.set_speech(me().mail, chosen)
    newsroom().database.audit.record(me().mail, "change account", me().mail)
    # Said in the language of the page that follows.
    return _back(texts_for(chosen or speech(), DESK).gettext("Saved."))


@blueprint.post("/password")
@needs(Action.OWN)
def change_password() -> Response:
    """Change the password; everywhere else one is signed out."""
    form = request.form
    run_change_password(newsroom(), me(), form.get("old", ""), form.get("new", ""), my_session().id)
    return _back(texts().gettext("The password is changed. You are signed out everywhere else."))


@blueprint.post("/sessions/<int:session>/end")
@needs(Action.OWN)
def end_session(session: int) -> Response:
    """End one of one's sessions."""
    run_end_session(newsroom(), me(), session)
    return _back(texts().gettext("Signed out there."))


@blueprint.post("/sessions/end")
@needs(Action.OWN)
def end_sessions() -> Response:
    """End all of one's sessions but this."""
    run_end_sessions(newsroom(), me().mail, me().mail, but=my_session().id)
    return _back(texts().gettext("Signed out everywhere else."))


@blueprint.post("/tokens")
@needs(Action.OWN)
def issue_token() -> ResponseReturnValue:
    """Make a token; it is shown on this page and never again."""
    chosen = [scope for scope in Scope if scope.value in request.form.getlist("scope")]
    days = request.form.get("days", type=int)
    name = request.form.get("name", "").strip()[:100] or "default"
    return _page(run_issue_token(newsroom(), me().mail, me().mail, name=name, scopes=chosen or [Scope.READ], days=days))


@blueprint.post("/tokens/<int:token>/revoke")
@needs(Action.OWN)
def revoke_token(token: int) -> Response:
    """End a token of one's own."""
    run_revoke_token(newsroom(), me(), token, me().mail)
    return _back(texts().gettext("The token no longer works."))
