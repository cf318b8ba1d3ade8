"""The board: every release in every language."""

from __future__ import annotations

from flask import Blueprint, render_template

from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom
from translateflow.workflow.status import run_status

blueprint = Blueprint("board", __name__)


@blueprint.get("/")
@needs(Action.READ)
def show() -> str:
    """Show where everything stands."""
    return render_template("desk/board.html.jinja", releases=run_status(newsroom(), []))
