"""What the evidence says: rules, reviewer, time spent, warnings and who let them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflow.conftest import EDITOR, NOW, SETTINGS, TRANSLATOR
from tests.workflow.test_waive import CHECK, HEADING, REASON, TEXTS, waive

from translateflow.model.edit import Act, NewEdit, Place, TextState
from translateflow.model.edition import Policy, WarningRule
from translateflow.model.segment import Key, Role
from translateflow.review.evidence import Evidence, Rules, WarningEvidence
from translateflow.workflow.approve import ApproveRequest, run_approve
from translateflow.workflow.sync import run_sync

if TYPE_CHECKING:
    from tests.workflow.conftest import House


def sign(house: House) -> Evidence:
    """Confirm the English text, which has one warning, and sign it off."""
    run_sync(house.newsroom, [])
    house.review("en", texts=TEXTS)
    (verdict,) = run_approve(house.newsroom, ApproveRequest(["bruecke"], ["en"], EDITOR), NOW)
    assert verdict.evidence is not None
    return verdict.evidence


def warnings(evidence: Evidence) -> dict[str, tuple[WarningEvidence, ...]]:
    return {segment.source: segment.warnings for segment in evidence.segments if segment.warnings}


def test_a_warning_that_stood_is_in_the_evidence(house: House) -> None:
    found = warnings(sign(house))
    assert list(found) == [HEADING]
    (warning,) = found[HEADING]
    assert (warning.check, warning.reason, warning.by, warning.at) == (CHECK, "", "", "")


def test_a_waived_warning_is_there_with_name_reason_and_time(house: House) -> None:
    run_sync(house.newsroom, [])
    house.review("en", texts=TEXTS)
    waive(house)
    (warning,) = warnings(sign(house))[HEADING]
    assert (warning.reason, warning.by, warning.at) == (REASON, EDITOR, NOW.isoformat())


def test_rules_reviewer_and_responsible_editor_are_those_of_the_day(house: House) -> None:
    settings = SETTINGS + '[engines]\norder = []\n[review]\nresponsible_editor = "Dr. Ada Sommer"\n'
    house.configure(settings + '[languages.en]\npolicy = "required"\nfour_eyes = true\nwarnings = "allow"\n')
    evidence = sign(house)
    assert evidence.rules == Rules(Policy.REQUIRED, True, WarningRule.ALLOW, False)
    assert (evidence.reviewed_by, evidence.responsible_editor) == (TRANSLATOR, "Dr. Ada Sommer")


def test_without_a_setting_who_signs_is_responsible(house: House) -> None:
    assert sign(house).responsible_editor == EDITOR


def test_the_time_at_the_desk_is_summed_and_unknown_where_nobody_measured(house: House) -> None:
    assert sign(house).review_seconds is None
    states = (TextState(), TextState("Getting there there"))
    edits = [
        NewEdit(Place("bruecke", language, Key(Role.HEADING, source)), TRANSLATOR, Act.WRITTEN, *states, seconds)
        for language, source, seconds in (
            ("en", HEADING, 40),
            ("en", HEADING, 25),
            ("en", "Gone.", 9),
            ("ar", HEADING, 7),
        )
    ]
    house.newsroom.database.edits.note(edits)
    assert sign(house).review_seconds == 65
