"""Frozen is frozen: what was signed is kept byte for byte, by content, and any change to it is noticed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from translateflow.errors import FileAccessError, InputFileError
from translateflow.model.edition import Withdrawal
from translateflow.review.snapshot import Frozen, Snapshots

if TYPE_CHECKING:
    from pathlib import Path

    from translateflow.review.evidence import Evidence

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """Give the folder of a newsroom that has signed nothing off yet."""
    return Snapshots(tmp_path / "approved")


def later(evidence: Evidence) -> Evidence:
    """Give a sign-off of the same language an hour later."""
    return replace(evidence, approved_at=evidence.approved_at + HOUR, first_approved_at=evidence.approved_at + HOUR)


def test_where_nothing_is_signed_off_there_is_nothing(snapshots: Snapshots) -> None:
    assert snapshots.slugs() == ()
    assert snapshots.read("bridge", "es") is None
    assert list(snapshots.all()) == []


def test_what_is_frozen_is_read_again(snapshots: Snapshots, evidence: Evidence, frozen: Frozen) -> None:
    complete = snapshots.freeze(evidence, frozen)
    (snapshot,) = snapshots.all()
    assert snapshot.evidence == complete
    assert snapshot.withdrawal is None
    assert snapshots.source_path(complete).read_bytes() == frozen.source
    assert snapshots.catalog_path("bridge", "es").read_bytes() == frozen.catalog
    assert snapshots.asset_path(complete, "images/the bridge.jpg").read_bytes() == b"JPEG"
    assert snapshots.body(complete).encode() == frozen.body
    assert snapshots.find_broken(complete) == ()


def test_the_original_has_no_catalog(snapshots: Snapshots, evidence: Evidence, frozen: Frozen) -> None:
    complete = snapshots.freeze(replace(evidence, language="en"), replace(frozen, catalog=None))
    assert complete.catalog_digest == ""
    assert snapshots.find_broken(complete) == ()


def test_an_image_keeps_a_name_that_is_safe_in_an_address(
    snapshots: Snapshots, evidence: Evidence, frozen: Frozen
) -> None:
    (name,) = snapshots.freeze(evidence, frozen).assets.values()
    assert name.startswith("assets/")
    assert name.endswith("-the-bridge.jpg")


@pytest.mark.parametrize("which", ["source", "catalog", "body", "asset"])
@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_file_that_is_not_what_was_signed_is_named(
    snapshots: Snapshots, evidence: Evidence, frozen: Frozen, which: str, how: str
) -> None:
    complete = snapshots.freeze(evidence, frozen)
    path = {
        "source": snapshots.source_path(complete),
        "catalog": snapshots.catalog_path("bridge", "es"),
        "body": snapshots.body_path("bridge", "es"),
        "asset": snapshots.asset_path(complete, "images/the bridge.jpg"),
    }[which]
    if how == "changed":
        path.write_bytes(path.read_bytes() + b" ")
    else:
        path.unlink()
    assert [broken.path for broken in snapshots.find_broken(complete)] == [path]


def test_a_new_sign_off_keeps_the_earlier_one_and_the_day_of_the_first(
    snapshots: Snapshots, evidence: Evidence, frozen: Frozen
) -> None:
    first = snapshots.freeze(evidence, frozen)
    second = snapshots.freeze(later(evidence), replace(frozen, body=b"<p>El puente nuevo.</p>"))
    assert second.first_approved_at == first.approved_at
    assert snapshots.archived("bridge", "es") == (first,)
    assert snapshots.body(first) == "<p>El puente.</p>"
    assert snapshots.body(second) == "<p>El puente nuevo.</p>"


def test_signing_the_same_text_again_archives_nothing(snapshots: Snapshots, evidence: Evidence, frozen: Frozen) -> None:
    snapshots.freeze(evidence, frozen)
    snapshots.freeze(later(evidence), frozen)
    assert snapshots.archived("bridge", "es") == ()


def test_a_body_that_no_evidence_vouches_for_is_not_given(
    snapshots: Snapshots, evidence: Evidence, frozen: Frozen
) -> None:
    complete = snapshots.freeze(evidence, frozen)
    snapshots.body_path("bridge", "es").write_text("<p>Otra cosa.</p>")
    with pytest.raises(InputFileError, match="is not the text that was signed off"):
        snapshots.body(complete)


def test_a_crash_before_the_evidence_leaves_the_earlier_sign_off_in_force(
    snapshots: Snapshots, evidence: Evidence, frozen: Frozen
) -> None:
    first = snapshots.freeze(evidence, frozen)
    record = (snapshots.root / "bridge" / "es.json").read_bytes()
    snapshots.freeze(later(evidence), replace(frozen, body=b"<p>El puente nuevo.</p>"))
    (snapshots.root / "bridge" / "es.json").write_bytes(record)  # as if it had never been written
    snapshot = snapshots.read("bridge", "es")
    assert snapshot is not None
    assert snapshots.body(snapshot.evidence) == snapshots.body(first) == "<p>El puente.</p>"


def test_withdrawn_stays_on_record_and_a_new_sign_off_brings_it_back(
    snapshots: Snapshots, evidence: Evidence, frozen: Frozen
) -> None:
    snapshots.freeze(evidence, frozen)
    withdrawal = Withdrawal(evidence.approved_at + HOUR, "The date was wrong.")
    snapshots.withdraw("bridge", "es", withdrawal)
    snapshot = snapshots.read("bridge", "es")
    assert snapshot is not None
    assert snapshot.withdrawal == withdrawal
    assert snapshots.languages("bridge") == ("es",)
    snapshots.freeze(later(evidence), frozen)
    again = snapshots.read("bridge", "es")
    assert again is not None
    assert again.withdrawal is None


def test_a_damaged_withdrawal_does_not_pass_for_none(snapshots: Snapshots, evidence: Evidence, frozen: Frozen) -> None:
    snapshots.freeze(evidence, frozen)
    (snapshots.root / "bridge" / "es.withdrawn.json").write_text("{}")
    with pytest.raises(InputFileError, match="damaged withdrawal"):
        snapshots.read("bridge", "es")


def test_a_folder_in_the_way_is_told_and_nothing_counts_as_signed(
    snapshots: Snapshots, evidence: Evidence, frozen: Frozen
) -> None:
    (snapshots.root / "bridge" / "es.html").mkdir(parents=True)
    with pytest.raises(FileAccessError):
        snapshots.freeze(evidence, frozen)
    assert snapshots.read("bridge", "es") is None
