"""Start drafting: what it would send and cost, then the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import desk, newsroom, texts
from translateflow.web.desk.audit import note
from translateflow.web.desk.messages import say
from translateflow.workflow.estimate import run_estimate
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("drafting", __name__, url_prefix="/draft")


def _asked() -> TranslateRequest:
    values = request.values
    return TranslateRequest(
        slugs=values.getlist("slug"),
        languages=values.getlist("language"),
        engine=values.get("engine", ""),
        force_drafts="force" in values,
        wait=False,
    )


@blueprint.get("")
@needs(Action.DRAFT)
def show() -> ResponseReturnValue:
    """Show what it would be, for the releases that were selected."""
    asked = _asked()
    if not asked.slugs:
        say(texts().gettext("Select at least one release."), kind="problem")
        return redirect(url_for("board.show"))
    targets = dict.fromkeys(
        language for slug in asked.slugs for language in newsroom().targets(newsroom().read_release(slug))
    )
    return render_template(
        "desk/drafting.html.jinja",
        asked=asked,
        titles=[(slug, newsroom().read_release(slug)) for slug in asked.slugs],
        targets=tuple(targets),
        engines=newsroom().settings.default_rules.engines,
        estimate=run_estimate(newsroom(), asked),
    )


@blueprint.post("")
@needs(Action.DRAFT)
def start() -> ResponseReturnValue:
    """Start the job and show it."""
    asked = _asked()
    report = run_translate(newsroom(), asked, lambda _: None)
    note(job=report.job, slugs=list(asked.slugs), languages=list(asked.languages), engine=asked.engine)
    desk().wake()
    for failure in report.sync_failures:
        say(str(failure), kind="problem", language="en")
    return redirect(url_for("jobs.one", job=report.job), 303)
