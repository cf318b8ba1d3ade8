"""When a job is due: by the word of a person, else by the embargo of each release. Pure.

The earlier a deadline, the sooner a worker takes the chunk, whatever was asked for before.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from translateflow.errors import BadDueError
from translateflow.model.job import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translateflow.model.job import NewItem

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def parse_due(text: str, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Read a moment ahead: `2026-11-22T18:00`, `18:00` (the next), `+90m`, `+2h` or `+3d`. Raises BadDueError.

    A time without a zone is in `zone`; a date without a time is its end.
    """
    try:
        due = _read(text.strip(), now, zone)
    except (ValueError, OverflowError) as error:
        raise BadDueError(text) from error
    if due <= now:
        raise BadDueError(text)
    return due


def _read(text: str, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    if span := re.fullmatch(r"\+(\d{1,6})([mhd])", text):
        return now + dt.timedelta(**{_UNITS[span[2]]: int(span[1])})
    if clock := re.fullmatch(r"(\d{1,2}):(\d\d)", text):
        today = now.astimezone(zone).replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
        return today if today > now else today + dt.timedelta(days=1)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        text += "T23:59:59"
    read = dt.datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=zone)


def due_by_embargo(
    items: Sequence[NewItem], embargoes: Mapping[str, dt.datetime | None], now: dt.datetime
) -> list[NewItem]:
    """Give each item the embargo of its release as its deadline, while that lies ahead.

    One that is over says nothing of today: an old release that gets one more language must not overtake anything.
    """

    def deadline(item: NewItem) -> dt.datetime | None:
        embargo = embargoes.get(item.slug)
        return embargo if embargo is not None and embargo > now and item.outcome is Outcome.WAITING else None

    return [replace(item, deadline=found) if (found := deadline(item)) else item for item in items]
