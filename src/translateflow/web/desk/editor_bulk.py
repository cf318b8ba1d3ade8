"""Many sentences at once: exact matches of the memory, search and replace. First shown, then done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom, texts
from translateflow.web.desk.editor_parts import by, now
from translateflow.web.desk.messages import say
from translateflow.workflow.accept_memory import find_exact_matches, run_accept_memory
from translateflow.workflow.editing import open_editor
from translateflow.workflow.replace import Search, preview_replace, run_replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from translateflow.workflow.edit import EditReport

blueprint = Blueprint("editor_bulk", __name__, url_prefix="/releases/<slug>/<language>")


@blueprint.get("/memory-matches")
@needs(Action.TRANSLATE)
def matches(slug: str, language: str) -> str:
    """Show what the memory has word for word."""
    view = open_editor(newsroom(), slug, language)
    found = find_exact_matches(newsroom(), slug, language)
    segments = {segment.id: segment for segment in view.segments}
    return render_template("desk/matches.html.jinja", view=view, matches=found, segments=segments)


@blueprint.post("/memory-matches")
@needs(Action.TRANSLATE)
def accept(slug: str, language: str) -> ResponseReturnValue:
    """Confirm the chosen ones."""
    _report(run_accept_memory(newsroom(), slug, language, _chosen(), by(), now()))
    return redirect(url_for("editor.show", slug=slug, language=language), 303)


@blueprint.get("/replace")
@needs(Action.TRANSLATE)
def replace(slug: str, language: str) -> str:
    """Show what a replacement would do."""
    view = open_editor(newsroom(), slug, language)
    search = _search(request.args)
    found = preview_replace(newsroom(), slug, language, search) if search.find else ()
    segments = {segment.id: segment for segment in view.segments}
    return render_template("desk/replace.html.jinja", view=view, search=search, found=found, segments=segments)


@blueprint.post("/replace")
@needs(Action.TRANSLATE)
def make_replacement(slug: str, language: str) -> ResponseReturnValue:
    """Replace in the chosen sentences."""
    _report(run_replace(newsroom(), slug, language, _search(request.form), _chosen(), by(), now()))
    return redirect(url_for("editor.show", slug=slug, language=language), 303)


def _search(values: Mapping[str, str]) -> Search:
    return Search(
        values.get("find", ""), values.get("replacement", ""), "any_case" not in values, "whole_words" in values
    )


def _chosen() -> list[tuple[str, str]]:
    """Read the ticked sentences: id and digest of what was shown, with a colon between."""
    pairs = (value.partition(":") for value in request.form.getlist("chosen"))
    return [(segment, seen) for segment, _, seen in pairs]


def _report(report: EditReport) -> None:
    changed, clashes = len(report.changed), len(report.clashes)
    say(texts().ngettext("{count} sentence changed.", "{count} sentences changed.", changed).format(count=changed))
    if clashes:
        message = texts().ngettext(
            "{count} sentence was changed by somebody else meanwhile and stays as it is.",
            "{count} sentences were changed by somebody else meanwhile and stay as they are.",
            clashes,
        )
        say(message.format(count=clashes), kind="problem")
