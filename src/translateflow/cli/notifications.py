"""`translateflow notifications`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE, NEEDS_A_PERSON
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import count, shorten, show, show_json, show_table, tell_next
from translateflow.workflow.send_notices import SendReport, list_notices, run_notify, run_retry, run_test

if TYPE_CHECKING:
    from translateflow.model.notice import Notice
    from translateflow.workspace import Newsroom


@click.group(epilog=example("translateflow notifications list"))
def command() -> None:
    """See who was told of what, tell again, and try whether it works."""


@command.command("list", epilog=example("translateflow notifications list --waiting"))
@click.option("--waiting", is_flag=True, help="Only what was not taken yet, or given up.")
@in_newsroom
def list_command(*, newsroom: Newsroom, waiting: bool, as_json: bool) -> None:
    """List notices, newest first, each with its attempts and what the other side said."""
    notices = list_notices(newsroom, waiting=waiting)
    if as_json:
        show_json({"notices": [_to_json(notice) for notice in notices]})
    elif notices:
        show_table(("notice", "event", "about", "by", "to", "state", "tries", "outcome"), [*map(_row, notices)])
    else:
        show("Nobody was told of anything.")


@command.command("send", epilog=example("translateflow notifications send"))
@in_newsroom
def send_command(*, newsroom: Newsroom, as_json: bool) -> int:
    """Look for news, and send what is due: what `serve` and beat do by themselves; for cron where neither runs."""
    return _show_report(run_notify(newsroom), as_json=as_json)


@command.command("retry", epilog=example("translateflow notifications retry 12"))
@click.argument("notice", type=int, required=False)
@in_newsroom
def retry_command(*, newsroom: Newsroom, notice: int | None, as_json: bool) -> int:
    """Send again what was given up or waits: one notice, or every one."""
    return _show_report(run_retry(newsroom, notice), as_json=as_json)


@command.command("test", epilog=example("translateflow notifications test translators"))
@click.argument("target", default="")
@in_newsroom
def test_command(*, newsroom: Newsroom, target: str, as_json: bool) -> int:
    """Send a test to one target of [notify], or to all of them."""
    return _show_report(run_test(newsroom, target), as_json=as_json)


def _show_report(report: SendReport, *, as_json: bool) -> int:
    if as_json:
        show_json(asdict(report))
    else:
        show(f"{count(report.sent, 'notice')} sent, {report.waiting} waiting, {report.failed} given up")
    if report.waiting or report.failed:
        tell_next("translateflow notifications list --waiting")
        return NEEDS_A_PERSON
    return DONE


def _row(notice: Notice) -> tuple[str, ...]:
    event = notice.event
    about = f"{event.slug} {event.language}".strip() or (f"job {event.job}" if event.job else "")
    return (
        str(notice.id),
        event.kind.value,
        about,
        notice.channel.value,
        notice.recipient,
        notice.state.value,
        str(notice.attempts),
        shorten(notice.outcome, 60),
    )


def _to_json(notice: Notice) -> dict[str, object]:
    return {
        "notice": notice.id,
        "event": asdict(notice.event),
        "channel": notice.channel.value,
        "recipient": notice.recipient,
        "target": notice.target,
        "state": notice.state.value,
        "attempts": notice.attempts,
        "created": notice.created.isoformat(),
        "tried": notice.tried.isoformat() if notice.tried else None,
        "outcome": notice.outcome,
    }
