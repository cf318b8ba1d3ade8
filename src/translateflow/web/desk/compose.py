"""Write: a new release typed, pasted, dropped or fetched; and the correction of one that is there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from translateflow.errors import SourceChangedError, TranslateflowError
from translateflow.formats import paste_to_markdown
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import me, newsroom, texts
from translateflow.web.desk.audit import note
from translateflow.web.desk.failures import status_of
from translateflow.web.desk.messages import say
from translateflow.workflow.add import AddRequest, run_add
from translateflow.workflow.write import (
    FIELDS,
    Correction,
    Draft,
    read_draft,
    run_correct,
    run_take_in,
    run_write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

blueprint = Blueprint("compose", __name__)


@blueprint.get("/new")
@needs(Action.WRITE)
def show() -> str:
    """Show the empty form."""
    today = dt.datetime.now(newsroom().timezone).date().isoformat()
    return _page(Draft({"date": today, "language": newsroom().settings.source}))


def _page(draft: Draft, *, slug: str = "", problem: TranslateflowError | None = None) -> str:
    settings = newsroom().settings
    return render_template(
        "desk/compose.html.jinja",
        draft=draft,
        slug=slug,
        problem=problem,
        typed_slug=request.form.get("slug", ""),
        languages=tuple(dict.fromkeys((settings.source, *settings.targets))),
    )


def _typed() -> Draft:
    front = {key: request.form.get(key, "") for key in FIELDS}
    return Draft(front, request.form.get("body", ""), request.form.get("seen", ""))


def _added(slugs: Sequence[str]) -> ResponseReturnValue:
    note(slugs=list(slugs))
    say(texts().gettext("Stored, and a catalog made for every language."))
    return redirect(url_for("release.show", slug=slugs[0]) if len(slugs) == 1 else url_for("board.show"), 303)


@blueprint.post("/new")
@needs(Action.WRITE)
def create() -> ResponseReturnValue:
    """Store what was typed; what is wrong with it is said above the form, which keeps everything."""
    draft = _typed()
    try:
        written = run_write(newsroom(), draft, slug=request.form.get("slug", "").strip())
    except TranslateflowError as problem:
        return _page(draft, problem=problem), status_of(problem)
    return _added([written.slug])


@blueprint.post("/new/file")
@needs(Action.WRITE)
def take_in() -> ResponseReturnValue:
    """Store files that were dropped or chosen."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        say(texts().gettext("No file was chosen."), kind="problem")
        return redirect(url_for("compose.show"), 303)
    written = [run_take_in(newsroom(), file.filename or "", file.read()) for file in files]
    return _added([each.slug for each in written])


@blueprint.post("/new/address")
@needs(Action.WRITE)
def fetch() -> ResponseReturnValue:
    """Fetch a web page or a feed: never from a private network."""
    address = request.form.get("address", "").strip()
    if not address.startswith(("http://", "https://")):
        address = f"https://{address}"
    report = run_add(newsroom(), AddRequest([address]), lambda _: None)
    if not report.added:
        say(texts().gettext("Everything there is a release already."))
        return redirect(url_for("board.show"), 303)
    return _added([release.slug for release in report.added])


@blueprint.post("/paste")
@needs(Action.WRITE)
def paste() -> str:
    """Give pasted HTML as Markdown; nothing is stored."""
    return paste_to_markdown(request.form.get("html", ""))


@blueprint.get("/releases/<slug>/source")
@needs(Action.WRITE)
def edit(slug: str) -> str:
    """Show a release's source as a form."""
    return _page(read_draft(newsroom(), slug), slug=slug)


@blueprint.post("/releases/<slug>/source")
@needs(Action.WRITE)
def correct(slug: str) -> ResponseReturnValue:
    """Store a correction and sync; where somebody else was faster, both texts are kept and shown."""
    draft, form = _typed(), request.form
    correction = Correction(slug, draft.digest, me().signature, draft=draft, minor="minor" in form)
    try:
        report = run_correct(newsroom(), correction, dt.datetime.now(dt.UTC))
    except SourceChangedError as problem:
        current = read_draft(newsroom(), slug)
        page = render_template(
            "desk/compose_clash.html.jinja", slug=slug, mine=draft, theirs=current, problem=problem, fields=FIELDS
        )
        return page, 409
    except TranslateflowError as problem:
        return _page(draft, slug=slug, problem=problem), status_of(problem)
    for failure in report.failures:
        say(str(failure), kind="problem", language="en")
    say(texts().gettext("Saved. What is published stays as it was signed off."))
    return redirect(url_for("release.show", slug=slug), 303)


@blueprint.post("/releases/<slug>/source/file")
@needs(Action.WRITE)
def replace(slug: str) -> ResponseReturnValue:
    """Replace a source by a file."""
    file = request.files.get("file")
    if file is None or not file.filename:
        say(texts().gettext("No file was chosen."), kind="problem")
        return redirect(url_for("release.show", slug=slug), 303)
    digest = newsroom().read_release(slug).digest
    correction = Correction(slug, digest, me().signature, file=(file.filename, file.read()))
    run_correct(newsroom(), correction, dt.datetime.now(dt.UTC))
    say(texts().gettext("Saved. What is published stays as it was signed off."))
    return redirect(url_for("release.show", slug=slug), 303)
