"""Metrics for Prometheus: what the ledger says, what this process counted, what is live."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from translateflow.errors import DatabaseError
from translateflow.workflow.instruments import REGISTRY
from translateflow.workflow.limits import read_limits, tell_standing
from translateflow.workflow.published import read_live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.core import Metric

    from translateflow.model.job import LedgerFigures
    from translateflow.workspace import Newsroom

KEPT_SECONDS = 5.0
"""How long figures from the ledger are kept: two scrapers at once cost the database what one does."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class NewsroomMetrics:
    """A collector of Prometheus: asks database and site at each scrape. Never raises for a database that is away."""

    def __init__(self, newsroom: Newsroom, *, pages: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._newsroom = newsroom
        self._pages = pages
        self._clock = clock
        self._kept: tuple[float, LedgerFigures] | None = None

    def collect(self) -> Iterator[Metric]:
        """Give every metric as it is now."""
        yield from self._ledger()
        if self._pages:
            yield from self._site()

    def _ledger(self) -> Iterator[Metric]:
        answers = GaugeMetricFamily("translateflow_database_up", "Whether the database answers.")
        try:
            figures = self._figures()
        except DatabaseError:
            answers.add_metric([], 0)
            yield answers
            return
        answers.add_metric([], 1)
        yield answers
        yield from _ledger_metrics(figures)
        yield self._engines()

    def _engines(self) -> Metric:
        """Tell which engines are left alone at the moment: breaker open, silent on request, budget spent."""
        alone = GaugeMetricFamily(
            "translateflow_engine_left_alone",
            "Engines not asked: breaker, silence, budget.",
            labels=["engine"],
        )
        with contextlib.suppress(DatabaseError):
            for state in read_limits(self._newsroom):
                alone.add_metric([state.engine], bool(tell_standing(state)))
        return alone

    def _figures(self) -> LedgerFigures:
        now = self._clock()
        if self._kept is None or now - self._kept[0] > KEPT_SECONDS:
            self._kept = (now, self._newsroom.database.ledger.figures())
        return self._kept[1]

    def _site(self) -> Iterator[Metric]:
        pages = GaugeMetricFamily("translateflow_published_pages", "Releases that are live.", labels=["language"])
        for language, number in sorted(Counter(language for _, language in read_live(self._newsroom)).items()):
            pages.add_metric([language], number)
        yield pages


def make_metrics(newsroom: Newsroom, *, pages: bool) -> CollectorRegistry:
    """Give a registry of the newsroom's figures; `pages`: with those of the site, which workers elsewhere lack."""
    registry = CollectorRegistry()
    registry.register(NewsroomMetrics(newsroom, pages=pages))
    # What the process counted stands in a registry of its own, which is a collector, too.
    registry.register(REGISTRY)
    return registry


def render_metrics(registry: CollectorRegistry) -> bytes:
    """Give the page that Prometheus reads."""
    return generate_latest(registry)


def _ledger_metrics(figures: LedgerFigures) -> Iterator[Metric]:
    items = GaugeMetricFamily("translateflow_items", "Items of the ledger.", labels=["outcome", "engine"])
    sent = CounterMetricFamily("translateflow_characters_sent", "Characters sent to engines.", labels=["engine"])
    for (outcome, engine), number in sorted(figures.items.items()):
        items.add_metric([outcome, engine], number)
    for engine, number in sorted(figures.characters.items()):
        sent.add_metric([engine], number)
    yield items
    yield sent
    yield _gauge("translateflow_open_jobs", "Jobs that are not over.", figures.open_jobs)
    chunks = GaugeMetricFamily("translateflow_chunks", "Chunks that are not done.", labels=["state"])
    chunks.add_metric(["waiting"], figures.waiting_chunks)
    chunks.add_metric(["in hand"], figures.held_chunks)
    yield chunks
    yield _gauge("translateflow_oldest_chunk_seconds", "How long the oldest chunk has waited.", figures.oldest_seconds)
    lost = CounterMetricFamily(
        "translateflow_lease_expiries", "Claims that ended without an answer: a worker died, or was too slow."
    )
    lost.add_metric([], figures.lost_leases)
    yield lost


def _gauge(name: str, about: str, value: float) -> Metric:
    family = GaugeMetricFamily(name, about)
    family.add_metric([], value)
    return family
