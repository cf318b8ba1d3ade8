"""A sign-off as publishing needs it: without its segments, its signature judged.

A site reads thousands of records, each with the history of all its sentences; they are checked here, and not kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import msgspec

from translateflow.errors import FileAccessError
from translateflow.files import read_file
from translateflow.keys import SignatureState
from translateflow.model.edition import Provenance, Withdrawal
from translateflow.review.evidence import (
    SCHEMA,
    Decision,
    Evidence,
    Face,
    Rules,
    WarningEvidence,
    evidence_from_json,
)
from translateflow.review.snapshot import check_place

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.review.chain import Judge
    from translateflow.review.snapshot import Snapshot, Snapshots


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sign-off without its segments. `engines` are those of its segments; `stamp` tells its content.

    `signature` is what its signature proves, `notice` what that of its withdrawal does.
    """

    evidence: Evidence
    engines: tuple[str, ...]
    withdrawal: Withdrawal | None
    stamp: str
    signature: SignatureState = SignatureState.UNSIGNED
    notice: SignatureState = SignatureState.UNSIGNED


class _Segment(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    context: str
    source: str
    target: str
    engine: str
    machine: str
    decision: Decision
    warnings: tuple[WarningEvidence, ...]


class _Record(msgspec.Struct, forbid_unknown_fields=True):
    """Fields as in `Evidence`."""

    schema: str
    digest: str
    slug: str
    language: str
    source_language: str
    provenance: Provenance
    approved_by: str
    approved_at: dt.datetime
    first_approved_at: dt.datetime
    source_file: str
    source_digest: str
    catalog_digest: str
    body_digest: str
    face: Face
    note: str
    assets: Mapping[str, str]
    segments: tuple[_Segment, ...]
    reviewed_by: str
    responsible_editor: str
    review_seconds: int | None
    kept: tuple[str, ...]
    rules: Rules
    signature: str


_DECODER = msgspec.json.Decoder(_Record)
_ENCODER = msgspec.json.Encoder(order="sorted")
_KEPT = tuple(item.name for item in fields(Evidence) if item.name != "segments")


def seal(snapshot: Snapshot) -> Sealed:
    """Leave the segments out; the signature is not judged."""
    engines = dict.fromkeys(segment.engine for segment in snapshot.evidence.segments if segment.engine)
    return _seal(replace(snapshot.evidence, segments=()), tuple(engines), snapshot.withdrawal)


def _seal(evidence: Evidence, engines: tuple[str, ...], withdrawal: Withdrawal | None) -> Sealed:
    content = msgspec.json.encode((evidence, withdrawal, engines))
    return Sealed(evidence, engines, withdrawal, hashlib.blake2b(content, digest_size=16).hexdigest())


def read_sealed(snapshots: Snapshots, slug: str, judge: Judge) -> dict[str, Sealed]:
    """Read the sign-offs of a release as they are now. Raises FileAccessError; InputFileError for damaged records."""
    folder = snapshots.root / slug
    try:
        names = set(os.listdir(folder))  # noqa: PTH208 — names are all that is needed of thousands
    except OSError as error:
        raise FileAccessError(folder, error) from error
    languages = sorted(
        name.removesuffix(".json")
        for name in names
        if name.endswith(".json") and not name.endswith(".withdrawn.json") and not name.startswith(".")
    )
    return {
        language: _read(snapshots, slug, language, judge, taken=f"{language}.withdrawn.json" in names)
        for language in languages
    }


def _read(snapshots: Snapshots, slug: str, language: str, judge: Judge, *, taken: bool) -> Sealed:
    path = snapshots.evidence_path(slug, language)
    data = read_file(path)
    evidence, engines = _read_record(data, path)
    check_place(evidence, path, slug, language)
    sealed = _seal(evidence, engines, snapshots.withdrawal(slug, language) if taken else None)
    signature = judge(_signed_part(data), evidence.signature) if evidence.signature else SignatureState.UNSIGNED
    said = snapshots.withdrawal_signature(slug, language) if taken else None
    return replace(sealed, signature=signature, notice=judge(*said) if said else SignatureState.UNSIGNED)


def _read_record(data: bytes, path: Path) -> tuple[Evidence, tuple[str, ...]]:
    """Give the record without its segments, and the engines that these name."""
    try:
        record = _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        record = None
    if record is None or record.schema != SCHEMA:
        # What is wrong with it, the whole reader knows to say; what it can read after all is good.
        evidence = evidence_from_json(data, path)
        engines = dict.fromkeys(segment.engine for segment in evidence.segments if segment.engine)
        return replace(evidence, segments=()), tuple(engines)
    engines = dict.fromkeys(segment.engine for segment in record.segments if segment.engine)
    return Evidence(**{name: getattr(record, name) for name in _KEPT}), tuple(engines)


def _signed_part(data: bytes) -> bytes:
    """Give what the signature of a record is made over, as `signed_bytes` does, from the record's own bytes."""
    record = msgspec.json.decode(data)
    del record["digest"], record["signature"]
    return _ENCODER.encode(record)
