"""Come in and go: the sign-in page, links that work once, signing out, and the desk's language before all that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from translateflow.errors import SignInRefusedError, TranslateflowError
from translateflow.model.account import LinkPurpose
from translateflow.texts import DESK, spoken_languages
from translateflow.web.desk import speech
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import desk, me, my_session, newsroom, somebody, texts, visitor
from translateflow.web.desk.identity import cookie_path, forget, remember, safe_target
from translateflow.web.desk.throttle import PER_ACCOUNT, PER_ADDRESS
from translateflow.workflow.reset_mail import can_mail, run_mail_reset
from translateflow.workflow.sign_in import (
    SHORTEST_PASSWORD,
    NewPerson,
    look_at_link,
    run_set_up,
    run_sign_in,
    run_sign_out,
    run_use_link,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
@needs(Action.OPEN)
def show() -> ResponseReturnValue:
    """Ask for address and password."""
    if somebody():
        return redirect(safe_target(request.args.get("next", "")))
    return _page()


@blueprint.post("/sign-in")
@needs(Action.OPEN)
def enter() -> ResponseReturnValue:
    """Sign in; what fails is said on the same page."""
    mail, password = request.form.get("mail", ""), request.form.get("password", "")
    who = mail.strip().casefold()[:200]
    try:
        desk().throttle.count("sign in", (PER_ADDRESS, visitor().address), (PER_ACCOUNT, who))
        secret = run_sign_in(newsroom(), mail, password, visitor())
    except SignInRefusedError:
        return _page(mail, refused=True), 401
    desk().throttle.forgive("sign in", PER_ACCOUNT, who)
    return remember(redirect(safe_target(request.form.get("next", ""))), secret)


def _page(mail: str = "", *, refused: bool = False) -> str:
    target = request.values.get("next", "")
    return render_template(
        "desk/sign_in.html.jinja",
        mail=mail,
        next=target,
        refused=refused,
        languages=spoken_languages(DESK),
        provider=newsroom().settings.desk.provider,
        can_mail=can_mail(newsroom()),
    )


@blueprint.post("/sign-out")
@needs(Action.OWN)
def leave() -> Response:
    """Sign out of this browser."""
    run_sign_out(newsroom(), me(), my_session().id)
    return forget(redirect(url_for("sign_in.show")))


@blueprint.post("/speech")
@needs(Action.OPEN)
def choose_speech() -> Response:
    """Choose the language of the desk in this browser, before or without an account's own choice."""
    response = redirect(safe_target(request.form.get("next", "") or "/sign-in"))
    language = request.form.get("language", "")
    if language in spoken_languages(DESK):
        response.set_cookie(
            speech.COOKIE,
            language,
            max_age=365 * 24 * 3600,
            path=cookie_path(),
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


@blueprint.get("/forgotten")
@needs(Action.OPEN)
def show_forgotten() -> str:
    """Ask for the address to mail a link to."""
    return render_template("desk/forgotten.html.jinja", sent=False)


@blueprint.post("/forgotten")
@needs(Action.OPEN)
def send_forgotten() -> str:
    """Mail the link. The page says the same whether there is such an account or not."""
    mail = request.form.get("mail", "").strip()[:200]
    keys = (("10/hour", visitor().address), ("3/hour", mail.casefold()))
    desk().throttle.count("forgotten", *keys)
    base = newsroom().settings.desk.url or request.url_root.rstrip("/")
    here, say = newsroom(), texts().gettext
    # Beside the answer: how long a mail server takes would tell whether there is such an account.
    desk().aside(lambda: run_mail_reset(here, mail, base, say))
    return render_template("desk/forgotten.html.jinja", sent=True)


@blueprint.get("/link/<secret>")
@needs(Action.OPEN)
def show_link(secret: str) -> str:
    """Ask for a password where a link leads: an invitation, a reset, the set-up of the first account."""
    return _link_page(secret)


@blueprint.post("/link/<secret>")
@needs(Action.OPEN)
def use_link(secret: str) -> ResponseReturnValue:
    """Set the password and come in; what is wrong with it is said on the same page."""
    desk().throttle.count("link", (PER_ADDRESS, visitor().address))
    purpose, _ = look_at_link(newsroom(), secret)
    form = request.form
    try:
        if purpose is LinkPurpose.SETUP:
            person = NewPerson(form.get("name", ""), form.get("mail", ""), form.get("password", ""))
            session = run_set_up(newsroom(), secret, person, visitor())
        else:
            session = run_use_link(newsroom(), secret, form.get("password", ""), visitor())
    except TranslateflowError as problem:
        return _link_page(secret, problem), 422
    return remember(redirect(url_for("board.show")), session)


def _link_page(secret: str, problem: TranslateflowError | None = None) -> str:
    purpose, account = look_at_link(newsroom(), secret)
    return render_template(
        "desk/link.html.jinja", purpose=purpose, account=account, problem=problem, shortest=SHORTEST_PASSWORD
    )
