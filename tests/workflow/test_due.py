"""When a job is due, and in whose time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from translateflow.errors import BadDueError
from translateflow.model.job import NewItem, Outcome
from translateflow.model.segment import Key, Role
from translateflow.workflow.due import due_by_embargo, parse_due

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)  # 13:00 in Berlin


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-11-22T18:00", "2026-11-22T17:00+00:00"),
        ("2026-11-22T18:00+00:00", "2026-11-22T18:00+00:00"),
        ("2026-11-23", "2026-11-23T22:59:59+00:00"),
        ("18:00", "2026-11-22T17:00+00:00"),
        ("9:30", "2026-11-23T08:30+00:00"),
        ("+90m", "2026-11-22T13:30+00:00"),
        (" +2h ", "2026-11-22T14:00+00:00"),
        ("+3d", "2026-11-25T12:00+00:00"),
    ],
)
def test_a_moment_ahead_is_read_in_the_newsrooms_time_zone(text: str, due: str) -> None:
    assert parse_due(text, NOW, BERLIN) == dt.datetime.fromisoformat(due)


@pytest.mark.parametrize("text", ["", "soon", "2026-11-22T12:59", "25:00", "+0m", "+9999999d", "2026-13-01", "-2h"])
def test_what_is_no_moment_ahead_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadDueError, match=r"is no time ahead. Write .*\+90m"):
        parse_due(text, NOW, BERLIN)


def item(slug: str, outcome: Outcome = Outcome.WAITING) -> NewItem:
    """Plan an item of a release."""
    return NewItem(slug, "de", "en", Key(Role.TEXT, "Satz."), outcome=outcome)


def test_an_embargo_ahead_is_the_deadline_of_its_release_and_of_no_other() -> None:
    ahead, over = NOW + dt.timedelta(hours=2), NOW - dt.timedelta(days=900)
    items = [item("held"), item("old"), item("free"), item("held", Outcome.KEPT)]
    dated = due_by_embargo(items, {"held": ahead, "old": over, "free": None}, NOW)
    assert [each.deadline for each in dated] == [ahead, None, None, None]
