"""Metrics: the ledger's figures, what engines did, what is live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from translateflow.errors import DatabaseError
from translateflow.workflow.draft import Drafter, call_counter
from translateflow.workflow.metrics import make_metrics, render_metrics
from translateflow.workflow.translate import TranslateRequest, run_translate

if TYPE_CHECKING:
    import pytest
    from tests.workflow.conftest import EngineServer, House

METRICS = '[metrics]\naccess = "loopback"\n'


def _samples(page: bytes) -> dict[tuple[str, ...], float]:
    """Give value by name and values of labels, the labels sorted by name."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
    }


def _configure(house: House) -> None:
    house.configure((house.root / "translateflow.toml").read_text() + METRICS)


def test_a_drafted_job_stands_in_the_metrics(served_house: House) -> None:
    _configure(served_house)
    newsroom = served_house.newsroom
    run_translate(newsroom, TranslateRequest(languages=["en"], wait=False), lambda _: None)
    before = _samples(render_metrics(make_metrics(newsroom, pages=True)))
    assert before["translateflow_items", "", "waiting"] == 5
    assert before["translateflow_chunks", "waiting"] == 1
    Drafter(newsroom.database, newsroom.settings, on_call=call_counter(newsroom.settings)).draft_open()
    after = _samples(render_metrics(make_metrics(newsroom, pages=True)))
    assert after["translateflow_items", "libretranslate", "drafted"] == 5
    assert after["translateflow_characters_sent_total", "libretranslate"] == newsroom.database.ledger.sums(1).characters
    assert (after["translateflow_chunks", "waiting"], after["translateflow_open_jobs",]) == (0, 0)
    name = "translateflow_engine_call_seconds_count"
    assert after[name, "libretranslate"] - before.get((name, "libretranslate"), 0) == 1
    assert after["translateflow_database_up",] == 1


def test_what_an_engine_fails_is_counted(served_house: House, engine: EngineServer) -> None:
    _configure(served_house)
    newsroom = served_house.newsroom
    engine.down = True
    run_translate(newsroom, TranslateRequest(languages=["en"], wait=False), lambda _: None)
    key = ("translateflow_engine_errors_total", "libretranslate", "passing")
    before = _samples(render_metrics(make_metrics(newsroom, pages=False))).get(key, 0)
    Drafter(newsroom.database, newsroom.settings, on_call=call_counter(newsroom.settings)).draft_open()
    after = _samples(render_metrics(make_metrics(newsroom, pages=False)))
    assert after[key] > before
    assert after["translateflow_items", "", "failed"] == 5


def test_a_database_that_is_away_is_a_figure_and_no_error(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics = make_metrics(house.newsroom, pages=True)

    def away() -> None:
        raise DatabaseError(house.newsroom.database.where, "is away")

    monkeypatch.setattr(house.newsroom.database.ledger, "figures", away)
    assert _samples(render_metrics(metrics))["translateflow_database_up",] == 0


def test_two_scrapes_at_once_ask_the_database_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    figures = house.newsroom.database.ledger.figures

    def count() -> object:
        asked.append(1)
        return figures()

    monkeypatch.setattr(house.newsroom.database.ledger, "figures", count)
    metrics = make_metrics(house.newsroom, pages=True)
    render_metrics(metrics)
    render_metrics(metrics)
    assert len(asked) == 1


def test_nobody_counts_calls_where_nobody_reads_metrics(house: House) -> None:
    assert call_counter(house.newsroom.settings) is None
