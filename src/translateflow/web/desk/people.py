"""The people of the desk: invite them, say what they may do, let them in again, let them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from translateflow.model.account import AccountRole, LinkPurpose
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import me, newsroom, texts
from translateflow.web.desk.messages import say
from translateflow.workflow.sign_in import run_make_link
from translateflow.workflow.users import run_add_user, run_end_sessions, run_grant, run_remove_user, show_grant

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from translateflow.model.account import Account

blueprint = Blueprint("people", __name__, url_prefix="/people")


@blueprint.get("")
@needs(Action.ADMINISTER)
def show() -> str:
    """List them."""
    return _page()


def _page(link: str = "", whose: Account | None = None) -> str:
    settings = newsroom().settings
    languages = tuple(dict.fromkeys((settings.source, *settings.targets)))
    return render_template(
        "desk/people.html.jinja",
        people=newsroom().database.accounts.all(),
        roles=list(AccountRole),
        languages=languages,
        show_grant=show_grant,
        link=link,
        whose=whose,
    )


def _find(account: int) -> Account:
    found = newsroom().database.accounts.get(account)
    if found is None:
        abort(404)
    return found


def _back(said: str) -> Response:
    say(said)
    return redirect(url_for("people.show"))


def _grants() -> list[str]:
    """Read the ticked roles: `editor`, `translator:uk`."""
    return request.form.getlist("grant")


@blueprint.post("")
@needs(Action.ADMINISTER)
def invite() -> ResponseReturnValue:
    """Make an account and a link that lets its person in; the link is shown once."""
    account = run_add_user(newsroom(), request.form.get("name", ""), request.form.get("mail", ""), _grants(), me().mail)
    return _show_link(account, LinkPurpose.INVITE)


@blueprint.post("/<int:account>/link")
@needs(Action.ADMINISTER)
def make_link(account: int) -> ResponseReturnValue:
    """Make a link to choose a new password with."""
    return _show_link(_find(account), LinkPurpose.RESET)


def _show_link(account: Account, purpose: LinkPurpose) -> str:
    secret = run_make_link(newsroom(), purpose, account.mail, me().mail)
    return _page(url_for("sign_in.show_link", secret=secret, _external=True), account)


@blueprint.post("/<int:account>/roles")
@needs(Action.ADMINISTER)
def grant(account: int) -> Response:
    """Replace what somebody may do."""
    run_grant(newsroom(), _find(account).mail, _grants(), me().mail)
    return _back(texts().gettext("Saved."))


@blueprint.post("/<int:account>/sign-out")
@needs(Action.ADMINISTER)
def sign_out(account: int) -> Response:
    """Sign somebody out everywhere."""
    run_end_sessions(newsroom(), _find(account).mail, me().mail)
    return _back(texts().gettext("Signed out everywhere."))


@blueprint.post("/<int:account>/remove")
@needs(Action.ADMINISTER)
def remove(account: int) -> Response:
    """Let somebody go; what they signed stays theirs."""
    run_remove_user(newsroom(), _find(account).mail, me().mail)
    return _back(texts().gettext("The account is removed. What it signed stays in the evidence."))
