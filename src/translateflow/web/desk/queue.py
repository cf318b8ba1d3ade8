"""What waits for an answer: comments of colleagues and reports of readers, in the languages somebody works in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from translateflow.model.edit import segment_id
from translateflow.web.desk.access import Action, allowed_languages, needs
from translateflow.web.desk.asked import me, newsroom
from translateflow.web.desk.editor_parts import by
from translateflow.workflow.comments import list_queue, run_settle

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("queue", __name__, url_prefix="/comments")


@blueprint.get("/")
@needs(Action.READ)
def show() -> str:
    """Show what waits, newest first."""
    settings = newsroom().settings
    languages = allowed_languages(me(), Action.TRANSLATE, dict.fromkeys((settings.source, *settings.targets)))
    found = [(segment_id(comment.place.key), comment) for comment in list_queue(newsroom(), languages)]
    editable = set(settings.targets)
    return render_template("desk/queue.html.jinja", waiting=found, languages=languages, editable=editable)


@blueprint.post("/<slug>/<language>/<int:number>")
@needs(Action.TRANSLATE)
def settle(slug: str, language: str, number: int) -> ResponseReturnValue:
    """Mark one as done."""
    run_settle(newsroom(), slug, language, number, by())
    return redirect(url_for(".show"), 303)
