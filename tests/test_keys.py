"""The newsroom's keys: made once, private, changed without losing what was signed."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translateflow.errors import KeyRingError, NoKeyRingError, UnknownKeyError
from translateflow.keys import KeyRing, KeyState, SignatureState

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
TEXT = b"what was signed"


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "state" / "keys.json", clock=lambda: NOW)


def test_the_first_signature_makes_a_key_that_only_its_owner_may_read(ring: KeyRing) -> None:
    assert ring.verify("evidence", TEXT, ring.sign("evidence", TEXT))
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    assert [(key.state, key.created, key.ended) for key in ring.describe()] == [(KeyState.CURRENT, NOW, None)]


def test_looking_at_keys_makes_none(ring: KeyRing) -> None:
    assert ring.describe() == ()
    assert ring.judge("evidence", TEXT, f"{'0' * 8}:{'0' * 64}") is SignatureState.UNKNOWN_KEY
    assert not ring.path.exists()


def test_a_signature_names_its_key_and_never_the_secret(ring: KeyRing) -> None:
    signature = ring.sign("evidence", TEXT)
    assert signature.partition(":")[0] == ring.describe()[0].id
    secret = json.loads(ring.path.read_bytes())["keys"][0]["secret"]
    assert all(secret not in shown for shown in (signature, repr(ring.describe()), repr(ring.rotate())))


@given(
    st.binary(max_size=40),
    st.binary(max_size=40),
    st.sampled_from(["evidence", "preview"]),
    st.sampled_from(["evidence", "preview"]),
)
def test_a_signature_holds_for_its_own_data_and_purpose_only(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, other: bytes, purpose: str, asked: str
) -> None:
    ring = KeyRing(tmp_path_factory.getbasetemp() / "shared-ring.json")
    assert ring.verify(asked, other, ring.sign(purpose, data)) == ((purpose, data) == (asked, other))


@pytest.mark.parametrize("place", [0, 4, 8, 9, 40, 72])
def test_a_signature_changed_in_any_sign_proves_nothing(ring: KeyRing, place: int) -> None:
    signature = ring.sign("evidence", TEXT)
    changed = signature[:place] + ("0" if signature[place] != "0" else "1") + signature[place + 1 :]
    expected = SignatureState.UNKNOWN_KEY if place < 8 else SignatureState.WRONG
    assert ring.judge("evidence", TEXT, changed) is expected
    assert not ring.verify("evidence", TEXT, changed)


def test_no_signature_is_told_from_a_wrong_one(ring: KeyRing) -> None:
    assert ring.judge("evidence", TEXT, "") is SignatureState.UNSIGNED
    assert ring.judge("evidence", TEXT, "signed, believe me") is SignatureState.WRONG


def test_after_a_rotation_a_new_key_signs_and_the_old_one_still_proves(ring: KeyRing) -> None:
    before = ring.sign("evidence", TEXT)
    new = ring.rotate()
    after = ring.sign("evidence", TEXT)
    assert after.startswith(new.id)
    assert before != after
    assert ring.verify("evidence", TEXT, before)
    assert ring.verify("evidence", TEXT, after)
    assert [key.state for key in ring.describe()] == [KeyState.RETIRED, KeyState.CURRENT]


def test_another_process_s_rotation_is_seen_at_the_next_call(ring: KeyRing) -> None:
    ring.sign("evidence", TEXT)
    new = KeyRing(ring.path).rotate()
    assert ring.sign("evidence", TEXT).startswith(new.id)


def test_a_revoked_key_proves_nothing_and_a_new_one_signs(ring: KeyRing) -> None:
    before = ring.sign("evidence", TEXT)
    new = ring.revoke(before.partition(":")[0])
    assert ring.judge("evidence", TEXT, before) is SignatureState.COMPROMISED
    assert not ring.verify("evidence", TEXT, before)
    assert ring.sign("evidence", TEXT).startswith(new.id)


def test_an_old_key_can_be_revoked_while_the_current_one_stays(ring: KeyRing) -> None:
    before = ring.sign("evidence", TEXT)
    current = ring.rotate()
    assert ring.revoke(before.partition(":")[0]) == current
    assert [key.state for key in ring.describe()] == [KeyState.COMPROMISED, KeyState.CURRENT]


def test_revoking_a_key_that_is_not_there_names_those_that_are(ring: KeyRing) -> None:
    key = ring.rotate()
    with pytest.raises(UnknownKeyError, match=key.id):
        ring.revoke("00000000")


def test_secrets_for_others_are_derived_the_current_one_first_and_none_of_a_revoked_key(ring: KeyRing) -> None:
    first = ring.rotate()
    (old,) = ring.secrets("sessions")
    ring.rotate()
    new, still = ring.secrets("sessions")
    assert still == old
    assert new != old
    assert ring.secrets("preview")[0] != new
    ring.revoke(first.id)
    assert ring.secrets("sessions") == (new,)


def test_a_file_that_was_named_is_not_made_by_the_way(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys", named=True)
    with pytest.raises(NoKeyRingError, match="keys rotate"):
        ring.sign("evidence", TEXT)
    assert not ring.path.exists()
    ring.rotate()
    assert ring.verify("evidence", TEXT, ring.sign("evidence", TEXT))


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"schema": "translateflow keys 2", "keys": []}', b'{"schema": "translateflow keys 1"}'],
)
def test_a_damaged_ring_is_refused_with_its_name_and_never_replaced(ring: KeyRing, damage: bytes) -> None:
    ring.path.parent.mkdir()
    ring.path.write_bytes(damage)
    for use in (lambda: ring.sign("evidence", TEXT), ring.rotate, ring.describe):
        with pytest.raises(KeyRingError, match=r"keys\.json"):
            use()
    assert ring.path.read_bytes() == damage


def test_a_secret_exchanged_by_hand_is_noticed(ring: KeyRing) -> None:
    one, other = ring.rotate(), KeyRing(ring.path.with_name("other.json"))
    other.rotate()
    record = json.loads(ring.path.read_bytes())
    record["keys"][0]["secret"] = json.loads(other.path.read_bytes())["keys"][0]["secret"]
    ring.path.write_text(json.dumps(record))
    with pytest.raises(KeyRingError, match="damaged"):
        ring.describe()
    assert one.id


def _sign_once(path: Path) -> str:
    return KeyRing(path).sign("evidence", TEXT)


def test_processes_that_sign_for_the_first_time_at_once_make_one_key(ring: KeyRing) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        signatures = pool.map(_sign_once, [ring.path] * 8)
    assert len(set(signatures)) == 1
    assert len(ring.describe()) == 1
