"""The glossary: the words the house has decided on, to look up, to decide anew, to take in and take away."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from translateflow.model.memory import Term, TermStatus
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom, texts
from translateflow.web.desk.audit import note
from translateflow.web.desk.messages import say
from translateflow.web.desk.uploads import uploaded
from translateflow.workflow.glossary import (
    list_terms,
    run_add_term,
    run_glossary_export,
    run_glossary_import,
    run_remove_term,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("glossary", __name__, url_prefix="/glossary")

_SHOWN: Final = 300
_TYPES: Final = {"csv": "text/csv; charset=utf-8", "tbx": "application/x-tbx+xml"}


@blueprint.get("")
@needs(Action.READ)
def show() -> str:
    """List the terms, those that hold the words asked for."""
    settings = newsroom().settings
    text, language = request.args.get("q", "").strip().casefold()[:200], request.args.get("language", "")
    terms = [term for term in list_terms(newsroom(), "", language) if text in f"{term.source} {term.target}".casefold()]
    return render_template(
        "desk/glossary.html.jinja",
        text=request.args.get("q", ""),
        language=language,
        terms=terms[:_SHOWN],
        total=len(terms),
        statuses=list(TermStatus),
        source=settings.source,
        languages=tuple(dict.fromkeys((settings.source, *settings.targets))),
    )


def _term(language: str) -> Term:
    form = request.form
    status = form.get("status", "")
    return Term(
        form.get("source_language", "") or newsroom().settings.source,
        language,
        form.get("source", "").strip(),
        form.get("target", "").strip(),
        TermStatus(status) if status in set(TermStatus) else TermStatus.PREFERRED,
        form.get("part_of_speech", "").strip(),
        form.get("definition", "").strip(),
    )


@blueprint.post("/<language>/add")
@needs(Action.TEACH)
def add(language: str) -> ResponseReturnValue:
    """Decide on a word, or change what was decided."""
    term = _term(language)
    run_add_term(newsroom(), term)
    note(source=term.source, target=term.target, status=term.status.value)
    say(texts().gettext("Saved."))
    return redirect(url_for("glossary.show", language=language), 303)


@blueprint.post("/new")
@needs(Action.TEACH)
def add_any() -> ResponseReturnValue:
    """Do the same where the form names the language: for who may teach all of them."""
    return add(request.form.get("language", ""))


@blueprint.post("/<language>/remove")
@needs(Action.TEACH)
def remove(language: str) -> ResponseReturnValue:
    """Let a word go."""
    term = _term(language)
    note(source=term.source, target=term.target)
    run_remove_term(newsroom(), term)
    say(texts().gettext("Removed."))
    return redirect(url_for("glossary.show", language=language), 303)


@blueprint.post("/import")
@needs(Action.TEACH)
def take_in() -> ResponseReturnValue:
    """Take in CSV or TBX; it may hold any language, so this is for who may teach all of them."""
    with uploaded("file") as path:
        if path is None:
            say(texts().gettext("No file was chosen."), kind="problem")
            return redirect(url_for("glossary.show"), 303)
        count = run_glossary_import(newsroom(), path)
    note(terms=count)
    say(texts().ngettext("{count} term taken in.", "{count} terms taken in.", count).format(count=count))
    return redirect(url_for("glossary.show"), 303)


@blueprint.get("/export.<kind>")
@needs(Action.READ)
def export(kind: str) -> Response:
    """Give all terms as CSV or TBX."""
    if kind not in _TYPES:
        abort(404)
    with tempfile.TemporaryDirectory(prefix="translateflow-") as folder:
        path = Path(folder) / f"glossary.{kind}"
        run_glossary_export(newsroom(), path)
        data = path.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="glossary.{kind}"'}
    return Response(data, content_type=_TYPES[kind], headers=headers)
