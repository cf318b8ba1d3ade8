from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.storage.conftest import Clock

    from translateflow.storage import Database


def test_records_are_listed_newest_first_with_all_that_was_said(database: Database, clock: Clock) -> None:
    database.audit.record("ali@example.org", "approve", "brueckenfest/uk", {"digest": "abc", "waived": ["length"]})
    clock.advance(60)
    database.audit.record("zoe@example.org", "publish", "brueckenfest")
    newest, first = database.audit.records()
    assert (newest.who, newest.action, newest.target, newest.detail) == (
        "zoe@example.org",
        "publish",
        "brueckenfest",
        {},
    )
    assert first.detail == {"digest": "abc", "waived": ["length"]}
    assert newest.at - first.at == dt.timedelta(seconds=60)


def test_records_can_be_asked_for_by_target_time_and_number(database: Database, clock: Clock) -> None:
    for number in range(4):
        clock.advance(60)
        database.audit.record("ali@example.org", f"edit {number}", "fest/en" if number % 2 else "fest/uk")
    moment = dt.datetime.fromtimestamp(clock.now - 60, dt.UTC)
    assert [record.action for record in database.audit.records(target="fest/uk")] == ["edit 2", "edit 0"]
    assert [record.action for record in database.audit.records(since=moment)] == ["edit 3", "edit 2"]
    assert [record.action for record in database.audit.records(limit=1)] == ["edit 3"]
