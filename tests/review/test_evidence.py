"""The record of a sign-off survives being written, and a damaged one is never read as a good one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from translateflow.errors import InputFileError
from translateflow.review.evidence import Decision, decide, evidence_from_json, evidence_to_json

if TYPE_CHECKING:
    from translateflow.review.evidence import Evidence

PATH = Path("approved/bridge/es.json")


def test_reading_what_was_written_is_the_identity(evidence: Evidence) -> None:
    data = evidence_to_json(evidence)
    assert evidence_from_json(data, PATH) == evidence
    assert evidence_to_json(evidence_from_json(data, PATH)) == data


@pytest.mark.parametrize(
    "damage",
    [
        {"slug": ...},
        {"unknown": 1},
        {"approved_at": "yesterday"},
        {"provenance": "rumour"},
        {"segments": [{"source": "x"}]},
        {"face": []},
        {"schema": "translateflow evidence 99"},
    ],
    ids=str,
)
def test_a_damaged_record_is_refused_with_its_file(evidence: Evidence, damage: dict[str, Any]) -> None:
    record = json.loads(evidence_to_json(evidence)) | damage
    data = json.dumps({name: value for name, value in record.items() if value is not ...}).encode()
    with pytest.raises(InputFileError, match=r"approved/bridge/es\.json: is "):
        evidence_from_json(data, PATH)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff"])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(InputFileError):
        evidence_from_json(data, PATH)


@pytest.mark.parametrize(
    ("target", "proposal", "reviewed", "decision"),
    [
        ("Uno.", "Uno.", True, Decision.ACCEPTED),
        ("Uno.", "Un.", True, Decision.AMENDED),
        ("Uno.", "", True, Decision.WRITTEN),
        ("Uno.", "Uno.", False, Decision.UNREVIEWED),
    ],
)
def test_the_record_says_what_a_person_made_of_a_proposal(
    target: str, proposal: str, reviewed: bool, decision: Decision
) -> None:
    assert decide(target, proposal, reviewed=reviewed) is decision
