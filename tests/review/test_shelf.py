"""The shelf of sign-offs: what it gives is what lies under `approved/`, and unchanged releases are not read again."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import InputFileError
from translateflow.model.edition import Withdrawal
from translateflow.review.shelf import SnapshotShelf, read_sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.review.conftest import Sign

    from translateflow.review.snapshot import Snapshots

LONG_AGO = 1_700_000_000


@pytest.fixture
def shelf(snapshots: Snapshots, tmp_path: Path) -> SnapshotShelf:
    return SnapshotShelf(snapshots, tmp_path / "state" / "approved")


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
    change: str, shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign, tmp_path: Path
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
    assert after == read_sealed(snapshots, "bruecke")
    assert SnapshotShelf(snapshots, tmp_path / "state" / "approved").read()["bruecke"] == after


def test_another_process_reads_what_was_kept_and_not_the_records(
    shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(b"catalog")
    snapshots.withdraw("bruecke", "en", Withdrawal(dt.datetime(2026, 7, 2, tzinfo=dt.UTC), "Wrong figures"))
    _settle(snapshots)
    expected = shelf.read()
    monkeypatch.setattr(type(snapshots), "read", None)
    assert SnapshotShelf(snapshots, tmp_path / "state" / "approved").read() == expected


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b'{"version": 1, "folder": 1, "languages": [["{}"]]}'])
def test_what_is_kept_may_be_damaged_or_gone_at_any_time(
    damage: bytes, shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign, tmp_path: Path
) -> None:
    sign(b"catalog")
    _settle(snapshots)
    expected = shelf.read()
    (tmp_path / "state" / "approved" / "bruecke.json").write_bytes(damage)
    assert SnapshotShelf(snapshots, tmp_path / "state" / "approved").read() == expected


def test_a_place_that_cannot_be_written_only_makes_it_slower(snapshots: Snapshots, sign: Sign, tmp_path: Path) -> None:
    sign(b"catalog")
    _settle(snapshots)
    (tmp_path / "file").write_text("in the way")
    assert list(SnapshotShelf(snapshots, tmp_path / "file" / "approved").read()) == ["bruecke"]


def test_a_damaged_record_is_told_each_time(shelf: SnapshotShelf, snapshots: Snapshots, sign: Sign) -> None:
    sign(b"catalog")
    (snapshots.root / "bruecke" / "en.json").write_text("{")
    _settle(snapshots)
    for _ in range(2):
        with pytest.raises(InputFileError, match="damaged evidence record"):
            shelf.read()
