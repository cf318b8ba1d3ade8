"""A sign-off to play with: the bridge of Lindenau, in Spanish."""

from __future__ import annotations

import datetime as dt

import pytest

from translateflow.model.edition import Provenance
from translateflow.review.evidence import Decision, Evidence, Face, SegmentEvidence
from translateflow.review.snapshot import Frozen

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def evidence() -> Evidence:
    """Give a sign-off as it is before its files are frozen."""
    return Evidence(
        slug="bridge",
        language="es",
        source_language="en",
        provenance=Provenance.REVIEWED,
        approved_by="Ada Beispiel <ada@press.example>",
        approved_at=NOON,
        first_approved_at=NOON,
        source_file="",
        source_digest="",
        catalog_digest="",
        body_digest="",
        face=Face("El puente", targets=("es", "ar")),
        segments=(SegmentEvidence("", "The bridge.", "El puente.", "apertium", "La puente.", Decision.AMENDED),),
    )


@pytest.fixture
def frozen() -> Frozen:
    """Give the files of that sign-off."""
    return Frozen(b"The bridge.", "md", b'msgid ""', b"<p>El puente.</p>", {"images/the bridge.jpg": b"JPEG"})
