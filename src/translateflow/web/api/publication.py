"""From signed off to readers, and back: publishing, withdrawing, previews, evidence, the register."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from translateflow.review.dossier import dossier_to_json
from translateflow.web.api.operation import JSON, Document, Download, Operation, Query, Wish
from translateflow.web.api.releases import Slug
from translateflow.web.desk.access import Action
from translateflow.workflow.evidence import run_evidence
from translateflow.workflow.preview import make_preview
from translateflow.workflow.publish import PublishRequest, run_publish
from translateflow.workflow.register import register_to_csv, register_to_ods, run_register
from translateflow.workflow.withdraw import run_withdraw

if TYPE_CHECKING:
    from translateflow.web.api.operation import Call

_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"


class EditionDocument(Document):
    """A release in a language on the site."""

    slug: str
    language: str


class HeldDocument(Document):
    """A release that does not go out yet, and why."""

    slug: str
    reason: str


class PublishDocument(Document):
    """What is live now, what became live by this call, what is held, how many pages were written."""

    live: list[EditionDocument]
    fresh: list[EditionDocument]
    held: list[HeldDocument]
    pages: int


class PublishWish(Wish):
    """What is to go out, all when nothing is named. `due`: what an embargo has released."""

    slugs: tuple[Slug, ...] = ()
    languages: tuple[str, ...] = ()
    due: bool = False


class WithdrawWish(Wish):
    """What is taken back, all languages when none is named, and why: readers see the reason."""

    slug: Slug
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    languages: tuple[str, ...] = ()


class WithdrawDocument(Document):
    """What was taken back."""

    slug: str
    languages: list[str]


class PreviewWish(Wish):
    """A link to what is signed off and not out yet, for so many hours."""

    slug: Slug
    languages: tuple[str, ...] = ()
    hours: Annotated[float, msgspec.Meta(gt=0, le=2160)] = 48.0


class PreviewDocument(Document):
    """Where to read it, by language, and until when."""

    slug: str
    until: dt.datetime
    paths: dict[str, str]


class EvidenceQuery(Query):
    """Which languages, all when none is named; data, or a page to print."""

    language: tuple[str, ...] = ()
    format: Literal["json", "html"] = "json"


class RegisterQuery(Query):
    """Which period, both days included, and as what."""

    first: dt.date
    last: dt.date
    format: Literal["csv", "ods"] = "csv"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def publish(call: Call) -> PublishDocument:
    """Bring what is signed off to readers."""
    wish: PublishWish = call.body
    report = run_publish(call.newsroom, PublishRequest(wish.slugs, wish.languages, due=wish.due), _now())
    detail = {"fresh": [f"{language}/{slug}" for slug, language in report.fresh]}
    call.newsroom.database.audit.record(call.actor, "publish", " ".join(wish.slugs), detail)
    return PublishDocument(
        [EditionDocument(slug, language) for slug, language in report.live],
        [EditionDocument(slug, language) for slug, language in report.fresh],
        [HeldDocument(each.slug, each.reason) for each in report.held],
        len(report.site.pages),
    )


def withdraw(call: Call) -> WithdrawDocument:
    """Take a release back; a notice stays in its place."""
    wish: WithdrawWish = call.body
    report = run_withdraw(call.newsroom, wish.slug, wish.languages, wish.reason, _now())
    detail = {"languages": list(report.languages), "reason": wish.reason}
    call.newsroom.database.audit.record(call.actor, "withdraw", wish.slug, detail)
    return WithdrawDocument(wish.slug, list(report.languages))


def preview(call: Call) -> PreviewDocument:
    """Make a preview link."""
    wish: PreviewWish = call.body
    now = _now()
    made, token = make_preview(call.newsroom, wish.slug, wish.languages, now + dt.timedelta(hours=wish.hours), now)
    call.newsroom.database.audit.record(call.actor, "make preview", wish.slug, {"until": made.until.isoformat()})
    paths = {language: f"/preview/{token}/{language}/{wish.slug}/" for language in made.languages}
    return PreviewDocument(wish.slug, made.until, paths)


def evidence(call: Call) -> Download:
    """Hand over the evidence of a release."""
    wish: EvidenceQuery = call.query
    dossier = run_evidence(call.newsroom, call.slug, wish.language, _now())
    if wish.format == "json":
        data = (json.dumps(dossier_to_json(dossier), ensure_ascii=False, indent=2) + "\n").encode()
        return Download(data, JSON, f"{call.slug}.evidence.json")
    from translateflow.review.printed import print_dossier  # noqa: PLC0415 — JSON needs no templates

    page = print_dossier(dossier, call.newsroom.settings.source)
    return Download(page, "text/html; charset=utf-8", f"{call.slug}.evidence.html")


def register(call: Call) -> Download:
    """Hand over the register of a period."""
    wish: RegisterQuery = call.query
    found = run_register(call.newsroom, wish.first, wish.last)
    name = f"register-{wish.first}-{wish.last}.{wish.format}"
    if wish.format == "csv":
        return Download(register_to_csv(found), "text/csv; charset=utf-8", name)
    return Download(register_to_ods(found), _ODS, name)


OPERATIONS: Final = (
    Operation(
        "publish", "POST", "/publications", Action.PUBLISH, "Bring what is signed off to readers.", publish,
        PublishDocument, body=PublishWish,
    ),
    Operation(
        "withdraw", "POST", "/withdrawals", Action.PUBLISH, "Take a release back, with a reason that readers see.",
        withdraw, WithdrawDocument, body=WithdrawWish,
    ),
    Operation(
        "preview", "POST", "/previews", Action.PUBLISH, "A link for journalists to what is not out yet.", preview,
        PreviewDocument, body=PreviewWish, status=201,
    ),
    Operation(
        "read_evidence", "GET", "/releases/{slug}/evidence", Action.SIGN_OFF,
        "The evidence of a release: data, or a page to print.", evidence, None, query=EvidenceQuery,
        answers="application/json, text/html",
    ),
    Operation(
        "read_register", "GET", "/register", Action.SIGN_OFF, "The register of a period, for a supervising authority.",
        register, None, query=RegisterQuery, answers=f"text/csv, {_ODS}",
    ),
)  # fmt: skip
