"""Jobs: what is being drafted, live; what failed and why, with another try; what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import by_htmx, desk, newsroom, texts
from translateflow.web.desk.messages import say
from translateflow.web.events import job_events
from translateflow.workflow.jobs import find_job, list_jobs, run_cancel, run_resume
from translateflow.workflow.watch import look_at_job

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


@blueprint.get("")
@needs(Action.READ)
def show() -> str:
    """List the jobs, newest first."""
    return render_template("desk/jobs.html.jinja", jobs=list_jobs(newsroom()))


@blueprint.get("/<int:job>")
@needs(Action.READ)
def one(job: int) -> str:
    """Show one; to htmx its figures alone."""
    template = "desk/job_figures.html.jinja" if by_htmx() else "desk/job.html.jinja"
    ledger = newsroom().database.ledger
    return render_template(
        template, job=find_job(newsroom(), job), progress=look_at_job(newsroom(), job), failures=ledger.failures(job)
    )


@blueprint.get("/<int:job>/events")
@needs(Action.READ)
def events(job: int) -> Response:
    """Stream its progress (server-sent events)."""
    last = request.headers.get("Last-Event-ID", "")
    return job_events(newsroom(), job, desk().streams, last_event_id=last)


@blueprint.post("/<int:job>/cancel")
@needs(Action.DRAFT)
def cancel(job: int) -> ResponseReturnValue:
    """Stop what waits; what is drafted stays."""
    run_cancel(newsroom(), job)
    say(texts().gettext("Cancelled. What is drafted already stays."))
    return redirect(url_for("jobs.one", job=job), 303)


@blueprint.post("/<int:job>/retry")
@needs(Action.DRAFT)
def retry(job: int) -> ResponseReturnValue:
    """Try again what failed."""
    run_resume(newsroom(), job)
    desk().wake()
    say(texts().gettext("What failed is tried again."))
    return redirect(url_for("jobs.one", job=job), 303)
