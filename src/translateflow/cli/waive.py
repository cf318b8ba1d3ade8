"""`translateflow waive`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from translateflow.cli.exits import DONE
from translateflow.cli.options import example, in_newsroom
from translateflow.cli.show import shorten, show, show_json, show_table, tell
from translateflow.workflow.waive import WaiveRequest, Warned, list_warned, run_waive, run_withdraw_waiver

if TYPE_CHECKING:
    from translateflow.review.waivers import Waiver
    from translateflow.workspace import Newsroom

_WIDTH = 50


@click.command(
    epilog=example(
        'translateflow waive weidensteg-oeffnet --language en 3 repetition --reason "It is a quotation."'
        ' --by "Ada Sommer <ada.sommer@eschenwarth.example>"'
    )
)
@click.argument("slug")
@click.argument("segment", required=False)
@click.argument("check", required=False)
@click.option("-l", "--language", required=True, metavar="L", help="Language of the catalog.")
@click.option("--reason", default="", help="Why the warning may stand; kept in the evidence.")
@click.option("--by", default="", metavar='"Name <mail>"', help="Who says so.")
@click.option("--list", "listing", is_flag=True, help="List warnings and waivers, with the segments' numbers.")
@click.option("--withdraw", is_flag=True, help="Take the waiver back: the warning is open again.")
@in_newsroom
def command(
    *,
    newsroom: Newsroom,
    slug: str,
    segment: str | None,
    check: str | None,
    language: str,
    reason: str,
    by: str,
    listing: bool,
    withdraw: bool,
    as_json: bool,
) -> int:
    """Let the warnings of one CHECK on one SEGMENT stand, with name and reason.

    SEGMENT is its number as --list shows it, its source text, or the beginning of it. A waiver holds for exactly this
    source and this translation; when either changes, the warning is open again. Errors cannot be waived.
    """
    if listing:
        return _show_list(list_warned(newsroom, slug, language), as_json=as_json)
    if segment is None or check is None:
        msg = "Name SEGMENT and CHECK; --list shows what there is."
        raise click.UsageError(msg)
    if withdraw:
        waivers = run_withdraw_waiver(newsroom, slug, language, segment, check)
    else:
        request = WaiveRequest(slug, language, segment, check, reason, by)
        waivers = (run_waive(newsroom, request, dt.datetime.now(dt.UTC)),)
    _tell_done(waivers, "withdrawn" if withdraw else "waived", as_json=as_json)
    return DONE


def _tell_done(waivers: tuple[Waiver, ...], what: str, *, as_json: bool) -> None:
    if as_json:
        show_json({what: [_to_json(waiver) for waiver in waivers]})
        return
    for waiver in waivers:
        show(f"{what}: {waiver.check} on “{shorten(waiver.source, _WIDTH)}”: {waiver.reason} ({waiver.by})")


def _show_list(found: tuple[Warned, ...], *, as_json: bool) -> int:
    if as_json:
        show_json({"warnings": [_warned_json(each) for each in found]})
        return DONE
    if not found:
        tell("There is no warning, and none was waived.")
        return DONE
    rows = [
        (str(each.number or "–"), each.state.value, each.check, shorten(each.source, _WIDTH), _why(each))
        for each in found
    ]
    show_table(("segment", "state", "check", "source", "message or reason"), rows)
    return DONE


def _why(each: Warned) -> str:
    return f"{each.waiver.reason} ({each.waiver.by})" if each.waiver else shorten(each.message, _WIDTH)


def _warned_json(each: Warned) -> dict[str, object]:
    return {
        "segment": each.number or None,
        "state": each.state.value,
        "check": each.check,
        "source": each.source,
        "target": each.target,
        "message": each.message,
        "waiver": _to_json(each.waiver) if each.waiver else None,
    }


def _to_json(waiver: Waiver) -> dict[str, str]:
    return {
        "check": waiver.check,
        "reason": waiver.reason,
        "by": waiver.by,
        "at": waiver.at.isoformat(),
        "source": waiver.source,
        "target": waiver.target,
    }
