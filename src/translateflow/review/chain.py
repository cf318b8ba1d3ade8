"""The chain that proves a sign-off: key, signature, evidence, source, catalog, body and files. Page comes on top of it.

Trust begins at the newsroom's key: what a valid signature vouches for is held against everything that hangs on it. So
the first broken link from there is the one that was changed, whatever else no longer fits because of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.errors import FileAccessError, InputFileError
from translateflow.files import read_file
from translateflow.keys import SignatureState
from translateflow.review.evidence import Evidence, evidence_from_json, evidence_to_json, signed_bytes
from translateflow.review.links import BrokenLink, Link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from translateflow.review.snapshot import Snapshots

    Judge = Callable[[bytes, str], SignatureState]
    """Says what a signature over these bytes proves."""

_SIGNATURES = {
    SignatureState.WRONG: (
        Link.SIGNATURE,
        "carries a signature that the newsroom's key did not make over it.",
        "Restore the file from your archive, or sign the text off again.",
    ),
    SignatureState.UNKNOWN_KEY: (
        Link.KEY,
        "is signed with the key {key}, which this machine does not have.",
        "Verify where that key lies, or name its file in TRANSLATEFLOW_KEYS_FILE; otherwise sign the text off again.",
    ),
    SignatureState.COMPROMISED: (
        Link.KEY,
        "is signed with the key {key}, which was given up as compromised.",
        "Read the text and sign it off again.",
    ),
}
_UNSIGNED = (
    Link.SIGNATURE,
    "carries no signature, and review.require_signature asks for one.",
    "Sign the text off again.",
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """One sign-off, looked at. `evidence` is None when the record cannot be read; `broken` is the first broken link."""

    path: Path
    signature: SignatureState
    evidence: Evidence | None = None
    broken: BrokenLink | None = None


def inspect(snapshots: Snapshots, path: Path, judge: Judge, *, must_be_signed: bool) -> Inspection:
    """Walk the chain of one record, the one that counts or one of the archive."""
    try:
        data = read_file(path)
        evidence = evidence_from_json(data, path)
    except InputFileError as error:
        broken = BrokenLink(Link.EVIDENCE, path, error.problem, error.remedy)
        return Inspection(path, SignatureState.UNSIGNED, None, broken)
    except FileAccessError as error:
        broken = BrokenLink(Link.EVIDENCE, path, "cannot be read.", error.message)
        return Inspection(path, SignatureState.UNSIGNED, None, broken)
    state = judge(signed_bytes(evidence), evidence.signature)
    broken_link = (
        _find_change(snapshots, path, data, evidence)
        or find_unproved(path, evidence.signature, state, must_be_signed=must_be_signed)
        or next(iter(snapshots.find_broken(evidence)), None)
    )
    return Inspection(path, state, evidence, broken_link)


def _find_change(snapshots: Snapshots, path: Path, data: bytes, evidence: Evidence) -> BrokenLink | None:
    """See whether the record is, byte for byte, one that was written at a sign-off, and lies where it belongs."""
    remedy = "Restore the file from your archive, or sign the text off again; evidence is never mended by hand."
    if evidence_to_json(evidence) != data:
        return BrokenLink(Link.EVIDENCE, path, "was changed after the sign-off (its digest differs).", remedy)
    if path not in {
        snapshots.evidence_path(evidence.slug, evidence.language),
        snapshots.archived_path(evidence),
    }:
        problem = f"is the evidence of “{evidence.slug}” in “{evidence.language}”."
        return BrokenLink(Link.EVIDENCE, path, problem, "Remove it; a sign-off cannot be copied.")
    return None


def find_unproved(path: Path, signature: str, state: SignatureState, *, must_be_signed: bool) -> BrokenLink | None:
    """Say what a signature leaves unproved; none at all may be right for what was signed off without a key."""
    if state is SignatureState.VALID or (state is SignatureState.UNSIGNED and not must_be_signed):
        return None
    link, problem, remedy = _SIGNATURES.get(state, _UNSIGNED)
    return BrokenLink(link, path, problem.format(key=signature.partition(":")[0]), remedy)
