"""Empty the outbox: mails to people, signed calls to hooks, pings to services. What is away now is told later."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import FetchError, FetchRefusedError, NoNoticeError, NoTargetError, NotSentError
from translateflow.fetch import post_url
from translateflow.model.notice import Channel, Event, EventKind, NoticeState
from translateflow.notify import indexnow_call, make_hook_call, make_mail, send_mail, websub_call, word_event
from translateflow.workflow.news import plan_addressees, run_news

if TYPE_CHECKING:
    import threading

    from translateflow.model.notice import Notice, Target
    from translateflow.notify import HookCall
    from translateflow.workspace import Newsroom

_log = logging.getLogger(__name__)

LEASE_SECONDS = 120.0
"""Longer than one attempt may take: then another sender takes the notice over."""

MOST_ATTEMPTS = 12
FIRST_PAUSE = 30.0
LONGEST_PAUSE = 6 * 3600.0

_HAPPY = range(200, 300)
_TRY_AGAIN = frozenset({408, 425, 429})
_SERVER_ERRORS = 500


@dataclass(frozen=True, slots=True)
class SendReport:
    """How many notices were taken, put off, and given up."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def run_notify(newsroom: Newsroom, stop: threading.Event | None = None) -> SendReport:
    """Look for news and tell people of them: what `serve`, beat and `notifications send` do from time to time."""
    if not newsroom.settings.notify.is_used:
        return SendReport()
    run_news(newsroom)
    return run_send(newsroom, stop)


def run_send(newsroom: Newsroom, stop: threading.Event | None = None, *, limit: int = 200) -> SendReport:
    """Try every notice that is due, once. Raises DatabaseError only: who is away costs nobody else his notice."""
    counts = dict.fromkeys(NoticeState, 0)
    for _ in range(limit):
        if stop is not None and stop.is_set():
            break
        notice = newsroom.database.outbox.claim(lease_seconds=LEASE_SECONDS)
        if notice is None:
            break
        counts[_try(newsroom, notice)] += 1
    return SendReport(counts[NoticeState.SENT], counts[NoticeState.WAITING], counts[NoticeState.FAILED])


def list_notices(newsroom: Newsroom, *, waiting: bool = False) -> list[Notice]:
    """Give the newest notices, newest first: all, or only those that were not taken."""
    if not newsroom.has_database:
        return []
    notices = newsroom.database.outbox.newest(limit=500)
    return [notice for notice in notices if not waiting or notice.state is not NoticeState.SENT]


def run_retry(newsroom: Newsroom, number: int | None = None) -> SendReport:
    """Try one notice that was not taken, or all of them, now and with fresh patience. Raises NoNoticeError."""
    if not newsroom.database.outbox.retry(number) and number is not None:
        raise NoNoticeError(number)
    return run_send(newsroom)


def run_test(newsroom: Newsroom, name: str = "") -> SendReport:
    """Send a test to one target, or to all. Raises NoTargetError."""
    options = newsroom.settings.notify
    chosen = tuple(target for target in options.targets if not name or target.name == name)
    if not chosen:
        raise NoTargetError(name, tuple(target.name for target in options.targets))
    now = dt.datetime.now(dt.UTC)
    event = Event(f"{EventKind.TEST.value}:{now.isoformat()}:{name}", EventKind.TEST)
    named = {target.name for target in chosen}
    told = [each for each in plan_addressees(event, options, "") if each.target in named]
    newsroom.database.outbox.record({}, [(event, told)])
    return run_send(newsroom)


def plan_pause(attempts: int, retry_after: float | None = None) -> float:
    """Give the seconds until the next attempt: twice as long each time, or as long as the other side asks for."""
    pause = min(FIRST_PAUSE * 2.0 ** (attempts - 1), LONGEST_PAUSE)
    return pause if retry_after is None else min(max(pause, retry_after), LONGEST_PAUSE)


def _try(newsroom: Newsroom, notice: Notice) -> NoticeState:
    outbox = newsroom.database.outbox
    try:
        outcome = _deliver(newsroom, notice)
    except (NotSentError, FetchError, FetchRefusedError) as error:
        final = isinstance(error, FetchRefusedError) or (isinstance(error, NotSentError) and error.permanent)
        state = NoticeState.FAILED if final or notice.attempts >= MOST_ATTEMPTS else NoticeState.WAITING
        reason = error.reason if isinstance(error, NotSentError) else error.message
        wait = error.retry_after if isinstance(error, NotSentError) else None
        outbox.note(notice, state, reason, again_after=plan_pause(notice.attempts, wait))
        _log.warning("notice %d (%s) by %s: %s", notice.id, notice.event.kind, notice.channel, reason)
        return state
    outbox.note(notice, NoticeState.SENT, outcome)
    _log.info("notice %d (%s) by %s: %s", notice.id, notice.event.kind, notice.channel, outcome)
    return NoticeState.SENT


def _deliver(newsroom: Newsroom, notice: Notice) -> str:
    settings = newsroom.settings
    target = next((each for each in settings.notify.targets if each.name == notice.target), None)
    match notice.channel:
        case Channel.MAIL:
            return _mail(newsroom, notice, target)
        case Channel.HOOK:
            if target is None or not target.url:
                reason = f"no hook is called “{notice.target}” any more"
                raise NotSentError(reason, permanent=True)
            now = dt.datetime.now(dt.UTC)
            return _call(newsroom, make_hook_call(notice, target.url, target.secret, now, newsroom=settings.title))
        case Channel.INDEXNOW:
            key, page = settings.notify.indexnow_key, notice.event.address
            return _call(newsroom, indexnow_call(notice.recipient, key, page, base_url=settings.base_url))
        case Channel.WEBSUB:
            feed = f"{settings.base_url}/{notice.event.language}/feed.xml"
            return _call(newsroom, websub_call(notice.recipient, feed))


def _mail(newsroom: Newsroom, notice: Notice, target: Target | None) -> str:
    settings = newsroom.settings
    account = newsroom.database.accounts.find(notice.recipient)
    speech = (target.speech if target else "") or (account.speech if account else "") or settings.source
    wording = word_event(
        notice.event, speech=speech, newsroom=settings.title, target=notice.target, desk=_desk_address(newsroom, notice)
    )
    server = settings.notify.server
    if not server.host:
        reason = "no mail server is set (smtp_host under [notify])"
        raise NotSentError(reason, permanent=False)
    return send_mail(server, make_mail(notice, wording, speech=speech, sender=server.sender))


def _desk_address(newsroom: Newsroom, notice: Notice) -> str:
    desk, event = newsroom.settings.desk.url, notice.event
    if not desk:
        return ""
    if event.job:
        return f"{desk}/jobs/{event.job}"
    return f"{desk}/releases/{event.slug}" if event.slug else f"{desk}/"


def _call(newsroom: Newsroom, call: HookCall) -> str:
    """Make a call; give what was answered. Raises NotSentError, FetchError, FetchRefusedError."""
    posted = post_url(call.url, call.body, call.headers, allow_hosts=newsroom.settings.notify.allow_hosts)
    if posted.status in _HAPPY:
        return f"status {posted.status}"
    # 410 is how a receiver says that it wants no more (Standard Webhooks); other refusals may be a mistake of the day.
    passing = posted.status in _TRY_AGAIN or posted.status >= _SERVER_ERRORS
    reason = f"it answers with status {posted.status}"
    raise NotSentError(reason, permanent=not passing, retry_after=posted.retry_after)
