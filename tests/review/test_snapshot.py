"""Snapshots: what is frozen stays, a crash leaves the earlier sign-off in force, tampering shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.review.conftest import BODY, SIGNED

from translateflow.errors import FileAccessError, InputFileError
from translateflow.files import write_atomically
from translateflow.model.edition import Withdrawal
from translateflow.review.evidence import digest, signed_bytes
from translateflow.review.snapshot import Frozen, Snapshots

if TYPE_CHECKING:
    from pathlib import Path

    from tests.review.conftest import Sign

    from translateflow.review.evidence import Evidence

FIRST, SECOND, THIRD = b'msgid "a"\nmsgstr "1"\n', b'msgid "a"\nmsgstr "2"\n', b'msgid "a"\nmsgstr "3"\n'


def crash_before_evidence(snapshots: Snapshots, sign: Sign, catalog: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Freeze, and die after the catalog was written and before the evidence was."""

    def write_until_crash(path: Path, data: bytes) -> bool:
        if path.parent == snapshots.root / "bruecke" and path.suffix == ".json":
            raise KeyboardInterrupt
        return write_atomically(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("translateflow.review.snapshot.write_atomically", write_until_crash)
        with pytest.raises(KeyboardInterrupt):
            sign(catalog, hours=1)


def test_a_new_newsroom_has_no_sign_off(snapshots: Snapshots) -> None:
    assert snapshots.slugs() == ()
    assert snapshots.languages("bruecke") == ()
    assert snapshots.read("bruecke", "en") is None
    assert list(snapshots.all()) == []


def test_freezing_completes_digests_and_names_and_reads_back(snapshots: Snapshots, sign: Sign) -> None:
    frozen = sign(FIRST)
    found = snapshots.read("bruecke", "en")
    assert found is not None
    assert found.evidence == frozen
    assert found.withdrawal is None
    assert frozen.catalog_digest == digest(FIRST)
    assert snapshots.catalog_path("bruecke", "en").read_bytes() == FIRST
    assert snapshots.body(frozen) == (BODY + FIRST).decode()
    assert snapshots.source_path(frozen).read_bytes() == "# Die Brücke\n".encode()
    asset = snapshots.asset_path(frozen, "bilder/steg 1.jpg")
    assert asset.name == f"{digest(b'picture')[:16]}-steg-1.jpg"
    assert asset.read_bytes() == b"picture"
    assert (snapshots.slugs(), snapshots.languages("bruecke")) == (("bruecke",), ("en",))
    assert [each.evidence for each in snapshots.all()] == [frozen]
    assert snapshots.find_broken(frozen) == ()


def test_the_original_has_no_catalog(snapshots: Snapshots, sign: Sign) -> None:
    frozen = sign(None, language="de")
    assert frozen.catalog_digest == ""
    assert snapshots.body(frozen) == BODY.decode()
    assert snapshots.find_broken(frozen) == ()


def test_a_later_sign_off_archives_the_earlier_and_remembers_the_first_time(snapshots: Snapshots, sign: Sign) -> None:
    sign(FIRST)
    sign(SECOND, hours=1)
    third = sign(THIRD, hours=2)
    assert (third.approved_at, third.first_approved_at) == (SIGNED + dt.timedelta(hours=2), SIGNED)
    earlier = snapshots.archived("bruecke", "en")
    assert [each.catalog_digest for each in earlier] == [digest(SECOND), digest(FIRST)]
    assert snapshots.body(earlier[1]) == (BODY + FIRST).decode()
    assert snapshots.languages("bruecke") == ("en",)


def test_signing_the_same_text_again_archives_nothing(snapshots: Snapshots, sign: Sign) -> None:
    sign(FIRST)
    sign(FIRST, hours=1)
    assert snapshots.archived("bruecke", "en") == ()


def test_after_a_crash_the_earlier_sign_off_is_in_force(
    snapshots: Snapshots, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sign(FIRST)
    crash_before_evidence(snapshots, sign, SECOND, monkeypatch)
    assert snapshots.catalog_path("bruecke", "en").read_bytes() == SECOND
    found = snapshots.read("bruecke", "en")
    assert found is not None
    assert found.evidence == first
    assert snapshots.body(first) == (BODY + FIRST).decode()
    assert snapshots.find_broken(first) == ()


def test_a_sign_off_after_a_crash_archives_what_was_signed_and_not_what_lay_there(
    snapshots: Snapshots, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sign(FIRST)
    crash_before_evidence(snapshots, sign, SECOND, monkeypatch)
    third = sign(THIRD, hours=2)
    assert snapshots.body(third) == (BODY + THIRD).decode()
    assert snapshots.archived("bruecke", "en") == (first,)
    assert snapshots.body(first) == (BODY + FIRST).decode()


def test_a_disk_that_fails_leaves_the_earlier_sign_off(
    snapshots: Snapshots, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sign(FIRST)

    def fail(path: Path, _: bytes) -> bool:
        raise FileAccessError(path, OSError(28, "No space left on device"))

    with monkeypatch.context() as patch:
        patch.setattr("translateflow.review.snapshot.write_atomically", fail)
        with pytest.raises(FileAccessError, match="No space left"):
            sign(SECOND, hours=1)
    assert snapshots.body(first) == (BODY + FIRST).decode()
    assert snapshots.find_broken(first) == ()


@pytest.mark.parametrize("what", ["source", "catalog", "body", "asset"])
@pytest.mark.parametrize("how", ["changed", "removed"])
def test_tampering_shows(what: str, how: str, snapshots: Snapshots, sign: Sign) -> None:
    frozen = sign(FIRST)
    path = {
        "source": snapshots.source_path(frozen),
        "catalog": snapshots.catalog_path("bruecke", "en"),
        "body": snapshots.body_path("bruecke", "en"),
        "asset": snapshots.asset_path(frozen, "bilder/steg 1.jpg"),
    }[what]
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b" ")
    broken = snapshots.find_broken(frozen)
    assert [each.path for each in broken] == [path]
    assert ("is missing" if how == "removed" else "its digest differs") in broken[0].problem


def test_a_text_that_was_tampered_with_is_never_read(snapshots: Snapshots, sign: Sign) -> None:
    frozen = sign(FIRST)
    snapshots.body_path("bruecke", "en").write_bytes(b"<p>Something else.</p>")
    with pytest.raises(InputFileError, match=r"en\.html: is not the text that was signed off") as refused:
        snapshots.body(frozen)
    assert "approve again" in refused.value.remedy
    assert snapshots.body(sign(THIRD, hours=1)) == (BODY + THIRD).decode()  # as the remedy says
    assert snapshots.archived("bruecke", "en") == (frozen,)


def test_a_record_that_was_copied_from_another_release_is_refused(snapshots: Snapshots, sign: Sign) -> None:
    sign(FIRST)
    path = snapshots.root / "andere" / "en.json"
    path.parent.mkdir()
    path.write_bytes((snapshots.root / "bruecke" / "en.json").read_bytes())
    with pytest.raises(InputFileError, match="is the evidence of “bruecke” in “en”"):
        snapshots.read("andere", "en")


def test_a_withdrawal_stands_until_the_next_sign_off(snapshots: Snapshots, sign: Sign) -> None:
    sign(FIRST)
    withdrawal = Withdrawal(SIGNED, "Die Öffnung ist verschoben.")
    snapshots.withdraw("bruecke", "en", withdrawal)
    found = snapshots.read("bruecke", "en")
    assert found is not None
    assert found.withdrawal == withdrawal
    assert snapshots.languages("bruecke") == ("en",)
    sign(FIRST, hours=1)
    again = snapshots.read("bruecke", "en")
    assert again is not None
    assert again.withdrawal is None


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"at": "soon", "reason": "x"}', b"\xff"])
def test_a_damaged_withdrawal_is_told(data: bytes, snapshots: Snapshots, sign: Sign) -> None:
    sign(FIRST)
    (snapshots.root / "bruecke" / "en.withdrawn.json").write_bytes(data)
    with pytest.raises(InputFileError, match="damaged withdrawal record"):
        snapshots.read("bruecke", "en")


def test_a_withdrawal_that_cannot_be_lifted_is_told(snapshots: Snapshots, evidence: Evidence, sign: Sign) -> None:
    sign(FIRST)
    (snapshots.root / evidence.slug / "en.withdrawn.json").mkdir()
    with pytest.raises(FileAccessError, match="withdrawn"):
        sign(SECOND, hours=1)


def test_a_folder_in_the_way_is_told_and_nothing_counts_as_signed(snapshots: Snapshots, sign: Sign) -> None:
    snapshots.body_path("bruecke", "en").mkdir(parents=True)
    with pytest.raises(FileAccessError, match=r"en\.html"):
        sign(FIRST)
    assert snapshots.read("bruecke", "en") is None


def test_with_a_key_every_sign_off_and_withdrawal_is_signed_over_all_it_says(tmp_path: Path, sign: Sign) -> None:
    unsigned = sign(FIRST)
    snapshots = Snapshots(tmp_path / "signed", lambda data: f"{len(data)} bytes")
    frozen = snapshots.freeze(
        replace(unsigned, assets={}), Frozen("# Die Brücke\n".encode(), "md", FIRST, BODY + FIRST, {})
    )
    assert frozen.signature == f"{len(signed_bytes(frozen))} bytes"
    assert signed_bytes(replace(frozen, signature="")) == signed_bytes(frozen)
    snapshots.withdraw("bruecke", "en", Withdrawal(SIGNED, "Verschoben."))
    said = snapshots.withdrawal_signature("bruecke", "en")
    assert said is not None
    assert said[1] == f"{len(said[0])} bytes"
    assert b"Verschoben." in said[0]


def test_another_person_s_sign_off_of_the_same_text_keeps_the_first_in_the_archive(
    snapshots: Snapshots, sign: Sign
) -> None:
    first = sign(FIRST)
    again = replace(first, approved_by="Chief <chief@stadt.example>", approved_at=SIGNED + dt.timedelta(hours=1))
    snapshots.freeze(
        again, Frozen("# Die Brücke\n".encode(), "md", FIRST, BODY + FIRST, {"bilder/steg 1.jpg": b"picture"})
    )
    assert snapshots.archived("bruecke", "en") == (first,)
