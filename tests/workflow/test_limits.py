"""Limits that hold for several processes at once, counted at an engine on loopback."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from translateflow.engines.breaker import Breaker
from translateflow.model.engine import EngineOptions
from translateflow.model.job import JobState, NewItem, Outcome
from translateflow.model.memory import MemoryUnit
from translateflow.model.segment import Key, Role
from translateflow.storage import open_database
from translateflow.workflow.draft import Drafter
from translateflow.workflow.jobs import run_resume
from translateflow.workflow.limits import (
    FRESH_SECONDS,
    DatabaseBoard,
    find_day,
    find_troubled,
    invite_trials,
    read_limits,
    tell_standing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow.conftest import EngineServer, House

    from translateflow.storage import Database

WORKERS = 3
SECONDS = 120.0
NOON = 1_795_345_200.0  # 2026-11-22 12:00 in Berlin

_WORK = """
import sys
from pathlib import Path
from translateflow.workflow.draft import Drafter
from translateflow.workspace import open_newsroom
newsroom = open_newsroom(Path(sys.argv[1]), {})
sys.stdin.read()
Drafter(newsroom.database, newsroom.settings).draft_open(threads=4)
"""


def _work_here(house: House) -> None:
    """Draft in this process until nothing is left."""
    Drafter(house.newsroom.database, house.newsroom.settings).draft_open(threads=2)


def _work_together(root: Path) -> None:
    """Run several processes that draft, all from one moment on, until nothing is left."""
    command = [sys.executable, "-c", _WORK, str(root)]
    workers = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(WORKERS)]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.close()
    assert [worker.wait(SECONDS) for worker in workers] == [0] * WORKERS


def _job(house: House, texts: list[str], *, budget: int | None = None, languages: tuple[str, ...] = ("en",)) -> int:
    items = [
        NewItem(f"r{number}", "de", language, Key(Role.TEXT, text))
        for number, text in enumerate(texts)
        for language in languages
    ]
    engines = {language: ["libretranslate"] for language in languages}
    ledger = house.newsroom.database.ledger
    return ledger.create_job("many", items, engines=engines, chunk_texts=1, max_characters=budget).id


def _configure(house: House, more: str = "", *, queue: str = "") -> None:
    settings = (house.root / "translateflow.toml").read_text(encoding="utf-8")
    house.configure(f"{settings}{more}\n{queue}\n")


def _sentences(number: int) -> list[str]:
    return [f"Satz {each:03} hat genau dreißig Zeichen."[:30] for each in range(number)]


def test_several_workers_together_keep_an_engine_s_rate(
    served_house: House, engine: EngineServer, redis_url: str
) -> None:
    _configure(served_house, "requests_per_second = 10", queue=f'[queue]\nbroker = "{redis_url}"')
    moments: list[float] = []
    engine.before_answer = lambda: moments.append(time.monotonic())
    job = _job(served_house, _sentences(40))
    _work_together(served_house.root)
    assert served_house.newsroom.database.ledger.sums(job).drafted == len(moments) == 40
    # 40 requests at 10 a second: the last ten can go at the earliest three seconds after the first ten.
    assert max(moments) - min(moments) > 2.5
    busiest = max(sum(1 for other in moments if 0 <= other - moment < 1.0) for moment in moments)
    assert busiest <= 10 + WORKERS * 4, "more than the rate, and what each thread may have had under way"


def test_several_workers_together_never_exceed_a_job_s_budget_and_resume_goes_on(
    served_house: House, engine: EngineServer
) -> None:
    job = _job(served_house, _sentences(40), budget=500)
    _work_together(served_house.root)
    ledger = served_house.newsroom.database.ledger
    sent = sum(len(text) * times for text, times in engine.asked.items())
    assert 500 - 30 < sent <= 500
    assert served_house.newsroom.database.spending.of_job(job)[0].characters == sent
    sums = ledger.sums(job)
    assert (sums.drafted, sums.failed, sums.waiting) == (16, 24, 0)
    (group,) = ledger.failures(job)
    assert group.reason == (
        f"not sent: the budget of 500 characters for this job is reached; to go on: translateflow jobs resume {job}"
        " --max-chars N"
    )
    run_resume(served_house.newsroom, job, max_characters=40 * 30)
    assert ledger.job(job).state is JobState.OPEN
    _work_here(served_house)
    assert (ledger.job(job).state, ledger.sums(job).drafted) == (JobState.DONE, 40)
    assert set(engine.asked.values()) == {1}


def test_a_day_s_budget_holds_for_all_jobs_and_the_next_engine_takes_over(
    served_house: House, engine: EngineServer
) -> None:
    _configure(served_house, "max_characters_per_day = 300")
    jobs = [_job(served_house, _sentences(20)), _job(served_house, [text[::-1] for text in _sentences(20)])]
    _work_together(served_house.root)
    ledger = served_house.newsroom.database.ledger
    assert sum(len(text) * times for text, times in engine.asked.items()) == 300
    assert sum(ledger.sums(job).drafted for job in jobs) == 10
    (reason,) = {group.reason.partition(": translateflow")[0] for job in jobs for group in ledger.failures(job)}
    assert reason == (
        "libretranslate: not sent: today's budget of 300 characters is reached; from midnight (Europe/Berlin),"
        " or with a higher max_characters_per_day"
    )
    (state,) = read_limits(served_house.newsroom)
    assert (state.characters_today, state.characters_per_day) == (300, 300)
    assert tell_standing(state) == "300 of 300 characters of today's budget are used"
    items = [NewItem("r", "de", "en", Key(Role.TEXT, "Noch ein anderer Satz."))]
    with_next = ledger.create_job("next", items, engines={"en": ["libretranslate", "pseudo"]})
    _work_here(served_house)
    assert ledger.items(with_next.id)[0].origin == "pseudo"


def test_the_same_sentence_is_sent_once_whoever_asks_for_it(served_house: House, engine: EngineServer) -> None:
    engine.before_answer = lambda: time.sleep(0.2)
    job = _job(served_house, ["Immer derselbe Satz."] * 30, languages=("en", "ar"))
    other = _job(served_house, ["Immer derselbe Satz."] * 10)
    _work_together(served_house.root)
    ledger = served_house.newsroom.database.ledger
    assert (ledger.sums(job).drafted, ledger.sums(other).drafted) == (60, 10)
    assert engine.asked == {"Immer derselbe Satz.": 2}, "once for each language"


def test_a_breaker_that_one_worker_opened_holds_for_all_and_closes_after_one_trial(
    served_house: House, engine: EngineServer
) -> None:
    calls: list[float] = []
    engine.before_answer = lambda: calls.append(time.monotonic())
    engine.down = True
    first = _job(served_house, _sentences(12))
    _work_together(served_house.root)
    assert served_house.newsroom.database.ledger.sums(first).failed == 12
    assert len(calls) <= 4 + WORKERS * 4, "four failures, and what each thread had under way"
    calls.clear()
    second = _job(served_house, [text[::-1] for text in _sentences(12)])
    _work_together(served_house.root)
    assert calls == [], "new processes know of it"
    (failure,) = {group.reason.partition(";")[0] for group in served_house.newsroom.database.ledger.failures(second)}
    assert failure == "libretranslate: it failed with status 503"
    (state,) = find_troubled(served_house.newsroom, second)
    assert not state.closed
    assert "left alone for" in tell_standing(state)
    engine.down = False
    invite_trials(served_house.newsroom)
    run_resume(served_house.newsroom, second)
    _work_together(served_house.root)
    assert served_house.newsroom.database.ledger.sums(second).drafted == 12
    assert [each.closed for each in read_limits(served_house.newsroom)] == [True]


class _Hands:
    """The hands of a clock."""

    time = NOON

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def database(house: House) -> Database:
    return house.newsroom.database


def test_one_worker_s_429_holds_back_all_within_a_moment(house: House, database: Database) -> None:
    clock = _Hands()
    options = EngineOptions("deepl", api_key="sekret")
    with open_database(f"sqlite:///{house.newsroom.state_folder / 'state.db'}") as elsewhere:
        here, there = DatabaseBoard(database, options, clock), DatabaseBoard(elsewhere, options, clock)
        assert there.read().resume_at == 0.0
        Breaker("deepl", here).hold(7.0)
        clock.time += FRESH_SECONDS
        assert Breaker("deepl", there).held_for() == pytest.approx(7.0 - FRESH_SECONDS)
    assert "sekret" not in str(database.standings.all())


def test_a_day_begins_at_the_newsroom_s_midnight(house: House) -> None:
    settings = house.newsroom.settings
    assert find_day(settings, NOON) == find_day(settings, NOON + 11.9 * 3600)
    assert find_day(settings, NOON) != find_day(settings, NOON + 12.1 * 3600)


def test_reading_the_limits_makes_no_database(house: House) -> None:
    _configure(house)
    assert read_limits(house.newsroom) == ()
    assert not house.newsroom.has_database


def test_what_a_budget_kept_back_is_not_filled_with_a_near_match(served_house: House) -> None:
    near = MemoryUnit("de", "en", "Ein Satz, der zu lang war.", "A sentence that was too long.")
    served_house.newsroom.database.memory.add([near])
    job = _job(served_house, ["Ein Satz, der zu lang ist."], budget=3)
    _work_here(served_house)
    assert [item.outcome for item in served_house.newsroom.database.ledger.items(job)] == [Outcome.FAILED]
