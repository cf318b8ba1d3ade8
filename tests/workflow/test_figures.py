from __future__ import annotations

import datetime as dt
from dataclasses import replace

from translateflow.model.edition import Provenance
from translateflow.review.evidence import Decision, Evidence, Face, SegmentEvidence
from translateflow.workflow.figures import WEEKS, plan_figures

NOW = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)  # a Wednesday


def record(slug: str, language: str, at: dt.datetime, *decisions: Decision) -> Evidence:
    segments = tuple(SegmentEvidence("", str(number), "t", "", "", each) for number, each in enumerate(decisions))
    return Evidence(
        slug, language, "de", Provenance.REVIEWED, "Ada <a@desk.example>", at, at, "f", "s", "c", "b", Face("T"),
        segments=segments,
    )  # fmt: skip


def test_sentences_are_counted_in_the_week_they_were_signed() -> None:
    last_week = NOW - dt.timedelta(days=5)
    figures = plan_figures(
        [
            record("a", "en", NOW, Decision.ACCEPTED, Decision.AMENDED),
            record("a", "uk", last_week, Decision.WRITTEN),
            record("a", "de", NOW, Decision.ORIGINAL),
            record("b", "en", NOW - dt.timedelta(weeks=WEEKS), Decision.WRITTEN),
        ],
        NOW,
    )
    assert len(figures.weeks) == WEEKS
    assert [(week.accepted, week.amended, week.written) for week in figures.weeks[-2:]] == [(0, 0, 1), (1, 1, 0)]
    assert sum(week.total for week in figures.weeks) == 3
    assert str(figures.weeks[-1].monday) == "2026-06-29"


def test_a_language_follows_its_original_by_the_median_of_hours() -> None:
    records = [record(slug, "de", NOW) for slug in "abc"]
    records += [
        record(slug, "en", NOW + dt.timedelta(hours=hours)) for slug, hours in zip("abc", (1, 5, 90), strict=True)
    ]
    records += [replace(record("a", "uk", NOW - dt.timedelta(hours=3))), record("without-original", "uk", NOW)]
    figures = plan_figures(records, NOW)
    assert [(delay.language, delay.hours, delay.releases) for delay in figures.delays] == [("en", 5, 3), ("uk", 0, 1)]
