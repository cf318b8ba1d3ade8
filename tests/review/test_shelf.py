"""The shelf of sign-offs: what it gives is what lies under `approved/`, and unchanged releases are not read again."""

from __future__ import annotations

import datetime as dt
import json
import os
from functools import partial
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import InputFileError
from translateflow.keys import KeyRing, SignatureState
from translateflow.model.edition import Withdrawal
from translateflow.review.evidence import evidence_from_json, signed_bytes
from translateflow.review.sealed import read_sealed, seal
from translateflow.review.shelf import SnapshotShelf
from translateflow.review.snapshot import Snapshots

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.review.conftest import Sign

LONG_AGO = 1_700_000_000


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys.json")


@pytest.fixture
def snapshots(tmp_path: Path, keys: KeyRing) -> Snapshots:
    """Give a folder `approved/` of which everything is signed."""
    return Snapshots(tmp_path / "approved", partial(keys.sign, "evidence"))


@pytest.fixture
def another(snapshots: Snapshots, tmp_path: Path, keys: KeyRing) -> Callable[[], SnapshotShelf]:
    """Give the shelf as another process has it."""
    judge = partial(keys.judge, "evidence")
    return lambda: SnapshotShelf(snapshots, tmp_path / "state" / "approved", judge, keys.stamp)


@pytest.fixture
def shelf(another: Callable[[], SnapshotShelf]) -> SnapshotShelf:
    return another()


def _settle(snapshots: Snapshots, seconds: int = 0) -> None:
    """Let the last change of the release lie in the past, as it does a moment later."""
    os.utime(snapshots.root / "bruecke", (LONG_AGO + seconds, LONG_AGO + seconds))


def test_a_newsroom_without_sign_offs_has_an_empty_shelf(shelf: SnapshotShelf) -> None:
    assert shelf.read() == {}
    assert shelf.read(["bruecke"]) == {}


def test_a_sealed_sign_off_has_its_face_and_engines_and_no_segments(shelf: SnapshotShelf, sign: Sign) -> None:
    sign(b"catalog")
    sealed = shelf.read()["bruecke"]["en"]
    assert sealed.evidence.face.title == "The bridge"
    assert sealed.evidence.segments == ()
    assert sealed.engines == ("apertium",)
    assert sealed.withdrawal is None


def test_what_does_not_change_is_the_very_same_the_next_time(
    shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign
) -> None:
    sign(b"catalog")
    _settle(snapshots)
    assert shelf.read()["bruecke"] is shelf.read()["bruecke"]


def test_a_moment_after_a_change_nothing_is_kept_because_the_folder_s_time_may_hide_another(
    shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign
) -> None:
    sign(b"one")
    before = (snapshots.root / "bruecke").stat()
    first = shelf.read()["bruecke"]["en"]
    sign(b"two", hours=1)
    os.utime(snapshots.root / "bruecke", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert shelf.read()["bruecke"]["en"].stamp != first.stamp


@pytest.mark.parametrize("change", ["approved again", "one language more", "withdrawn", "lifted"])
def test_every_change_is_seen_in_this_process_and_the_next(
    change: str, shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign, another: Callable[[], SnapshotShelf]
) -> None:
    changes: dict[str, Callable[[], object]] = {
        "approved again": lambda: sign(b"other", hours=1),
        "one language more": lambda: sign(b"catalog", language="ar"),
        "withdrawn": lambda: snapshots.withdraw(
            "bruecke", "en", Withdrawal(dt.datetime(2026, 7, 2, tzinfo=dt.UTC), "Wrong figures")
        ),
        "lifted": lambda: sign(b"catalog", hours=2),
    }
    sign(b"catalog")
    if change == "lifted":
        changes["withdrawn"]()
    _settle(snapshots)
    before = shelf.read()["bruecke"]
    changes[change]()
    _settle(snapshots, seconds=1)
    after = shelf.read()["bruecke"]
    assert after != before
    assert after == read_sealed(snapshots, "bruecke", lambda *_: SignatureState.VALID)
    assert another().read()["bruecke"] == after


def test_another_process_reads_what_was_kept_and_not_the_records(
    shelf: SnapshotShelf,
    snapshots: Snapshots,
    sign: Sign,
    another: Callable[[], SnapshotShelf],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign(b"catalog")
    snapshots.withdraw("bruecke", "en", Withdrawal(dt.datetime(2026, 7, 2, tzinfo=dt.UTC), "Wrong figures"))
    _settle(snapshots)
    expected = shelf.read()
    monkeypatch.setattr(type(snapshots), "evidence_path", None)
    assert another().read() == expected


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b'{"version": 1, "folder": 1, "languages": [["{}"]]}'])
def test_what_is_kept_may_be_damaged_or_gone_at_any_time(
    damage: bytes, snapshots: Snapshots, sign: Sign, tmp_path: Path, another: Callable[[], SnapshotShelf]
) -> None:
    sign(b"catalog")
    _settle(snapshots)
    expected = another().read()
    (tmp_path / "state" / "approved" / "bruecke.json").write_bytes(damage)
    assert another().read() == expected


def test_a_place_that_cannot_be_written_only_makes_it_slower(
    snapshots: Snapshots, sign: Sign, tmp_path: Path, keys: KeyRing
) -> None:
    judge = partial(keys.judge, "evidence")
    sign(b"catalog")
    _settle(snapshots)
    (tmp_path / "file").write_text("in the way")
    assert list(SnapshotShelf(snapshots, tmp_path / "file" / "approved", judge, keys.stamp).read()) == ["bruecke"]


def test_a_damaged_record_is_told_each_time(shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign) -> None:
    sign(b"catalog")
    (snapshots.root / "bruecke" / "en.json").write_text("{")
    _settle(snapshots)
    for _ in range(2):
        with pytest.raises(InputFileError, match="damaged evidence record"):
            shelf.read()


def test_a_record_is_sealed_as_if_all_of_it_had_been_read(
    shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign
) -> None:
    sign(b"catalog")
    snapshot = snapshots.read("bruecke", "en")
    assert snapshot is not None
    found = shelf.read()["bruecke"]["en"]
    assert (found.evidence, found.engines, found.stamp) == (
        seal(snapshot).evidence,
        seal(snapshot).engines,
        seal(snapshot).stamp,
    )


def test_a_signature_is_judged_over_the_same_bytes_as_verify_judges_it(snapshots: Snapshots, sign: Sign) -> None:
    sign(b"catalog")
    path = snapshots.evidence_path("bruecke", "en")
    record = json.loads(path.read_bytes())
    every = "".join(map(chr, range(0x20, 0x300))) + "\t\r\n\b\f\x00\x1f\u2028\ufeff\U0001f600"
    record["note"], record["assets"] = every, {"é": "a", "Z": "b", "\U0001f600": "c", "\uffff": "d"}
    path.write_text(json.dumps(record))
    judged: list[bytes] = []

    def judge(data: bytes, signature: str) -> SignatureState:
        assert signature
        judged.append(data)
        return SignatureState.VALID

    read_sealed(snapshots, "bruecke", judge)
    assert judged == [signed_bytes(evidence_from_json(path.read_bytes(), path))]


def test_signatures_are_judged_once_and_again_when_the_ring_changes(
    shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign, keys: KeyRing, another: Callable[[], SnapshotShelf]
) -> None:
    sign(b"catalog")
    _settle(snapshots)
    assert shelf.read()["bruecke"]["en"].signature is SignatureState.VALID
    keys.revoke(keys.describe()[0].id)
    assert shelf.read()["bruecke"]["en"].signature is SignatureState.COMPROMISED
    assert another().read()["bruecke"]["en"].signature is SignatureState.COMPROMISED


def test_a_changed_record_and_a_changed_withdrawal_are_wrong(
    shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign
) -> None:
    sign(b"catalog")
    snapshots.withdraw("bruecke", "en", Withdrawal(dt.datetime(2026, 7, 2, tzinfo=dt.UTC), "Wrong figures"))
    for path in (snapshots.evidence_path("bruecke", "en"), snapshots.withdrawal_path("bruecke", "en")):
        path.write_text(path.read_text().replace("bridge", "tunnel").replace("Wrong", "Right"))
    found = shelf.read()["bruecke"]["en"]
    assert (found.signature, found.notice) == (SignatureState.WRONG, SignatureState.WRONG)
