"""Which engine serves which language best, from the evidence of sign-offs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import NoReleaseError
from translateflow.model.edition import Provenance
from translateflow.model.segment import Role
from translateflow.review.evidence import Decision, Evidence, Face, SegmentEvidence
from translateflow.workflow.quality import ENOUGH, plan_quality, run_quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.workflow.conftest import House

NOW = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)


def record(segments: Sequence[SegmentEvidence], *, language: str = "en", slug: str = "bruecke") -> Evidence:
    """Give a sign-off of these segments."""
    by = "Editor <editor@stadt.example>"
    return Evidence(
        slug, language, "de", Provenance.REVIEWED, by, NOW, NOW, "", "", "", "", Face("x"), segments=tuple(segments)
    )


def accepted(engine: str, number: int = 0, role: Role = Role.TEXT) -> SegmentEvidence:
    """Give a segment whose draft went out as it was."""
    return SegmentEvidence(role, f"Satz {number}", "The bridge", engine, "The bridge", Decision.ACCEPTED)


def amended(engine: str, number: int = 0, role: Role = Role.TEXT) -> SegmentEvidence:
    """Give a segment of whose ten characters a person changed two."""
    return SegmentEvidence(role, f"Satz {number}", "The bridge", engine, "The brigde", Decision.AMENDED)


def test_accepted_and_amended_text_is_counted_by_engine_and_role() -> None:
    report = plan_quality([record([accepted("deepl", 1, Role.TITLE), amended("deepl", 2), accepted("google", 3)])])
    google, deepl = report.engines
    assert (google.engine, google.total.accepted) == ("google", 1)
    assert google.total.chrf == pytest.approx(100)
    assert (deepl.total.segments, deepl.total.accepted) == (2, 1)
    assert deepl.total.edit_distance == pytest.approx(0.1)
    assert list(deepl.roles) == [Role.TEXT, Role.TITLE]
    assert deepl.roles[Role.TITLE].edit_distance == 0
    assert deepl.roles[Role.TEXT].edit_distance == pytest.approx(0.2)


@pytest.mark.parametrize("decision", [Decision.WRITTEN, Decision.ORIGINAL, Decision.UNREVIEWED])
def test_what_no_person_decided_on_is_no_evidence(decision: Decision) -> None:
    segment = SegmentEvidence("", "Satz", "Sentence", "deepl", "Sentence", decision)
    assert plan_quality([record([segment])]).engines == ()


def test_a_layout_test_is_no_engine_to_recommend() -> None:
    assert plan_quality([record([amended("pseudo")])]).engines == ()


def test_earlier_translations_count_as_memory_however_like_they_were() -> None:
    (memory,) = plan_quality([record([accepted("memory 100 %", 1), amended("memory 82 %", 2)])]).engines
    assert (memory.engine, memory.total.segments) == ("memory", 2)


def test_a_proposal_counts_once_however_often_a_release_is_signed_off() -> None:
    (deepl,) = plan_quality([record([accepted("deepl")]), record([accepted("deepl")])]).engines
    assert deepl.total.segments == 1
    (deepl,) = plan_quality([record([accepted("deepl")]), record([accepted("deepl")], slug="other")]).engines
    assert deepl.total.segments == 2


def test_a_role_of_another_version_counts_as_text() -> None:
    segment = SegmentEvidence("sidebar", "Satz", "x", "deepl", "x", Decision.ACCEPTED)
    (deepl,) = plan_quality([record([segment])]).engines
    assert list(deepl.roles) == [Role.TEXT]


def test_an_order_of_engines_follows_from_enough_segments_only() -> None:
    many = range(ENOUGH)
    worse, better = [amended("google", number) for number in many], [accepted("deepl", number) for number in many]
    assert plan_quality([record([*worse, *better])]).orders == {"en": ("deepl", "google")}
    assert plan_quality([record([*worse, *better[1:]])]).orders == {}
    assert plan_quality([record([*worse, *(accepted("memory 90 %", number) for number in many)])]).orders == {}


def test_languages_are_judged_apart() -> None:
    report = plan_quality([record([accepted("deepl")]), record([amended("deepl")], language="ar")])
    assert [(each.language, each.total.accepted) for each in report.engines] == [("ar", 0), ("en", 1)]


def test_a_release_that_is_not_there_is_refused(house: House) -> None:
    assert run_quality(house.newsroom, []).engines == ()
    with pytest.raises(NoReleaseError):
        run_quality(house.newsroom, ["nope"])
