"""The evidence of a sign-off: who, when, which exact text, what a machine had said, and what a person made of it.

Art. 50(4) of Regulation (EU) 2024/1689 (AI Act) turns on whether a person reviewed a text and someone answers for it;
this record is what a newsroom can show. It is data, written as JSON beside the frozen catalog.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping  # noqa: TC003 — msgspec reads the types of these classes
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from translateflow.errors import InputFileError
from translateflow.model.edition import Policy, Provenance, WarningRule

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "translateflow evidence 1"


class Decision(StrEnum):
    """What a person made of a machine's (or the memory's) proposal for a segment.

    WRITTEN: there was no proposal on record. ORIGINAL: source text. UNREVIEWED: machine text that goes out labelled.
    """

    ACCEPTED = "accepted"
    AMENDED = "amended"
    WRITTEN = "written"
    ORIGINAL = "original"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class WarningEvidence:
    """A warning of the checks that stood at the sign-off. The last three are "" where nobody waived it."""

    check: str
    message: str
    reason: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the newsroom asked for in this language when it was signed off."""

    policy: Policy = Policy.APPROVED
    four_eyes: bool = False
    warnings: WarningRule = WarningRule.ALLOW
    minor_keeps_signoff: bool = False


@dataclass(frozen=True, slots=True)
class SegmentEvidence:
    """One segment as it was signed: final text, and the proposal (`machine` by `engine`) where one is on record."""

    context: str
    source: str
    target: str
    engine: str
    machine: str
    decision: Decision
    warnings: tuple[WarningEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FaceDownload:
    """A file that readers may take with them: what it is, its path as the source names it, and the file's language."""

    label: str
    path: str
    language: str


@dataclass(frozen=True, slots=True)
class Face:
    """What the page shows besides its body, as it was signed off. "" and None where the release says nothing.

    `image` is the path as the source names it. `date` and `embargo` are ISO 8601. `targets` are the languages the
    release was meant for. `correction` says what an earlier version had wrong, since `corrected`; `formerly` are slugs
    the release once had.
    """

    title: str
    summary: str = ""
    contact: str = ""
    date: str = ""
    embargo: str = ""
    image: str = ""
    image_description: str = ""
    image_caption: str = ""
    targets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    correction: str = ""
    corrected: str = ""
    downloads: tuple[FaceDownload, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign-off. Digests are SHA-256 in hex over the frozen files' bytes; times are aware, in UTC.

    `catalog_digest` is "" for the original. `assets` maps a path as the source names it to the frozen file's name.
    `face` and the frozen body are all that publishing needs: a later version of this program may read sources in
    another way, and what was signed off still goes out as it was.
    `reviewed_by` is who last worked on the catalog. `review_seconds` is how long people had its sentences open at the
    desk, None where nobody measured. `kept` are the days (ISO 8601) of edits declared minor through which the sign-off
    stood. `signature` is `keyid:mac` over `signed_bytes`, "" where no key was at hand.
    """

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
    note: str = ""
    assets: Mapping[str, str] = field(default_factory=dict)
    segments: tuple[SegmentEvidence, ...] = ()
    reviewed_by: str = ""
    responsible_editor: str = ""
    review_seconds: int | None = None
    kept: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    signature: str = ""


def digest(data: bytes) -> str:
    """Give the SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def decide(target: str, proposal: str, *, reviewed: bool) -> Decision:
    """Say what became of a proposal; "" is none."""
    if not reviewed:
        return Decision.UNREVIEWED
    if not proposal:
        return Decision.WRITTEN
    return Decision.ACCEPTED if proposal == target else Decision.AMENDED


def holds_texts(evidence: Evidence, texts: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether these texts, by context and source, are word for word those that were signed."""
    return all(texts.get((segment.context, segment.source)) == segment.target for segment in evidence.segments)


def signed_bytes(evidence: Evidence) -> bytes:
    """Give what a signature is made over: the whole record but the signature, in one spelling of JSON."""
    return _canonical(_to_record(evidence))


def evidence_to_json(evidence: Evidence) -> bytes:
    """Write a record as UTF-8 JSON with stable bytes; its digest and its signature stand at the end."""
    record = _to_record(evidence)
    seal = {"digest": digest(_canonical(record)), "signature": evidence.signature}
    return (json.dumps(record | seal, ensure_ascii=False, indent=1) + "\n").encode()


def _to_record(evidence: Evidence) -> dict[str, Any]:
    record = {"schema": SCHEMA, **asdict(evidence)}
    for name in ("approved_at", "first_approved_at"):
        record[name] = record[name].isoformat(timespec="seconds")
    del record["signature"]
    return record


def _canonical(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def evidence_from_json(data: bytes, path: Path) -> Evidence:
    """Read a record. Raises InputFileError when it is not one. Whether it was changed since, `verify` asks."""
    try:
        record = json.loads(data)
        if record.pop("schema") != SCHEMA:
            remedy = "Sign the text off again with this version."
            raise InputFileError(path, "is not an evidence record of this version.", remedy=remedy)
        del record["digest"]
        return _build(record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "Restore the file from your archive; evidence is never mended by hand."
        raise InputFileError(path, "is a damaged evidence record.", remedy=remedy) from error


def _build(record: dict[str, Any]) -> Evidence:
    known = {item.name for item in fields(Evidence)}
    if set(record) != known:
        msg = "unknown or missing fields"
        raise KeyError(msg)
    segments = tuple(map(_build_segment, record["segments"]))
    times = {name: dt.datetime.fromisoformat(record[name]) for name in ("approved_at", "first_approved_at")}
    built = {
        "segments": segments,
        "face": _build_face(record["face"]),
        "provenance": Provenance(record["provenance"]),
        "kept": tuple(record["kept"]),
        "rules": _build_rules(record["rules"]),
    }
    return Evidence(**(record | times | built))


def _build_segment(record: dict[str, Any]) -> SegmentEvidence:
    warnings = tuple(WarningEvidence(**warning) for warning in record["warnings"])
    return SegmentEvidence(**(record | {"decision": Decision(record["decision"]), "warnings": warnings}))


def _build_rules(record: dict[str, Any]) -> Rules:
    return Rules(**(record | {"policy": Policy(record["policy"]), "warnings": WarningRule(record["warnings"])}))


def _build_face(record: dict[str, Any]) -> Face:
    # Records of before there were topics, downloads and corrections have none of them.
    lists = {"targets": tuple(record["targets"])}
    lists |= {name: tuple(record.get(name, ())) for name in ("topics", "formerly")}
    downloads = tuple(FaceDownload(**download) for download in record.get("downloads", ()))
    return Face(**(record | lists | {"downloads": downloads}))
