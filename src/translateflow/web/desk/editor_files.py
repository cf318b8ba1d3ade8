"""Catalogs as files: down to a translator's own program, up again by three-way merge, with a report of every entry."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, render_template, request

from translateflow.catalog import Verdict
from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom
from translateflow.web.desk.editor_parts import by, now
from translateflow.workflow.editing import open_editor
from translateflow.workflow.exchange import ExchangeFormat, ExportRequest, ImportRequest, run_export, run_import

if TYPE_CHECKING:
    from translateflow.workflow.exchange import ImportReport

blueprint = Blueprint("editor_files", __name__, url_prefix="/releases/<slug>/<language>")

_SUFFIXES: Final = {
    ExchangeFormat.PO: (".po", "text/x-gettext-translation"),
    ExchangeFormat.XLIFF: (".xlf", "application/x-xliff+xml"),
    ExchangeFormat.XLIFF_2: (".xliff", "application/xliff+xml"),
    ExchangeFormat.CSV: (".csv", "text/csv"),
}


@blueprint.get("/exchange")
@needs(Action.READ)
def exchange(slug: str, language: str) -> str:
    """Offer the files."""
    return render_template("desk/exchange.html.jinja", view=open_editor(newsroom(), slug, language), report=None)


@blueprint.get("/download")
@needs(Action.READ)
def download(slug: str, language: str) -> Response:
    """Hand out a catalog; what comes back is merged against exactly this."""
    try:
        kind = ExchangeFormat(request.args.get("format", "po"))
    except ValueError:
        abort(404)
    report = run_export(newsroom(), ExportRequest(slug, language, kind))
    suffix, content_type = _SUFFIXES[kind]
    response = Response(report.data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.{language}{suffix}"'
    return response


@blueprint.post("/upload")
@needs(Action.TRANSLATE)
def upload(slug: str, language: str) -> str:
    """Merge a file that comes back, and show what became of each entry."""
    file = request.files.get("file")
    if file is None or not file.filename:
        abort(422)
    report = _merge(slug, language, file.filename, file.read())
    merged = {verdict.value: [each for each in report.merge.merged if each.verdict is verdict] for verdict in Verdict}
    view = open_editor(newsroom(), slug, language)
    return render_template("desk/exchange.html.jinja", view=view, report=report, merged=merged)


def _merge(slug: str, language: str, name: str, data: bytes) -> ImportReport:
    suffix = Path(name).suffix.lower()
    kinds = {".xliff": ExchangeFormat.XLIFF, ".xlf": ExchangeFormat.XLIFF, ".csv": ExchangeFormat.CSV}
    with tempfile.TemporaryDirectory() as folder:
        # A name of our own: theirs may lead elsewhere.
        path = Path(folder) / f"upload{suffix if suffix in kinds else '.po'}"
        path.write_bytes(data)
        kind = kinds.get(suffix, ExchangeFormat.PO)
        return run_import(newsroom(), ImportRequest(slug, language, path, kind, by()), now())
