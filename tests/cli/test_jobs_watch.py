"""`jobs watch` on plain output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest
    from tests.cli.conftest import Command, EngineServer


def test_a_newsroom_without_jobs_says_so(in_house: Command) -> None:
    told = in_house("jobs", "watch")
    assert (told.code, told.out) == (0, "There are no jobs yet.\n")


def test_a_finished_job_is_told_in_one_line_and_its_failures_need_a_person(
    in_served_house: Command, engine: EngineServer
) -> None:
    engine.down = True
    in_served_house("translate", "-l", "en")
    told = in_served_house("jobs", "watch")
    assert told.code == 1
    assert told.out == "job 1, done: 5 items = 5 failed\n"
    assert "translateflow jobs show 1" in told.err


def test_each_line_of_json_is_a_document(in_served_house: Command) -> None:
    in_served_house("translate", "-l", "en")
    told = in_served_house("jobs", "watch", "1", "--json")
    assert told.code == 0
    [line] = told.out.splitlines()
    document = json.loads(line)
    assert (document["job"], document["done"], document["percent"], document["drafted"]) == (1, 5, 100, 5)


def test_when_nobody_drafts_people_are_told_how_to_start(
    in_served_house: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_served_house("translate", "-l", "en", "--no-wait")
    monkeypatch.setattr("translateflow.cli.jobs_watch.QUIET_SECONDS", 0.0)
    said: list[str] = []

    def cancel_when_told(line: str) -> None:
        said.append(line)
        raise KeyboardInterrupt

    monkeypatch.setattr("translateflow.cli.jobs_watch.tell", cancel_when_told)
    told = in_served_house("jobs", "watch")
    assert told.code == 130
    assert "nobody is drafting" in said[0]
    assert "The job goes on without being watched." in told.err
