"""The memory: look for a sentence or a word, mend what is wrong, take in and take away TMX."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, redirect, render_template, request, url_for

from translateflow.model.memory import MemoryUnit
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import me, newsroom, texts
from translateflow.web.desk.audit import note
from translateflow.web.desk.messages import say
from translateflow.web.desk.uploads import uploaded
from translateflow.workflow.memory import MemoryQuestion, run_memory_export, run_memory_import, run_memory_search

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("memory", __name__, url_prefix="/memory")

_SHOWN: Final = 50


@blueprint.get("")
@needs(Action.READ)
def show() -> str:
    """Search it: sentences like the one asked for first, then those that hold the words."""
    settings = newsroom().settings
    text = request.args.get("q", "").strip()[:2000]
    source = request.args.get("source", "") or settings.source
    language = request.args.get("language", "") or next(iter(settings.targets), "")
    memory = newsroom().database.memory
    hits = run_memory_search(newsroom(), MemoryQuestion(text, language, source)) if text and language else []
    similar = {hit.match.unit for hit in hits}
    holding = [unit for unit in memory.containing(source, language, text, limit=_SHOWN) if unit not in similar]
    return render_template(
        "desk/memory.html.jinja",
        text=text,
        source=source,
        language=language,
        hits=hits,
        units=holding,
        counts=memory.counts(),
        languages=tuple(dict.fromkeys((settings.source, *settings.targets))),
    )


def _unit(language: str) -> MemoryUnit:
    form = request.form
    return MemoryUnit(
        form.get("source_language", ""),
        language,
        form.get("source", ""),
        form.get("target", "").strip(),
        form.get("context", ""),
        form.get("slug", ""),
        me().signature,
    )


def _back(unit: MemoryUnit) -> ResponseReturnValue:
    return redirect(
        url_for("memory.show", q=request.form.get("q") or None, source=unit.source_language, language=unit.language),
        303,
    )


@blueprint.post("/<language>/change")
@needs(Action.TEACH)
def change(language: str) -> ResponseReturnValue:
    """Give a sentence another translation, or let it go when the field is empty."""
    unit = _unit(language)
    note(source=unit.source, target=unit.target)
    if "remove" in request.form or not unit.target:
        newsroom().database.memory.remove(unit)
        say(texts().gettext("Forgotten."))
    else:
        newsroom().database.memory.add([unit])
        say(texts().gettext("Saved."))
    return _back(unit)


@blueprint.post("/import")
@needs(Action.TEACH)
def take_in() -> ResponseReturnValue:
    """Learn from TMX, XLIFF or a catalog; it may hold any language, so this is for who may teach all of them."""
    with uploaded("file") as path:
        if path is None:
            say(texts().gettext("No file was chosen."), kind="problem")
            return redirect(url_for("memory.show"), 303)
        (report,) = run_memory_import(newsroom(), [path])
    note(units=report.units)
    say(
        texts()
        .ngettext("{count} sentence learned.", "{count} sentences learned.", report.units)
        .format(count=report.units)
    )
    for passed in report.passed_over:
        say(passed, kind="problem", language="en")
    return redirect(url_for("memory.show"), 303)


@blueprint.get("/export")
@needs(Action.READ)
def export() -> Response:
    """Give the memory of these languages as TMX."""
    source, language = request.args.get("source", ""), request.args.get("language", "")
    with tempfile.TemporaryDirectory(prefix="translateflow-") as folder:
        path = Path(folder) / "memory.tmx"
        run_memory_export(newsroom(), path, source, language)
        data = path.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="memory.tmx"'}
    return Response(data, content_type="application/x-tmx+xml", headers=headers)
