"""The editor: a catalog in reading order, one sentence open at a time, the page beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for

from translateflow.model.segment import Key
from translateflow.model.translation import EntryState
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom
from translateflow.web.desk.assets import asset
from translateflow.web.desk.editor_parts import (
    by,
    editor_globals,
    gather_help,
    make_answer,
    now,
    render_editor,
)
from translateflow.website import media_type
from translateflow.workflow.comments import run_comment, run_settle
from translateflow.workflow.edit import Clash, SaveRequest, restore_segment, save_segment
from translateflow.workflow.editing import check_text, open_editor
from translateflow.workflow.editing_page import mark_segment, read_page
from translateflow.workflow.suggestions import Decision, run_decide

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("editor", __name__, url_prefix="/releases/<slug>/<language>")
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(editor_globals()))

# Pictures and the site's style sheet, nothing that acts; the desk frames it, and reads it.
_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)


@blueprint.get("/edit")
@needs(Action.READ)
def show(slug: str, language: str) -> str:
    """Show a catalog; `segment` names the sentence that is open, `show` a state to look at."""
    view = open_editor(newsroom(), slug, language)
    opened = request.args.get("segment", "")
    return render_editor(view, request.args.get("show", ""), view.segment(opened) if opened else None)


@blueprint.get("/edit/<segment>")
@needs(Action.READ)
def panel(slug: str, language: str, segment: str) -> str:
    """Show one sentence, opened."""
    view = open_editor(newsroom(), slug, language)
    return render_template("desk/editor_panel.html.jinja", view=view, segment=view.segment(segment))


@blueprint.get("/edit/<segment>/help")
@needs(Action.READ)
def aid(slug: str, language: str, segment: str) -> str:
    """Show what helps with one sentence: proposals, other languages, comments, history."""
    view = open_editor(newsroom(), slug, language)
    chosen = view.segment(segment)
    return render_template("desk/editor_help.html.jinja", view=view, segment=chosen, help=gather_help(view, chosen))


@blueprint.post("/edit/<segment>")
@needs(Action.TRANSLATE)
def save(slug: str, language: str, segment: str) -> ResponseReturnValue:
    """Save one sentence; a script gets data, a form the next page."""
    form = request.form
    draft = form.get("as") == "draft"
    seconds = int(form.get("seconds", "0")) if form.get("seconds", "").isdecimal() else 0
    asked = SaveRequest(slug, language, segment, form.get("seen", ""), form.get("target", ""), by(), draft, seconds)
    outcome = save_segment(newsroom(), asked, now())
    view = open_editor(newsroom(), slug, language)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(make_answer(view, outcome)), 409 if isinstance(outcome, Clash) else 200
    chosen = view.segment(segment)
    if isinstance(outcome, Clash):
        return render_editor(view, "", chosen, outcome), 409
    following = next((each for each in view.segments[chosen.number :] if each.state is not EntryState.REVIEWED), chosen)
    return redirect(_address(slug, language, following.id), 303)


def _address(slug: str, language: str, segment: str) -> str:
    return url_for(".show", slug=slug, language=language, segment=segment, _anchor=f"s{segment}")


@blueprint.post("/edit/<segment>/check")
@needs(Action.TRANSLATE)
def check(slug: str, language: str, segment: str) -> ResponseReturnValue:
    """Say what the checks find in a text that is being typed, and how the page would look."""
    view = open_editor(newsroom(), slug, language)
    chosen = view.segment(segment)
    target = request.form.get("target", "")
    issues = check_text(newsroom(), slug, language, segment, target)
    findings = render_template("desk/editor_findings.html.jinja", issues=issues, waived={}, warnings=())
    marked = mark_segment(newsroom(), slug, language, Key(chosen.role, chosen.source), target)
    return jsonify({"findings": findings, "page": marked})


@blueprint.post("/edit/<segment>/comments")
@needs(Action.TRANSLATE)
def comment(slug: str, language: str, segment: str) -> ResponseReturnValue:
    """Write to colleagues about a sentence."""
    run_comment(newsroom(), slug, language, segment, by(), request.form.get("text", ""))
    return _back(slug, language, segment)


@blueprint.post("/edit/<segment>/comments/<int:number>/done")
@needs(Action.TRANSLATE)
def settle(slug: str, language: str, segment: str, number: int) -> ResponseReturnValue:
    """Mark a comment as done."""
    run_settle(newsroom(), slug, language, number, by())
    return _back(slug, language, segment)


@blueprint.post("/edit/<segment>/restore/<int:number>")
@needs(Action.TRANSLATE)
def restore(slug: str, language: str, segment: str, number: int) -> ResponseReturnValue:
    """Undo one change of a sentence."""
    outcome = restore_segment(newsroom(), slug, language, number, request.form.get("seen", ""), by(), now())
    if request.accept_mimetypes.best == "application/json":
        answer = make_answer(open_editor(newsroom(), slug, language), outcome)
        return jsonify(answer), 409 if isinstance(outcome, Clash) else 200
    return _back(slug, language, segment)


@blueprint.post("/edit/<segment>/uploads/<int:number>/drop")
@needs(Action.TRANSLATE)
def drop(slug: str, language: str, segment: str, number: int) -> ResponseReturnValue:
    """Decide against an uploaded text."""
    run_decide(newsroom(), slug, language, Decision(drop=[number], by=by()), now())
    return _back(slug, language, segment)


def _back(slug: str, language: str, segment: str) -> ResponseReturnValue:
    """Show the sentence again: its help to a script, the page to a form."""
    if request.headers.get("X-Part") == "help":
        return aid(slug, language, segment)
    return redirect(_address(slug, language, segment), 303)


@blueprint.get("/page/<path:path>")
@needs(Action.READ)
def page(slug: str, language: str, path: str) -> Response:
    """Show the page this catalog would become, or a file it refers to."""
    data = read_page(newsroom(), slug, language, path)
    if data is None:
        abort(404)
    is_page = path.endswith(".html")
    if is_page:
        link = f'<link rel="stylesheet" href="{asset("marked.css")}"></head>'.encode()
        data = data.replace(b"</head>", link, 1)
    response = Response(data, content_type=media_type(path))
    response.headers["Content-Security-Policy"] = _PAGE_POLICY
    return response
