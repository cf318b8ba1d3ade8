"""Jobs: what drafting would cost, starting it, following it, seeing it through."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from translateflow.web.api.operation import Document, Operation, Query, Wish
from translateflow.web.api.releases import Limit, Slug
from translateflow.web.desk.access import Action
from translateflow.web.events import job_events
from translateflow.workflow.estimate import run_estimate
from translateflow.workflow.jobs import find_job, job_failures, list_jobs, run_cancel, run_resume
from translateflow.workflow.run_jobs import run_jobs
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from translateflow.model.job import Item, Job, Sums
    from translateflow.web.api.operation import Call


class JobWish(Wish):
    """What to draft. Empty `slugs` and `languages` mean all; `engine` replaces the newsroom's order."""

    slugs: tuple[Slug, ...] = ()
    languages: tuple[str, ...] = ()
    engine: str = ""
    force_drafts: bool = False
    max_characters: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None


class EngineCostDocument(Document):
    """What one engine would be sent, and what that would cost."""

    engine: str
    items: int
    characters: int
    money: float


class EstimateDocument(Document):
    """What a job would be made of; nothing is written and no engine asked."""

    items: int
    memory: int
    kept: int
    cached: int
    repeats: int
    unanswered: int
    sent: int
    characters: int
    money: float
    currency: str
    engines: list[EngineCostDocument]


class SumsDocument(Document):
    """Items by outcome; they add up to `items`."""

    items: int
    waiting: int
    drafted: int
    memory: int
    kept: int
    failed: int
    cancelled: int
    characters: int
    engine_calls: int


class FailureDocument(Document):
    """A segment that could not be drafted, and why."""

    slug: str
    language: str
    segment: str
    reason: str


class JobDocument(Document):
    """A job. `failures` are listed where one job is asked for."""

    job: int
    state: str
    title: str
    created: dt.datetime
    finished: dt.datetime | None
    sums: SumsDocument
    failures: tuple[FailureDocument, ...] = ()


class JobsQuery(Query):
    """Which jobs: those before this one, so many."""

    before: int | None = None
    limit: Limit = 50


class JobsDocument(Document):
    """Jobs, newest first. `before` is what to ask with for older ones, None when these are the last."""

    jobs: list[JobDocument]
    before: int | None = None


class CancelledDocument(Document):
    """How many items will not be drafted."""

    job: int
    cancelled: int


def _request(wish: JobWish) -> TranslateRequest:
    return TranslateRequest(
        wish.slugs, wish.languages, wish.engine, wish.force_drafts, wait=False, max_characters=wish.max_characters
    )


def estimate(call: Call) -> EstimateDocument:
    """Say what a job would send and cost."""
    found = run_estimate(call.newsroom, _request(call.body))
    engines = [EngineCostDocument(each.engine, each.items, each.characters, each.money) for each in found.engines]
    return EstimateDocument(
        found.items, found.memory, found.kept, found.cached, found.repeats, found.unanswered, found.sent,
        found.characters, found.money, found.currency, engines,
    )  # fmt: skip


def start_job(call: Call) -> JobDocument:
    """Plan a job; workers, or the server itself, draft it."""
    report = run_translate(call.newsroom, _request(call.body), lambda _: None)
    call.newsroom.database.audit.record(call.actor, "start job", str(report.job))
    return _job(find_job(call.newsroom, report.job))


def list_all(call: Call) -> JobsDocument:
    """List jobs, newest first."""
    wish: JobsQuery = call.query
    jobs = [job for job in list_jobs(call.newsroom) if wish.before is None or job.id < wish.before]
    page = jobs[: wish.limit]
    return JobsDocument([_job(job) for job in page], page[-1].id if len(jobs) > len(page) else None)


def get_job(call: Call) -> JobDocument:
    """Show one job with its failures."""
    return _job(find_job(call.newsroom, call.number), job_failures(call.newsroom, call.number))


def resume_job(call: Call) -> JobDocument:
    """Open a job's failed items again."""
    jobs = run_resume(call.newsroom, call.number)
    run_jobs(call.newsroom, jobs, lambda _: None, wait=False)
    call.newsroom.database.audit.record(call.actor, "resume job", str(call.number))
    return _job(find_job(call.newsroom, call.number))


def cancel_job(call: Call) -> CancelledDocument:
    """Cancel what waits."""
    cancelled = run_cancel(call.newsroom, call.number)
    call.newsroom.database.audit.record(call.actor, "cancel job", str(call.number), {"items": cancelled})
    return CancelledDocument(call.number, cancelled)


def follow_job(call: Call) -> Response:
    """Follow a job as server-sent events."""
    return job_events(call.newsroom, call.number, call.streams, last_event_id=call.headers.get("Last-Event-ID", ""))


def _job(job: Job, failures: list[Item] | None = None) -> JobDocument:
    listed = tuple(FailureDocument(item.slug, item.language, item.key.text, item.reason) for item in failures or ())
    return JobDocument(job.id, job.state.value, job.title, job.created, job.finished, _sums(job.sums), listed)


def _sums(sums: Sums) -> SumsDocument:
    return msgspec.convert(sums, SumsDocument, from_attributes=True)


OPERATIONS: Final = (
    Operation(
        "estimate", "POST", "/estimates", Action.DRAFT, "What a job would send and cost; nothing is written.", estimate,
        EstimateDocument, body=JobWish,
    ),
    Operation(
        "start_job", "POST", "/jobs", Action.DRAFT, "Start a job; it is drafted by workers, or by the server itself.",
        start_job, JobDocument, body=JobWish, status=201,
    ),
    Operation(
        "list_jobs", "GET", "/jobs", Action.READ, "Jobs, newest first.", list_all, JobsDocument, query=JobsQuery
    ),
    Operation("get_job", "GET", "/jobs/{number}", Action.READ, "One job, with every failure.", get_job, JobDocument),
    Operation(
        "resume_job", "POST", "/jobs/{number}/resume", Action.DRAFT, "Try a job's failed items again.", resume_job,
        JobDocument,
    ),
    Operation(
        "cancel_job", "POST", "/jobs/{number}/cancel", Action.DRAFT, "Cancel what a job has not drafted yet.",
        cancel_job, CancelledDocument,
    ),
    Operation(
        "follow_job", "GET", "/jobs/{number}/events", Action.READ, "A job's progress as server-sent events.",
        follow_job, None, answers="text/event-stream",
    ),
)  # fmt: skip
