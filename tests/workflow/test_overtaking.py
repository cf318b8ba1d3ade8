"""A release that is due overtakes whatever was asked for before, within the chunks in hand."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from translateflow.model.job import NewItem
from translateflow.model.segment import Key, Role
from translateflow.workflow import keep_house
from translateflow.workflow.draft import Drafter
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    import pytest
    from tests.workflow.conftest import EngineServer, House

BACKLOG = 10_000
THREADS = 4


def backlog(count: int) -> list[NewItem]:
    """Plan what nobody waits for."""
    return [
        NewItem("archive", "de", "en", Key(Role.TEXT, f"Der Vorgang {number} ist erledigt.")) for number in range(count)
    ]


def test_a_due_release_overtakes_a_backlog_of_ten_thousand_within_one_chunk(
    served_house: House, engine: EngineServer
) -> None:
    newsroom = served_house.newsroom
    ledger = newsroom.database.ledger
    archive = ledger.create_job("archive", backlog(BACKLOG), engines={"en": ("libretranslate",)}).id
    turns: list[bool] = []  # whether a call was for the archive, in the order they were made
    started = threading.Event()
    seen = threading.Lock()

    def note(text: str, language: str) -> str:
        with seen:
            turns.append(text.startswith("Der Vorgang"))
        started.set()
        return f"{text} [{language}]"

    engine.answer = note
    drafter = Drafter(newsroom.database, newsroom.settings)
    pool = threading.Thread(target=drafter.draft_open, kwargs={"threads": THREADS})
    pool.start()
    assert started.wait(30)
    job = run_translate(newsroom, TranslateRequest(languages=["en"], due="+10m", wait=False), lambda _: None).job
    with seen:
        before = len(turns)
    while ledger.sums(job).waiting:
        threading.Event().wait(0.01)
    drafter.stop.set()
    pool.join()
    overtaken = turns.index(False) - before  # texts of the archive that were asked for after the release was there
    assert overtaken <= THREADS * 25
    assert ledger.sums(job).drafted == 5
    assert ledger.sums(archive).waiting > BACKLOG / 2


def test_an_embargo_is_a_deadline_without_a_word(served_house: House) -> None:
    newsroom = served_house.newsroom
    ledger = newsroom.database.ledger
    ledger.create_job("archive", backlog(30), engines={"en": ("libretranslate",)})
    held = "---\ntitle: Unter Sperrfrist\nembargo: 2999-01-01T10:00:00+00:00\n---\n\nEin Satz.\n"
    served_house.write_release("held", held)
    job = run_translate(newsroom, TranslateRequest(["held"], ["en"], wait=False), lambda _: None).job
    chunk = ledger.claim_chunk("me", lease_seconds=60)
    assert chunk is not None
    assert chunk.job == job


def test_a_round_of_the_housekeeping_ends_before_a_long_backlog_does(
    served_house: House, engine: EngineServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = served_house.newsroom
    job = newsroom.database.ledger.create_job("archive", backlog(1_000), engines={"en": ("libretranslate",)}).id
    monkeypatch.setattr(keep_house, "TURN_SECONDS", 0.2)
    never = threading.Event()
    engine.before_answer = lambda: void(never.wait(0.1))
    assert keep_house.run_round(newsroom, never, lambda _: None)
    assert 0 < newsroom.database.ledger.sums(job).waiting < 1_000
    while keep_house.run_round(newsroom, never, lambda _: None):
        pass
    sums = newsroom.database.ledger.sums(job)
    assert (sums.waiting, sums.failed) == (0, 0)


def void(_: object) -> None:
    """Forget a value."""
