"""Evidence: a round trip through JSON, stable bytes, and no damaged record ever read."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.errors import InputFileError
from translateflow.model.edition import Policy, Provenance, WarningRule
from translateflow.review.evidence import (
    Decision,
    Evidence,
    Face,
    Rules,
    SegmentEvidence,
    WarningEvidence,
    decide,
    digest,
    evidence_from_json,
    evidence_to_json,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path("approved/bruecke/en.json")

words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
times = st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 — the zone is added
seconds = times.map(lambda time: time.replace(microsecond=0))
warnings = st.builds(WarningEvidence, words, words, words, words, words)
segments = st.builds(
    SegmentEvidence,
    *(words, words, words, words, words, st.sampled_from(Decision)),
    st.lists(warnings, max_size=2).map(tuple),
)
rules = st.builds(Rules, st.sampled_from(Policy), st.booleans(), st.sampled_from(WarningRule), st.booleans())
faces = st.builds(Face, words, words, words, words, words, words, words, words, st.lists(words, max_size=3).map(tuple))
records = st.builds(
    Evidence,
    *(words, words, words, st.sampled_from(Provenance), words, seconds, seconds),
    *(words, words, words, words, faces, words),
    st.dictionaries(words, words, max_size=3),
    st.lists(segments, max_size=3).map(tuple),
    *(words, words, st.none() | st.integers(0, 10**6), st.lists(words, max_size=2).map(tuple), rules, words),
)


@given(records)
def test_a_record_comes_back_as_it_was(record: Evidence) -> None:
    data = evidence_to_json(record)
    assert evidence_from_json(data, PATH) == record
    assert evidence_to_json(evidence_from_json(data, PATH)) == data


def test_a_record_is_readable_by_people(evidence: Evidence) -> None:
    text = evidence_to_json(evidence).decode()
    assert text.startswith('{\n "schema": "translateflow evidence 1"')
    assert "Die Brücke" in text
    assert '"approved_at": "2026-07-01T12:00:00+00:00"' in text


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda record: {key: value for key, value in record.items() if key != name}


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    **{f"without {item.name}": without(item.name) for item in fields(Evidence)},
    "without schema": without("schema"),
    "with a field of nobody": lambda record: record | {"mood": "good"},
    "with another decision": lambda record: record | {"segments": [record["segments"][0] | {"decision": "guessed"}]},
    "with half a segment": lambda record: record | {"segments": [{"source": "x"}]},
    "with a time that is none": lambda record: record | {"approved_at": "yesterday"},
    "with another provenance": lambda record: record | {"provenance": "hearsay"},
    "with another rule": lambda record: record | {"rules": record["rules"] | {"policy": "anything"}},
    "with a warning of nobody": lambda record: (
        record | {"segments": [record["segments"][0] | {"warnings": [{"mood": "good"}]}]}
    ),
    "without digest": without("digest"),
    "with half a face": lambda record: record | {"face": {"title": "x"}},
    "with a face of nobody": lambda record: record | {"face": record["face"] | {"mood": "good"}},
    "a list": lambda record: [record],
    "a word": lambda _: "evidence",
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_record_is_refused_with_its_file(case: str, evidence: Evidence) -> None:
    record = json.loads(evidence_to_json(evidence))
    with pytest.raises(InputFileError, match=r"approved/bruecke/en\.json: is a damaged evidence record") as refused:
        evidence_from_json(json.dumps(DAMAGE[case](record)).encode(), PATH)
    assert "archive" in refused.value.remedy


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"null"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputFileError, match="damaged"):
        evidence_from_json(data, PATH)


def test_a_record_of_another_version_is_refused(evidence: Evidence) -> None:
    data = evidence_to_json(evidence).replace(b"evidence 1", b"evidence 9")
    with pytest.raises(InputFileError, match="not an evidence record of this version"):
        evidence_from_json(data, PATH)


@pytest.mark.parametrize(
    ("target", "proposal", "reviewed", "decision"),
    [
        ("The bridge", "The bridge", True, Decision.ACCEPTED),
        ("The bridge", "The brigde", True, Decision.AMENDED),
        ("The bridge", "", True, Decision.WRITTEN),
        ("The bridge", "The bridge", False, Decision.UNREVIEWED),
        ("The bridge", "", False, Decision.UNREVIEWED),
    ],
)
def test_what_a_person_made_of_a_proposal(target: str, proposal: str, reviewed: bool, decision: Decision) -> None:
    assert decide(target, proposal, reviewed=reviewed) is decision


def test_a_digest_is_sha_256_in_hex(evidence: Evidence) -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert replace(evidence, note="") != evidence
