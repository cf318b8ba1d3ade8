"""The audit log: everything anybody does here is written down, can be read, and can be taken away as a file."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, g, render_template, request

from translateflow.web.desk.access import Action, needs
from translateflow.web.desk.asked import newsroom, somebody

if TYPE_CHECKING:
    from flask import Flask

    from translateflow.model.account import AuditRecord

blueprint = Blueprint("audit", __name__)

_PAGE: Final = 100
# What these do is written down by their verbs, with more detail than an address has.
_OWN_RECORDS: Final = {"sign_in", "account", "people"}
# Saved sentences and comments are written down with the history, in the same transaction; a check changes nothing.
_OWN_VIEWS: Final = {f"editor.{view}" for view in ("save", "restore", "comment", "settle", "check")} | {
    "editor_bulk.accept",
    "editor_bulk.make_replacement",
}
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}


def use_audit(app: Flask) -> None:
    """Write down every request that changed something, whatever view it reached."""
    app.after_request(_record)


def _record(response: Response) -> Response:
    account = somebody() if "account" in g else None
    failed = response.status_code >= 400  # noqa: PLR2004 — HTTP: from here on nothing was done
    if account is None or failed or request.method in _SAFE:
        return response
    if request.blueprint in _OWN_RECORDS or request.endpoint in _OWN_VIEWS:
        return response
    _, _, action = (request.endpoint or "").rpartition(".")
    values = dict(request.view_args or {})
    target = str(values.pop("slug", "") or values.pop("job", "") or request.blueprint or "")
    detail = {**values, **g.get("audit_detail", {})}
    newsroom().database.audit.record(account.mail, action.replace("_", " "), target, detail)
    return response


def note(**detail: object) -> None:
    """Add to what is written down about this request."""
    g.audit_detail = {**g.get("audit_detail", {}), **detail}


def _asked(*, limit: int | None) -> list[AuditRecord]:
    log = newsroom().database.audit
    who, target = request.args.get("who", "").strip(), request.args.get("target", "").strip()
    before = request.args.get("before", type=int)
    return log.records(who=who or None, target=target or None, before=before, limit=limit)


@blueprint.get("/audit")
@needs(Action.ADMINISTER)
def show() -> str:
    """Show the newest records."""
    found = _asked(limit=_PAGE + 1)
    return render_template("desk/audit.html.jinja", records=found[:_PAGE], more=len(found) > _PAGE)


@blueprint.get("/audit.csv")
@needs(Action.ADMINISTER)
def as_csv() -> Response:
    """Give all records asked for as a table."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "at", "who", "action", "target", "detail"))
    for record in _asked(limit=None):
        row = (record.who, record.action, record.target, json.dumps(dict(record.detail), ensure_ascii=False))
        writer.writerow((record.id, record.at.isoformat(), *map(_harmless, row)))
    return _file(out.getvalue(), "audit.csv", "text/csv; charset=utf-8")


@blueprint.get("/audit.json")
@needs(Action.ADMINISTER)
def as_json() -> Response:
    """Give all records asked for as one document."""
    records = [
        {
            "id": record.id,
            "at": record.at.isoformat(),
            "who": record.who,
            "action": record.action,
            "target": record.target,
            "detail": dict(record.detail),
        }
        for record in _asked(limit=None)
    ]
    return _file(json.dumps({"records": records}, ensure_ascii=False), "audit.json", "application/json")


def _harmless(value: str) -> str:
    """Keep a spreadsheet from taking text for a formula (OWASP, CSV injection)."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _file(text: str, name: str, content_type: str) -> Response:
    return Response(text, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
