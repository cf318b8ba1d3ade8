"""The sign-off: the continuous text, what changed, what blocks, what is let stand, and one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom, texts
from translateflow.web.desk.editor_parts import by, now
from translateflow.web.desk.messages import say
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.editing_page import page_path
from translateflow.workflow.signing import open_sign_off
from translateflow.workflow.waive import WaiveRequest, run_waive, run_withdraw_waiver

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("sign_off", __name__, url_prefix="/releases/<slug>/<language>/sign-off")


@blueprint.get("")
@needs(Action.READ)
def show(slug: str, language: str) -> str:
    """Show what is to be signed."""
    page = url_for("editor.page", slug=slug, language=language, path=page_path(slug, language))
    return render_template(
        "desk/sign_off.html.jinja", sign_off=open_sign_off(newsroom(), slug, language, by()), page=page
    )


@blueprint.post("")
@needs(Action.SIGN_OFF)
def sign(slug: str, language: str) -> ResponseReturnValue:
    """Sign exactly the text that was shown."""
    seen = open_sign_off(newsroom(), slug, language, by()).editor.digest
    if seen != request.form.get("seen"):
        say(texts().gettext("The text has changed since you opened this page. Look at it again."), kind="problem")
        return redirect(url_for(".show", slug=slug, language=language), 303)
    asked = ApproveRequest([slug], [language], by(), request.form.get("note", "").strip())
    (verdict,) = run_approve(newsroom(), asked, now())
    if verdict.passed:
        say(texts().gettext("Signed off."))
    if verdict.warning:
        say(verdict.warning, kind="problem", language="en")
    return redirect(url_for(".show", slug=slug, language=language), 303)


@blueprint.post("/waivers")
@needs(Action.SIGN_OFF)
def waive(slug: str, language: str) -> ResponseReturnValue:
    """Let a warning stand, with a reason, or take that back."""
    form = request.form
    segment, check = form.get("segment", ""), form.get("check", "")
    if form.get("as") == "withdraw":
        run_withdraw_waiver(newsroom(), slug, language, segment, check)
    else:
        run_waive(newsroom(), WaiveRequest(slug, language, segment, check, form.get("reason", ""), by()), now())
    return redirect(url_for(".show", slug=slug, language=language, _anchor="warnings"), 303)
