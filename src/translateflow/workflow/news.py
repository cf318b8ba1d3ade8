"""What has happened since the last look that people want to be told of.

The files are the truth, and any editor may write them. So what happened is found by comparing where each catalog stands
with where it stood, never by being told: a catalog that came by git, or a process that was killed right after it had
published, is noticed all the same. What is found is written into the outbox together with the new stage, once.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from translateflow.errors import TranslateflowError
from translateflow.model.job import JobState
from translateflow.model.notice import Channel, Event, EventKind
from translateflow.storage.outbox import Addressee, Stage
from translateflow.workflow.published import read_live
from translateflow.workflow.status import run_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from translateflow.model.job import Job
    from translateflow.model.notice import NotifyOptions
    from translateflow.workflow.status import LanguageStatus, ReleaseStatus
    from translateflow.workspace import Newsroom

    Pair = tuple[str, str]

_log = logging.getLogger(__name__)

BEGINNING: Pair = ("", "")
"""The row that says from when on news are news: what stands there when notifications are switched on is none."""

JOBS_LOOKED_AT = 50

_KINDS = {
    "empty": EventKind.READY_TO_TRANSLATE,
    "draft": EventKind.READY_TO_REVIEW,
    "outdated": EventKind.OUTDATED,
    "reviewed": EventKind.READY_TO_SIGN_OFF,
    "published": EventKind.PUBLISHED,
}


def run_news(newsroom: Newsroom, now: dt.datetime | None = None) -> int:
    """Look for news and put them into the outbox; give how many there were. Nothing where nobody is to be told.

    Reads only what has changed since the last look. Two at once, or one that is killed, tell nobody twice.
    """
    options = newsroom.settings.notify
    if not options.is_used:
        return 0
    now = now or dt.datetime.now(dt.UTC)
    outbox = newsroom.database.outbox
    known = outbox.stages()
    seen, found = _look(newsroom, known, now)
    if BEGINNING not in known:
        outbox.record({BEGINNING: Stage("", str(now.timestamp())), **seen}, [])
        return 0
    since = float(known[BEGINNING].stamp)
    events = [*found, *_failed_jobs(newsroom.database.ledger.jobs(state=JobState.DONE, limit=JOBS_LOOKED_AT), since)]
    base_url = newsroom.settings.base_url
    return outbox.record(seen, [(event, plan_addressees(event, options, base_url)) for event in events])


def note_news(newsroom: Newsroom) -> None:
    """Put news into the outbox at the end of something that is done: what goes wrong here does not undo it."""
    try:
        run_news(newsroom)
    except TranslateflowError as error:
        _log.warning("who is to be told will be found at the next look: %s", error)


def _look(newsroom: Newsroom, known: Mapping[Pair, Stage], now: dt.datetime) -> tuple[dict[Pair, Stage], list[Event]]:
    """Give the stages that are new, and what follows from them. A catalog that drafts are on their way to waits."""
    live = read_live(newsroom)
    busy = newsroom.database.ledger.busy_catalogs()
    stamps = {pair: stamp for pair, stamp in _stamps(newsroom, live) if pair not in busy}
    changed = {pair for pair, stamp in stamps.items() if pair not in known or known[pair].stamp != stamp}
    if not changed:
        return {}, []
    # What is no target of its release has no stage, and need not be looked at again.
    seen = {pair: Stage("", stamps[pair]) for pair in changed}
    events: list[Event] = []
    for release in run_status(newsroom, sorted({slug for slug, _ in changed})):
        for language, status in release.languages.items():
            pair = (release.slug, language)
            if pair not in changed:
                continue
            name = name_stage(status, people_only=_is_for_people(newsroom, language))
            seen[pair] = Stage(_with_version(newsroom, pair, name), stamps[pair])
            event = plan_event(release, language, known.get(pair), seen[pair])
            if event is not None:
                events.append(_dress(newsroom, event, now))
    return seen, events


def name_stage(status: LanguageStatus, *, people_only: bool) -> str:
    """Name where a catalog stands: its state, where that is something to be told of.

    An empty one in a language that machines draft waits for them; a reviewed one with errors is not ready.
    """
    if status.state == "empty" and not people_only:
        return "undrafted"
    if status.state == "reviewed" and status.errors:
        return "blocked"
    return status.state


def plan_event(release: ReleaseStatus, language: str, before: Stage | None, after: Stage) -> Event | None:
    """Decide whether a new stage is news: when it begins. The same text going out again is the same event."""
    name, _, version = after.name.partition(" ")
    kind = _KINDS.get(name)
    if kind is None or (before is not None and before.name == after.name):
        return None
    status = release.languages[language]
    counts = {
        EventKind.READY_TO_TRANSLATE: status.empty,
        EventKind.READY_TO_REVIEW: status.draft,
        EventKind.OUTDATED: status.outdated,
    }
    return Event(
        key=f"{kind.value}:{release.slug}:{language}:{version or after.stamp}",
        kind=kind,
        slug=release.slug,
        language=language,
        title=release.title,
        count=counts.get(kind, status.total),
    )


def plan_addressees(event: Event, options: NotifyOptions, base_url: str) -> list[Addressee]:
    """Decide who is told. What is under embargo goes to people only, never to a hook or a service."""
    told: list[Addressee] = []
    for target in options.targets:
        if target.wants(event):
            told += [Addressee(Channel.MAIL, mail, target.name) for mail in target.mail]
            if target.url and not event.embargoed:
                told.append(Addressee(Channel.HOOK, target.name, target.name))
    if event.kind is EventKind.PUBLISHED and base_url:
        if options.indexnow and options.indexnow_key:
            told.append(Addressee(Channel.INDEXNOW, options.indexnow, ""))
        if options.websub_hub:
            told.append(Addressee(Channel.WEBSUB, options.websub_hub, ""))
    return told


def _dress(newsroom: Newsroom, event: Event, now: dt.datetime) -> Event:
    """Add what is known of the release beyond its status: its page, its embargo."""
    base_url = newsroom.settings.base_url
    is_live = event.kind is EventKind.PUBLISHED
    embargo = newsroom.read_release(event.slug).front.embargo
    return Event(
        key=event.key,
        kind=event.kind,
        slug=event.slug,
        language=event.language,
        title=event.title,
        count=event.count,
        address=f"{base_url}/{event.language}/{event.slug}/" if is_live and base_url else "",
        embargoed=not is_live and embargo is not None and embargo > now,
    )


def _failed_jobs(jobs: list[Job], since: float) -> Iterator[Event]:
    """Give jobs that ended with failures. No title: it names releases that may be under embargo."""
    for job in jobs:
        if job.sums.failed and job.finished is not None and job.finished.timestamp() >= since:
            key = f"{EventKind.JOB_FAILED.value}:{job.id}:{job.finished.timestamp()}"
            yield Event(key, EventKind.JOB_FAILED, job=job.id, count=job.sums.failed)


def _is_for_people(newsroom: Newsroom, language: str) -> bool:
    return not newsroom.settings.rules(language).engines


def _with_version(newsroom: Newsroom, pair: Pair, name: str) -> str:
    """Add to a publication which sign-off went out, so that a correction is news and a touched file is none."""
    snapshot = newsroom.snapshots.read(*pair) if name == EventKind.PUBLISHED.value else None
    return f"{name} {snapshot.evidence.approved_at.isoformat()}" if snapshot else name


def _stamps(newsroom: Newsroom, live: frozenset[Pair]) -> Iterator[tuple[Pair, str]]:
    """Give the stamp of every catalog: of its sign-off, itself, its source, and whether it is live."""
    languages = dict.fromkeys((newsroom.settings.source, *newsroom.settings.targets))
    for slug, source in newsroom.sources().items():
        of_source = _stamp(source)
        for language in languages:
            signed = _stamp(newsroom.snapshots.root / slug / f"{language}.json")
            catalog = _stamp(newsroom.catalogs.catalog(slug, language))
            yield (slug, language), f"{signed}|{catalog}|{of_source}|{int((slug, language) in live)}"


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}.{found.st_size}"
