"""Drafting: the memory first, engines next, and a ledger that adds up whatever happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import LanguageNotTargetedError, NoReleaseError, UnknownEngineError
from translateflow.model.job import JobState, Outcome, Sums
from translateflow.model.memory import MemoryUnit
from translateflow.workflow.run_jobs import open_jobs, run_jobs
from translateflow.workflow.translate import TranslateReport, TranslateRequest, run_translate

if TYPE_CHECKING:
    from tests.workflow.conftest import EngineServer, House

FIRST = "Die Brücke kostet 12,8 Mio. Euro."


def _ignore(_: Sums) -> None:
    """Watch nothing."""


def _translate(house: House, **wishes: object) -> TranslateReport:
    return run_translate(house.newsroom, TranslateRequest(**wishes), _ignore)  # type: ignore[arg-type]  # test sugar


def test_empty_entries_become_drafts_and_the_ledger_adds_up(served_house: House) -> None:
    report = _translate(served_house)
    assert report.run.state is JobState.DONE
    assert report.run.sums.adds_up
    assert (report.run.sums.items, report.run.sums.drafted) == (10, 10)
    assert served_house.targets("en")[FIRST] == (f"{FIRST} [en]", True)
    assert served_house.targets("ar")["Sie ist <strong>186 m</strong> lang."][0].count("strong") == 2


def test_a_second_run_sends_nothing(served_house: House, engine: EngineServer) -> None:
    _translate(served_house)
    engine.asked.clear()
    report = _translate(served_house)
    assert not engine.asked
    assert (report.run.sums.kept, report.run.sums.characters) == (10, 0)


def test_an_exact_repeat_in_another_release_is_not_paid_for_again(served_house: House, engine: EngineServer) -> None:
    _translate(served_house)
    engine.asked.clear()
    served_house.write_release("kopie", served_house.newsroom.sources()["bruecke"].read_text(encoding="utf-8"))
    report = _translate(served_house, slugs=["kopie"])
    assert not engine.asked
    assert report.run.sums.drafted == 10


def test_the_memory_s_exact_match_is_a_draft_that_cost_nothing(served_house: House, engine: EngineServer) -> None:
    known = MemoryUnit("de", "en", FIRST, "The bridge costs 12.8 million euros.")
    served_house.newsroom.database.memory.add([known])
    report = _translate(served_house, languages=["en"])
    assert report.run.sums.memory == 1
    assert served_house.targets("en")[FIRST] == ("The bridge costs 12.8 million euros.", True)
    assert not any("12,8" in text for text in engine.asked)


def test_a_person_s_text_survives_a_job_that_wanted_the_same_entry(served_house: House, engine: EngineServer) -> None:
    _translate(served_house, languages=["ar"])

    def person_is_faster() -> None:
        served_house.review("en", texts={FIRST: "A person wrote this first: 12.8 million."})

    engine.before_answer = person_is_faster
    report = _translate(served_house, languages=["en"])
    assert served_house.targets("en")[FIRST] == ("A person wrote this first: 12.8 million.", False)
    assert report.run.sums.adds_up
    assert report.run.sums.kept == 1


def test_without_any_engine_that_answers_memory_matches_come_in_and_the_rest_says_why(
    served_house: House, engine: EngineServer
) -> None:
    engine.down = True
    served_house.newsroom.database.memory.add([MemoryUnit("de", "en", FIRST, "The bridge costs 12.8 million euros.")])
    report = _translate(served_house, languages=["en"])
    assert (report.run.sums.memory, report.run.sums.failed) == (1, 4)
    assert all("libretranslate" in item.reason for item in report.run.failures)
    assert "libretranslate" in report.run.tried


def test_a_similar_sentence_helps_where_no_engine_does(served_house: House, engine: EngineServer) -> None:
    engine.down = True
    near = MemoryUnit("de", "en", "Die Linie 21 fährt alle zwanzig Minuten.", "Line 21 runs every twenty minutes.")
    served_house.newsroom.database.memory.add([near])
    report = _translate(served_house, languages=["en"])
    assert report.run.sums.memory == 1
    text, fuzzy = served_house.targets("en")["Die Linie 21 fährt alle zehn Minuten."]
    assert fuzzy
    assert text.startswith("Line 21 runs every")


def test_a_lost_figure_is_stored_as_a_draft_that_says_so(served_house: House, engine: EngineServer) -> None:
    engine.answer = lambda text, language: re.sub(r"\d+", "", text) + f" [{language}]"
    _translate(served_house, languages=["en"])
    catalog = served_house.catalog_path("en").read_text(encoding="utf-8")
    assert served_house.targets("en")[FIRST][1]
    assert re.search(r"# translateflow: .*number", catalog, re.IGNORECASE)


def test_failed_items_can_be_asked_again(served_house: House, engine: EngineServer) -> None:
    engine.down = True
    failed = _translate(served_house, languages=["en"])
    assert failed.run.sums.failed == 5
    engine.down = False
    served_house.newsroom.database.ledger.retry_failed(failed.job)
    again = run_jobs(served_house.newsroom, [failed.job], _ignore)
    assert (again.sums.drafted, again.sums.failed) == (5, 0)
    assert again.sums.adds_up


def test_a_job_nobody_waited_for_is_worked_off_later(served_house: House, engine: EngineServer) -> None:
    report = _translate(served_house, wait=False)
    assert (report.run.state, report.run.sums.waiting) == (JobState.OPEN, 10)
    assert not engine.asked
    later = run_jobs(served_house.newsroom, open_jobs(served_house.newsroom), _ignore)
    assert (later.state, later.sums.drafted) == (JobState.DONE, 10)
    assert served_house.targets("en")[FIRST][0]


def test_an_interrupted_job_goes_on_without_paying_twice(served_house: House, engine: EngineServer) -> None:
    long = "\n\n".join(f"Absatz Nummer {number} hat eigene Wörter." for number in range(100))
    served_house.write_release("lang", f"---\ntitle: Lang\n---\n\n{long}\n")
    calls = 0

    def stop_after_two() -> None:
        nonlocal calls
        calls += 1
        engine.down = calls > 2

    engine.before_answer = stop_after_two
    first = _translate(served_house, slugs=["lang"], languages=["en"])
    assert 0 < first.run.sums.drafted < 101
    engine.before_answer = lambda: None
    engine.down = False
    served_house.newsroom.database.ledger.retry_failed(first.job)
    last = run_jobs(served_house.newsroom, [first.job], _ignore)
    assert last.sums.drafted == 101
    assert set(engine.asked.values()) == {1}


def test_people_only_languages_are_left_for_people(served_house: House, engine: EngineServer) -> None:
    settings = (served_house.root / "translateflow.toml").read_text(encoding="utf-8")
    served_house.configure(settings + "[languages.ar]\nengines = []\n")
    report = _translate(served_house, languages=["ar"])
    assert report.left_for_people == 5
    assert report.run.sums.failed == 0
    assert not engine.asked


def test_a_budget_stops_before_it_is_exceeded(served_house: House, engine: EngineServer) -> None:
    report = _translate(served_house, languages=["en"], max_characters=30)
    assert sum(len(re.sub("<[^>]*>", "", text)) for text in engine.asked) <= 30
    (reason,) = {item.reason for item in report.run.failures}
    again = f"translateflow jobs resume {report.job} --max-chars N"
    assert reason == f"not sent: the budget of 30 characters for this job is reached; to go on: {again}"
    assert report.run.sums.adds_up


def test_what_is_misspelled_is_told_before_anything_is_done(served_house: House) -> None:
    with pytest.raises(UnknownEngineError, match="gogle"):
        _translate(served_house, engine="gogle")
    settings = (served_house.root / "translateflow.toml").read_text(encoding="utf-8")
    served_house.configure(settings + '[languages.ar]\nengines = ["apertum"]\n')
    with pytest.raises(UnknownEngineError, match="apertum"):
        _translate(served_house)
    served_house.configure(settings)
    with pytest.raises(NoReleaseError, match="bruecke"):
        _translate(served_house, slugs=["brücke"])
    with pytest.raises(LanguageNotTargetedError, match="en, ar"):
        _translate(served_house, slugs=["bruecke"], languages=["fr"])
    assert not list((served_house.root).glob("locales/*/LC_MESSAGES/brücke.po"))


def test_one_broken_release_does_not_keep_the_others_from_being_drafted(served_house: House) -> None:
    served_house.write_release("kaputt", "---\ntitle: [\n---\nText.\n")
    report = _translate(served_house)
    assert len(report.sync_failures) == 1
    assert report.run.sums.drafted == 10


def test_a_catalog_that_cannot_be_written_leaves_its_drafts_in_the_ledger(served_house: House) -> None:
    report = _translate(served_house, wait=False)
    path = served_house.catalog_path("en")
    before = path.read_bytes()
    path.write_bytes(before + b'\nmsgid "unfinished\n')
    done = run_jobs(served_house.newsroom, [report.job], _ignore)
    assert any("bruecke.po" in str(error) for error in done.project.failures)
    path.write_bytes(before)
    again = run_jobs(served_house.newsroom, [report.job], _ignore)
    assert not again.project.failures
    assert served_house.targets("en")[FIRST][0] == f"{FIRST} [en]"
    assert served_house.newsroom.database.ledger.items(report.job, outcome=Outcome.DRAFTED)
