"""A release: where its languages stand, its jobs and sign-offs, its source with history, what can be done with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from translateflow.review.evidence import evidence_to_json
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import desk, me, newsroom, texts
from translateflow.web.desk.audit import note
from translateflow.web.desk.messages import say
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.jobs import list_jobs
from translateflow.workflow.preview_original import render_original
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.source_diff import run_source_diff
from translateflow.workflow.source_history import NOW, list_versions
from translateflow.workflow.sync import run_sync
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from translateflow.model.job import Job

blueprint = Blueprint("release", __name__, url_prefix="/releases/<slug>")

_JOBS_SHOWN: Final = 5
# A page of ours without anything that acts; the desk shows it in a frame.
_PREVIEW_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@blueprint.get("")
@needs(Action.READ)
def show(slug: str) -> str:
    """Show it."""
    standing = desk().board.refresh(slug)
    return render_template(
        "desk/release.html.jinja",
        standing=standing,
        status=standing.status,
        path=newsroom().show(newsroom().source_of(slug)),
        is_text=newsroom().source_of(slug).suffix != ".docx",
        jobs=_jobs_of(slug),
        versions=[] if standing.status.problem else list_versions(newsroom(), slug),
        signed=newsroom().snapshots.languages(slug),
    )


def _jobs_of(slug: str) -> list[Job]:
    return [job for job in list_jobs(newsroom()) if slug in job.title.split(", ")][:_JOBS_SHOWN]


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("release.show", slug=slug), 303)


@blueprint.post("/sync")
@needs(Action.WRITE)
def sync(slug: str) -> ResponseReturnValue:
    """Bring the catalogs up to date with the source."""
    report = run_sync(newsroom(), [slug], minor="minor" in request.form)
    for failure in report.failures:
        say(str(failure), kind="problem", language="en")
    if not report.failures:
        say(texts().gettext("The catalogs are up to date with the source."))
    return _back(slug)


@blueprint.post("/sign-original")
@needs(Action.PUBLISH)
def sign_original(slug: str) -> ResponseReturnValue:
    """Sign the source off as the page of its own language."""
    language = newsroom().read_release(slug).language
    now = dt.datetime.now(dt.UTC)
    (verdict,) = run_approve(newsroom(), ApproveRequest([slug], [language], me().signature), now)
    note(language=language, signed=verdict.passed)
    for reason in verdict.reasons:
        say(reason.message, kind="problem", language="en")
    if verdict.passed:
        say(texts().gettext("Signed off."))
    return _back(slug)


@blueprint.post("/publish")
@needs(Action.PUBLISH)
def publish(slug: str) -> ResponseReturnValue:
    """Bring what is signed off to readers, in the languages chosen or in all."""
    languages = request.form.getlist("language")
    report = run_publish(newsroom(), PublishRequest([slug], languages), dt.datetime.now(dt.UTC))
    note(languages=[language for _, language in report.fresh])
    live = [language for each, language in report.live if each == slug]
    if live:
        say(texts().gettext("Live in: {languages}").format(languages=", ".join(live)))
    for held in report.held:
        say(f"{held.slug}: {held.reason}", kind="problem", language="en")
    return _back(slug)


@blueprint.post("/withdraw")
@needs(Action.PUBLISH)
def withdraw(slug: str) -> ResponseReturnValue:
    """Take it back, in the languages chosen or in all; the notice with the reason stays."""
    languages, reason = request.form.getlist("language"), request.form.get("reason", "")
    report = run_withdraw(newsroom(), slug, languages, reason, dt.datetime.now(dt.UTC))
    note(languages=list(report.languages), reason=reason)
    say(texts().gettext("Withdrawn in: {languages}").format(languages=", ".join(report.languages)))
    return _back(slug)


@blueprint.get("/history")
@needs(Action.READ)
def history(slug: str) -> str:
    """Show what changed between two versions of the source, word by word."""
    versions = list_versions(newsroom(), slug)
    old = request.args.get("old", versions[0].id if versions else NOW)
    new = request.args.get("new", NOW)
    return render_template(
        "desk/history.html.jinja",
        slug=slug,
        versions=versions,
        old=old,
        new=new,
        lines=run_source_diff(newsroom(), slug, old, new),
    )


@blueprint.get("/<language>/evidence")
@needs(Action.READ)
def evidence(slug: str, language: str) -> str | Response:
    """Show who stands for which text; `?as=json` gives the record itself."""
    snapshot = newsroom().snapshots.read(slug, language)
    if snapshot is None:
        abort(404)
    if request.args.get("as") == "json":
        return Response(evidence_to_json(snapshot.evidence), content_type="application/json")
    return render_template("desk/evidence.html.jinja", evidence=snapshot.evidence, withdrawal=snapshot.withdrawal)


@blueprint.get("/preview/<path:path>")
@needs(Action.READ)
def preview(slug: str, path: str) -> Response:
    """Show the original as the page it would become."""
    found = render_original(newsroom(), slug, path)
    if found is None:
        abort(404)
    return Response(found.data, content_type=found.content_type, headers={"Content-Security-Policy": _PREVIEW_POLICY})
