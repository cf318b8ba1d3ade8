"""The newsroom's keys: what signs evidence, preview links and sessions, and proves later that it was signed here.

A ring of secrets in one file that only its owner may read. The newest signs; the ones before it go on proving what they
signed; one that became known to others proves nothing any more. Each purpose has a key of its own, derived from the
secret, so that a signature for one purpose is none for another. No secret ever leaves this module but derived.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from translateflow.errors import FileAccessError, KeyRingError, NoKeyRingError, UnknownKeyError
from translateflow.files import locked, read_file, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE_NAME = "keys.json"
SCHEMA = "translateflow keys 1"
_SECRET_BYTES = 32
_SIGNATURE = re.compile(r"([0-9a-f]{8}):([0-9a-f]{64})")


class KeyState(StrEnum):
    """What a key may do: sign and prove, prove what it signed before, or nothing any more."""

    CURRENT = "current"
    RETIRED = "retired"
    COMPROMISED = "compromised"


class SignatureState(StrEnum):
    """What a signature proves. Only VALID proves anything; UNKNOWN_KEY neither proves nor disproves."""

    VALID = "valid"
    UNSIGNED = "unsigned"
    WRONG = "wrong"
    UNKNOWN_KEY = "unknown-key"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it may be shown. `ended` is when it stopped signing, None for the current one."""

    id: str
    state: KeyState
    created: dt.datetime
    ended: dt.datetime | None = None
    secret: bytes = field(default=b"", repr=False, compare=False)

    def derive(self, purpose: str) -> bytes:
        """Give the key for one purpose: one step of HKDF-Expand (RFC 5869), 32 bytes."""
        return hmac.digest(self.secret, f"translateflow {purpose}".encode() + b"\x01", "sha256")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class KeyRing:
    """The keys in one file, made on first use; every process sees a rotation at its next call.

    `named`: the file was named by the operator and is never made by the way; a typing error would else become a key.
    """

    def __init__(self, path: Path, *, named: bool = False, clock: Callable[[], dt.datetime] = _now) -> None:
        self.path = path
        self._named = named
        self._clock = clock
        self._loaded: tuple[tuple[int, int, int], tuple[Key, ...]] | None = None

    def sign(self, purpose: str, data: bytes) -> str:
        """Give `keyid:mac`, HMAC-SHA256 in hex, by the current key. Raises KeyRingError, NoKeyRingError."""
        key = self._current()
        return f"{key.id}:{_mac(key, purpose, data)}"

    def verify(self, purpose: str, data: bytes, signature: str) -> bool:
        """Tell whether a key of this ring that counts signed exactly this for this purpose."""
        return self.judge(purpose, data, signature) is SignatureState.VALID

    def judge(self, purpose: str, data: bytes, signature: str) -> SignatureState:
        """Say what a signature proves, "" being none. Raises KeyRingError when the file is damaged."""
        if not signature:
            return SignatureState.UNSIGNED
        match = _SIGNATURE.fullmatch(signature)
        if match is None:
            return SignatureState.WRONG
        key = next((key for key in self._load() if key.id == match[1]), None)
        if key is None:
            return SignatureState.UNKNOWN_KEY
        if not hmac.compare_digest(match[2], _mac(key, purpose, data)):
            return SignatureState.WRONG
        return SignatureState.COMPROMISED if key.state is KeyState.COMPROMISED else SignatureState.VALID

    def stamp(self) -> str:
        """Give what stays the same as long as the ring does, and with it what any signature proves. Reads no key."""
        try:
            stat = self.path.stat()
        except OSError:
            return ""
        return f"{stat.st_ino} {stat.st_mtime_ns} {stat.st_size}"

    def secrets(self, purpose: str) -> tuple[bytes, ...]:
        """Give derived secrets for who signs by himself, such as Flask: the current one, then those that prove."""
        self._current()
        usable = [key for key in self._load() if key.state is not KeyState.COMPROMISED]
        return tuple(key.derive(purpose) for key in sorted(usable, key=lambda key: key.state is not KeyState.CURRENT))

    def describe(self) -> tuple[Key, ...]:
        """Give the keys without their secrets, oldest first; none where none was needed yet."""
        return tuple(replace(key, secret=b"") for key in self._load())

    def rotate(self) -> Key:
        """Make a new current key; the one before it goes on proving what it signed."""
        with self._locked():
            now = self._clock()
            before = [_end(key, KeyState.RETIRED, now) if _signs(key) else key for key in self._load()]
            return self._append(before, now)

    def revoke(self, name: str) -> Key:
        """Give a key up that others may know: nothing it signed counts. Gives the key that signs now.

        Raises UnknownKeyError.
        """
        with self._locked():
            now, keys = self._clock(), self._load()
            if name not in {key.id for key in keys}:
                raise UnknownKeyError(name, tuple(key.id for key in keys))
            left = [_end(key, KeyState.COMPROMISED, now) if key.id == name else key for key in keys]
            current = next(filter(_signs, left), None)
            if current is None:
                return self._append(left, now)
            self._write(left)
            return replace(current, secret=b"")

    def _current(self) -> Key:
        found = next(filter(_signs, self._load()), None)
        if found is not None:
            return found
        if self._named:
            raise NoKeyRingError(self.path)
        with self._locked():
            # Another process may have made it while we waited.
            if not any(map(_signs, self._load())):
                self._append(list(self._load()), self._clock())
        return self._current()

    def _append(self, keys: list[Key], now: dt.datetime) -> Key:
        secret = secrets.token_bytes(_SECRET_BYTES)
        key = Key(_name_of(secret), KeyState.CURRENT, now, None, secret)
        self._write([*keys, key])
        return replace(key, secret=b"")

    def _write(self, keys: list[Key]) -> None:
        record = {"schema": SCHEMA, "keys": [_to_json(key) for key in keys]}
        write_atomically(self.path, (json.dumps(record, indent=1) + "\n").encode(), private=True)

    def _load(self) -> tuple[Key, ...]:
        """Read the ring, again only when the file has changed."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise FileAccessError(self.path, error) from error
        stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if self._loaded is None or self._loaded[0] != stamp:
            self._loaded = (stamp, _parse(self.path, read_file(self.path)))
        return self._loaded[1]

    def _locked(self) -> Any:
        return locked(self.path.with_suffix(".lock"))


def _signs(key: Key) -> bool:
    return key.state is KeyState.CURRENT


def _end(key: Key, state: KeyState, now: dt.datetime) -> Key:
    return replace(key, state=state, ended=key.ended or now)


def _mac(key: Key, purpose: str, data: bytes) -> str:
    return hmac.digest(key.derive(purpose), data, "sha256").hex()


def _name_of(secret: bytes) -> str:
    """Name a key by its secret, so that one that was exchanged by hand is an unknown one, not a broken signature."""
    return hashlib.sha256(b"translateflow key name" + secret).hexdigest()[:8]


def _to_json(key: Key) -> dict[str, str | None]:
    return {
        "id": key.id,
        "state": key.state.value,
        "created": key.created.isoformat(),
        "ended": key.ended.isoformat() if key.ended else None,
        "secret": base64.b64encode(key.secret).decode(),
    }


def _parse(path: Path, data: bytes) -> tuple[Key, ...]:
    try:
        record = json.loads(data)
        if record["schema"] != SCHEMA:
            raise KeyRingError(path, "is not a key ring of this version")
        return tuple(map(_key, record["keys"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyRingError(path, "is a damaged key ring") from error


def _key(row: dict[str, Any]) -> Key:
    secret = base64.b64decode(row["secret"], validate=True)
    if len(secret) < _SECRET_BYTES or _name_of(secret) != row["id"]:
        msg = "a secret that does not belong to its name"
        raise ValueError(msg)
    ended = dt.datetime.fromisoformat(row["ended"]) if row["ended"] else None
    return Key(row["id"], KeyState(row["state"]), dt.datetime.fromisoformat(row["created"]), ended, secret)
