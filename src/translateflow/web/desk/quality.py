"""Quality: how much people changed each engine's text, what goes through the house, how soon languages follow."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, render_template

from translateflow.model.language import text_direction
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom, speech, texts
from translateflow.web.desk.plots import Bar, make_bars
from translateflow.web.desk.speech import day
from translateflow.workflow.figures import run_figures
from translateflow.workflow.quality import run_quality

blueprint = Blueprint("quality", __name__, url_prefix="/quality")


@blueprint.get("")
@needs(Action.READ)
def show() -> str:
    """Show it, each picture with its figures as a table."""
    _ = texts().gettext
    rtl = text_direction(speech()) == "rtl"
    figures = run_figures(newsroom(), dt.datetime.now(dt.UTC))
    report = run_quality(newsroom(), [])
    weeks = [Bar(day(week.monday).striptags(), (week.accepted, week.amended, week.written)) for week in figures.weeks]
    effort = [
        Bar(f"{each.engine} {each.source_language}→{each.language}", (each.total.edit_distance,))
        for each in report.engines
    ]
    delays = [Bar(each.language, (each.hours,)) for each in figures.delays]
    return render_template(
        "desk/quality.html.jinja",
        figures=figures,
        report=report,
        weeks=make_bars("weeks", weeks, _("Sentences signed off by week"), rtl=rtl),
        effort=make_bars("effort", effort, _("Post-edit effort by engine and language"), rtl=rtl, top=100.0),
        delays=make_bars("delays", delays, _("Hours from the original's sign-off to the language's"), rtl=rtl),
    )
