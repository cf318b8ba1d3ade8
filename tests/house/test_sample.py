"""The sample newsroom's sign-offs: as this version writes them, and without a signature that nobody could check."""

from __future__ import annotations

from pathlib import Path

import pytest

from translateflow.review.evidence import evidence_from_json, evidence_to_json

HOUSE = Path(__file__).resolve().parents[2]
RECORDS = sorted(path for path in (HOUSE / "approved").rglob("*.json") if not path.name.endswith(".withdrawn.json"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_record_is_written_as_this_version_writes_it_and_unsigned(path: Path) -> None:
    evidence = evidence_from_json(path.read_bytes(), path)
    assert path.read_bytes() == evidence_to_json(evidence)
    # A key that could prove it would be a secret in the repository. After signing anew: python tools/unsign.py.
    assert not evidence.signature
