from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translateflow.model.job import ItemResult, Outcome

if TYPE_CHECKING:
    from tests.web.desk.conftest import Browser, House


@pytest.fixture
def editor(house: House) -> Browser:
    return house.browser("editor")


def test_drafting_begins_with_what_it_would_send(editor: Browser, house: House) -> None:
    assert editor.get("/draft").headers["Location"] == "/"
    page = editor.get("/draft?slug=bruecke&language=en").get_data(as_text=True)
    assert "What it would send" in page
    assert "Neue Brücke öffnet" in page
    woken: list[str] = []
    house.app.wake = lambda: woken.append("now")
    answer = editor.post("/draft", {"slug": "bruecke", "language": "en"})
    assert answer.headers["Location"] == "/jobs/1"
    assert woken == ["now"]
    (record,) = house.newsroom.database.audit.records()
    assert (record.who, record.action) == ("editor@desk.example", "start")
    assert record.detail["languages"] == ["en"]


def test_a_job_is_shown_cancelled_and_its_figures_come_alone(editor: Browser) -> None:
    editor.post("/draft", {"slug": "bruecke", "language": "en"})
    page = editor.get("/jobs/1").get_data(as_text=True)
    assert 'data-events="/jobs/1/events"' in page
    assert "running" in page
    part = editor.get("/jobs/1", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.startswith('<div id="figures"')
    editor.post("/jobs/1/cancel")
    assert "cancelled" in editor.get("/jobs").get_data(as_text=True)
    assert editor.get("/jobs/7").status_code == 404


def test_failures_are_shown_by_reason_and_tried_again(editor: Browser, house: House) -> None:
    editor.post("/draft", {"slug": "bruecke", "language": "en"})
    ledger = house.newsroom.database.ledger
    chunk = ledger.claim_chunk("test", lease_seconds=60)
    assert chunk
    ledger.record_results(chunk, [ItemResult(item.id, Outcome.FAILED, reason="engine down") for item in chunk.items])
    page = editor.get("/jobs/1").get_data(as_text=True)
    assert "engine down" in page
    editor.post("/jobs/1/retry")
    assert "engine down" not in editor.get("/jobs/1").get_data(as_text=True)


def test_a_finished_job_tells_its_figures_once(editor: Browser) -> None:
    editor.post("/draft", {"slug": "bruecke", "language": "en"})
    editor.post("/jobs/1/cancel")
    answer = editor.get("/jobs/1/events")
    assert answer.mimetype == "text/event-stream"
    assert "event: over" in answer.get_data(as_text=True)
