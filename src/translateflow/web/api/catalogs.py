"""Catalogs: their segments, saving one, handing files out and merging what comes back, what the checks say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from translateflow.catalog import Verdict
from translateflow.web.api.conditions import changed, seen_tag
from translateflow.web.api.operation import Document, Download, Operation, Query, Tagged, Wish
from translateflow.web.api.upload import laid_down
from translateflow.web.desk.access import Action
from translateflow.workflow.check import run_check
from translateflow.workflow.edit import Clash, SaveRequest, save_segment
from translateflow.workflow.editing import open_editor
from translateflow.workflow.exchange import ExchangeFormat, ExportRequest, ImportRequest, run_export, run_import

if TYPE_CHECKING:
    from translateflow.web.api.operation import Call
    from translateflow.workflow.editing import EditorView, SegmentView

Format = Literal["po", "xliff", "xliff2", "csv"]
_SUFFIXES: Final = {"po": "po", "xliff": "xlf", "xliff2": "xlf", "csv": "csv"}


class IssueDocument(Document):
    """Something a check found."""

    check: str
    severity: str
    message: str


class SegmentDocument(Document):
    """A sentence in one language. `tag` is its entity tag: saving names the one that was seen."""

    id: str
    number: int
    role: str
    source: str
    target: str
    state: str
    fuzzy: bool
    origin: str
    previous: str | None
    issues: list[IssueDocument]
    tag: str


class SegmentsDocument(Document):
    """A catalog in reading order. `stale`: the source has sentences that a sync would bring."""

    slug: str
    title: str
    language: str
    source_language: str
    stale: bool
    segments: list[SegmentDocument]


class SaveWish(Wish):
    """A text for a sentence. `draft`: it still needs work; otherwise it is confirmed."""

    target: Annotated[str, msgspec.Meta(max_length=100_000)]
    draft: bool = False


class ExchangeQuery(Query):
    """The format of a catalog's file."""

    format: Format = "po"


class MergedDocument(Document):
    """What a merge did with one entry, and why."""

    segment: str
    outcome: str
    reason: str


class ImportDocument(Document):
    """What became of an upload: counts by outcome, and every entry that was not simply unchanged."""

    slug: str
    language: str
    counts: dict[str, int]
    entries: list[MergedDocument]


class FindingDocument(Document):
    """An issue where it stands; `waived_by` says who let a warning stand."""

    slug: str
    language: str
    file: str
    line: int
    segment: str
    check: str
    severity: str
    message: str
    waived_by: str


class CheckDocument(Document):
    """What the checks say."""

    issues: list[FindingDocument]
    errors: int
    warnings: int
    waived: int


class CheckQuery(Query):
    """Which releases and languages, all when none is named."""

    slug: tuple[str, ...] = ()
    language: tuple[str, ...] = ()


def list_segments(call: Call) -> SegmentsDocument:
    """Give a catalog in reading order."""
    view = open_editor(call.newsroom, call.slug, call.language)
    return _catalog(view)


def get_segment(call: Call) -> Tagged:
    """Give one sentence."""
    return _tagged(open_editor(call.newsroom, call.slug, call.language).segment(call.parts["segment"]))


def save(call: Call) -> Tagged:
    """Write a text for a sentence, unless somebody else changed it meanwhile."""
    wish: SaveWish = call.body
    segment = call.parts["segment"]
    request = SaveRequest(
        call.slug, call.language, segment, seen_tag(call), wish.target, call.account.signature, draft=wish.draft
    )
    saved = save_segment(call.newsroom, request, dt.datetime.now(dt.UTC))
    if isinstance(saved, Clash):
        raise changed(({"segment": segment, "theirs": saved.theirs.target, "mine": saved.mine},))
    call.newsroom.database.audit.record(
        call.actor, "save segment", f"{call.slug}/{call.language}", {"segment": segment}
    )
    return _tagged(open_editor(call.newsroom, call.slug, call.language).segment(segment))


def export(call: Call) -> Download:
    """Hand a catalog out; its base is kept, so that what comes back can be merged."""
    wish: ExchangeQuery = call.query
    report = run_export(call.newsroom, ExportRequest(call.slug, call.language, ExchangeFormat(wish.format)))
    name = f"{call.slug}.{call.language}.{_SUFFIXES[wish.format]}"
    return Download(report.data, "application/octet-stream", name)


def merge(call: Call) -> ImportDocument:
    """Merge a translator's file three ways."""
    wish: ExchangeQuery = call.query
    with laid_down(call.body, f"upload.{_SUFFIXES[wish.format]}") as path:
        request = ImportRequest(call.slug, call.language, path, ExchangeFormat(wish.format), by=call.account.signature)
        report = run_import(call.newsroom, request, dt.datetime.now(dt.UTC))
    counts = {verdict.value: 0 for verdict in Verdict} | Counter(each.verdict.value for each in report.merge.merged)
    detail = {"format": wish.format, **counts}
    call.newsroom.database.audit.record(call.actor, "import catalog", f"{call.slug}/{call.language}", detail)
    entries = [
        MergedDocument(each.key.text, each.verdict.value, each.reason)
        for each in report.merge.merged
        if each.verdict is not Verdict.UNCHANGED
    ]
    return ImportDocument(call.slug, call.language, counts, entries)


def check(call: Call) -> CheckDocument:
    """Say what the checks find."""
    wish: CheckQuery = call.query
    report = run_check(call.newsroom, wish.slug, wish.language)
    issues = [
        FindingDocument(
            each.slug, each.language, each.file, each.line, each.segment, each.issue.check, each.issue.severity.value,
            each.issue.message, each.waiver.by if each.waiver else "",
        )
        for each in report.findings
    ]  # fmt: skip
    return CheckDocument(issues, report.errors, report.warnings, report.waived)


def _catalog(view: EditorView) -> SegmentsDocument:
    segments = [_segment(segment) for segment in view.segments]
    return SegmentsDocument(view.slug, view.title, view.language, view.source_language, view.stale, segments)


def _tagged(segment: SegmentView) -> Tagged:
    return Tagged(_segment(segment), segment.text.digest)


def _segment(segment: SegmentView) -> SegmentDocument:
    text = segment.text
    issues = [IssueDocument(issue.check, issue.severity.value, issue.message) for issue in segment.issues]
    return SegmentDocument(
        segment.id, segment.number, segment.role.value, segment.source, text.target, segment.state.value, text.fuzzy,
        text.origin, text.previous, issues, text.digest,
    )  # fmt: skip


_CATALOG: Final = "/releases/{slug}/languages/{language}"

OPERATIONS: Final = (
    Operation(
        "list_segments", "GET", f"{_CATALOG}/segments", Action.READ, "A catalog in reading order.", list_segments,
        SegmentsDocument,
    ),
    Operation(
        "get_segment", "GET", f"{_CATALOG}/segments/{{segment}}", Action.READ, "One sentence.", get_segment,
        SegmentDocument,
    ),
    Operation(
        "save_segment", "PUT", f"{_CATALOG}/segments/{{segment}}", Action.TRANSLATE,
        "Write a text for a sentence (If-Match with the tag that was seen).", save, SegmentDocument, body=SaveWish,
        refusals=(412, 428),
    ),
    Operation(
        "export_catalog", "GET", f"{_CATALOG}/catalog", Action.READ, "A catalog as a file for a translator.", export,
        None, query=ExchangeQuery, answers="application/octet-stream",
    ),
    Operation(
        "import_catalog", "POST", f"{_CATALOG}/catalog", Action.TRANSLATE,
        "Merge a translator's file three ways; nothing a person wrote meanwhile is overwritten.", merge, ImportDocument,
        query=ExchangeQuery, media="application/octet-stream",
    ),
    Operation("check", "GET", "/checks", Action.READ, "What the checks say.", check, CheckDocument, query=CheckQuery),
)  # fmt: skip
