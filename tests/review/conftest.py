"""A sign-off to freeze."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import pytest

from translateflow.model.edition import Provenance
from translateflow.review.evidence import Decision, Evidence, Face, SegmentEvidence
from translateflow.review.snapshot import Frozen, Snapshots

if TYPE_CHECKING:
    from pathlib import Path

BODY = b"<p>It is open.</p>"
SIGNED = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)


class Sign(Protocol):
    """Sign a catalog off and freeze it, so many hours after the first time."""

    def __call__(self, catalog: bytes | None, *, hours: int = 0, language: str = "en") -> Evidence: ...


@pytest.fixture
def evidence() -> Evidence:
    """Give a record as `approve` begins it."""
    segment = SegmentEvidence("title", "Die Brücke", "The bridge", "apertium", "The brigde", Decision.AMENDED)
    return Evidence(
        slug="bruecke",
        language="en",
        source_language="de",
        provenance=Provenance.REVIEWED,
        approved_by="Editor <editor@stadt.example>",
        approved_at=SIGNED,
        first_approved_at=SIGNED,
        source_file="",
        source_digest="",
        catalog_digest="",
        body_digest="",
        face=Face("The bridge", targets=("en", "ar")),
        note="Read twice.",
        segments=(segment,),
    )


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """Give an empty folder `approved/`."""
    return Snapshots(tmp_path / "approved")


@pytest.fixture
def sign(snapshots: Snapshots, evidence: Evidence) -> Sign:
    """Give the function that freezes a sign-off."""

    def freeze(catalog: bytes | None, *, hours: int = 0, language: str = "en") -> Evidence:
        at = SIGNED + dt.timedelta(hours=hours)
        stub = replace(evidence, approved_at=at, first_approved_at=at, language=language)
        assets = {"bilder/steg 1.jpg": b"picture"}
        return snapshots.freeze(stub, Frozen("# Die Brücke\n".encode(), "md", catalog, BODY + (catalog or b""), assets))

    return freeze
