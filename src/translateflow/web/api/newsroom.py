"""The newsroom itself: what it is, whether everything works, whether everything published is what was signed off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from translateflow.web.api.operation import Document, Operation, Query
from translateflow.web.desk.access import Action
from translateflow.workflow.doctor import run_doctor
from translateflow.workflow.verify import run_verify

if TYPE_CHECKING:
    from translateflow.web.api.operation import Call


class NewsroomDocument(Document):
    """What the newsroom has decided, and who asks."""

    title: str
    source: str
    targets: list[str]
    base_url: str
    timezone: str
    account: str
    scopes: list[str]


class DiagnosisDocument(Document):
    """One thing looked at."""

    what: str
    health: str
    message: str


class HealthDocument(Document):
    """What works here and what does not."""

    diagnoses: list[DiagnosisDocument]


class BrokenDocument(Document):
    """The first link of a chain that does not hold."""

    path: str
    link: str
    problem: str
    remedy: str


class VerificationDocument(Document):
    """Whether every page is its snapshot, every snapshot its digests, every signature ours."""

    holds: bool
    pages: int
    snapshots: int
    signed: int
    unsigned: list[str]
    behind: list[str]
    broken: list[BrokenDocument]


class AuditQuery(Query):
    """Which records: of one target, since a moment."""

    target: str = ""
    since: dt.datetime | None = None
    limit: int = 100


class AuditRecordDocument(Document):
    """Who did what to which object, and when."""

    id: int
    at: dt.datetime
    who: str
    action: str
    target: str
    detail: dict[str, Any]


class AuditDocument(Document):
    """Records, newest first."""

    records: list[AuditRecordDocument]


def get_newsroom(call: Call) -> NewsroomDocument:
    """Say what the newsroom is."""
    settings = call.newsroom.settings
    return NewsroomDocument(
        settings.title,
        settings.source,
        list(settings.targets),
        settings.base_url,
        settings.timezone,
        call.account.mail,
        [scope.value for scope in call.token.scopes],
    )


def examine(call: Call) -> HealthDocument:
    """Look at everything the newsroom needs."""
    found = run_doctor(call.newsroom)
    return HealthDocument([DiagnosisDocument(each.what, each.health.value, each.message) for each in found])


def verify(call: Call) -> VerificationDocument:
    """Prove what is signed and published."""
    report = run_verify(call.newsroom)
    return VerificationDocument(
        not report.broken,
        report.pages,
        report.snapshots,
        report.signed,
        list(report.unsigned),
        list(report.behind),
        [BrokenDocument(each.path, str(each.link), each.problem, each.remedy) for each in report.broken],
    )


def read_audit(call: Call) -> AuditDocument:
    """Read the audit log."""
    wish: AuditQuery = call.query
    records = call.newsroom.database.audit.records(
        target=wish.target or None, since=wish.since, limit=max(1, min(wish.limit, 1000))
    )
    return AuditDocument(
        [
            AuditRecordDocument(each.id, each.at, each.who, each.action, each.target, dict(each.detail))
            for each in records
        ]
    )


OPERATIONS: Final = (
    Operation(
        "get_newsroom", "GET", "/newsroom", Action.READ, "What the newsroom is, and as whom you ask.", get_newsroom,
        NewsroomDocument,
    ),
    Operation(
        "examine", "GET", "/doctor", Action.ADMINISTER, "What works here and what does not.", examine, HealthDocument
    ),
    Operation(
        "verify", "GET", "/verification", Action.READ, "Prove that every page is what was signed off.", verify,
        VerificationDocument,
    ),
    Operation(
        "read_audit", "GET", "/audit", Action.ADMINISTER, "Who did what, newest first.", read_audit, AuditDocument,
        query=AuditQuery,
    ),
)  # fmt: skip
