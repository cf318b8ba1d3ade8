"""What the checks have said before, so that a text that has not changed is not checked again.

A finding is kept under a digest of all that the checks look at: both texts, role, tags, languages, protected names, the
glossary, and the checks themselves. So nothing here can be out of date; the file is safe to delete.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import babel
import msgspec

from translateflow import __version__
from translateflow.checks import check_entry
from translateflow.errors import FileAccessError
from translateflow.files import read_if_there, write_atomically
from translateflow.model.issue import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from translateflow.checks import CheckContext

CHECKED_FILE = "checked.bin"
"""Its name in the newsroom's folder of state."""

MOST = 500_000
"""Texts that are kept at most, of the last runs; about 8 MB on disk."""

_DIGEST_BYTES = 16
# All that decides what a check says, beside its arguments.
_DECIDING = ("checks", "terms", "model")


class _Stored(msgspec.Struct):
    """The file: digests of the texts nothing was found in, one behind the other, and the findings of the others."""

    clean: bytes
    found: dict[bytes, tuple[tuple[str, Severity, str, str, str], ...]]


class CheckedTexts:
    """Findings by digest, from a file. Not for several threads; of two processes that write it the last stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _load(path)
        self._used: dict[bytes, tuple[Issue, ...]] = {}
        self._is_new = False

    def checker(self, house: CheckContext) -> Callable[[str, str, CheckContext], tuple[Issue, ...]]:
        """Give a `check_entry` for contexts like `house` in all but role and tags: it checks only what is not known."""
        common = _digest_house(house)

        def check(source: str, target: str, context: CheckContext) -> tuple[Issue, ...]:
            digest = _digest_entry(common, source, target, context)
            issues = self._known.get(digest)
            if issues is None:
                issues = check_entry(source, target, context)
                self._is_new = True
            self._used[digest] = issues
            return issues

        return check

    def save(self, *, complete: bool) -> None:
        """Write what is new. After a `complete` run, over all that there is, what was not asked for is dropped.

        Where the file cannot be written, the next run checks again, which costs time and nothing else.
        """
        kept = self._used if complete else self._known | self._used
        if not self._is_new and len(kept) == len(self._known):
            return
        try:
            write_atomically(self._path, _dump(self._used if len(kept) > MOST else kept))
        except FileAccessError:
            return


def _digest_house(context: CheckContext) -> bytes:
    """Digest what all entries of a catalog have in common; role and tags are the entry's own."""
    common = (context.source_language, context.language, context.protected, context.terms)
    return hashlib.blake2b(f"{_version()}\n{common!r}".encode("utf-8", "surrogatepass"), digest_size=32).digest()


def _digest_entry(common: bytes, source: str, target: str, context: CheckContext) -> bytes:
    """Digest all that the checks of one entry depend on."""
    tags = "".join(f"{shape.name}{'' if shape.paired else '/'} " for shape in context.shapes)
    # Lengths, not a separator: no two different entries may give the same bytes.
    seen = f"{len(source)} {len(target)} {context.role} {tags}\n{source}{target}"
    return hashlib.blake2b(seen.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES, key=common).digest()


@cache
def _version() -> str:
    """Digest the checks themselves: a rule that is mended must be asked again, without anybody counting versions."""
    seen = hashlib.blake2b(f"{__version__} {babel.__version__}".encode(), digest_size=16)
    package = resources.files("translateflow")
    for name in _DECIDING:
        for code in _code_below(package / name):
            seen.update(code)
    return seen.hexdigest()


def _code_below(folder: Traversable) -> Iterable[bytes]:
    for item in sorted(folder.iterdir(), key=lambda each: each.name):
        if item.is_dir():
            yield from _code_below(item)
        elif item.name.endswith(".py"):
            yield item.read_bytes()


def _load(path: Path) -> dict[bytes, tuple[Issue, ...]]:
    try:
        data = read_if_there(path)
        stored = msgspec.msgpack.decode(data, type=_Stored) if data else _Stored(b"", {})
    except (FileAccessError, msgspec.DecodeError):
        return {}
    clean = (stored.clean[at : at + _DIGEST_BYTES] for at in range(0, len(stored.clean), _DIGEST_BYTES))
    known: dict[bytes, tuple[Issue, ...]] = dict.fromkeys(clean, ())
    return known | {digest: tuple(Issue(*issue) for issue in found) for digest, found in stored.found.items()}


def _dump(known: dict[bytes, tuple[Issue, ...]]) -> bytes:
    kept = dict(list(known.items())[-MOST:])
    found = {
        digest: tuple(
            (each.check, each.severity, each.message, each.source_value, each.target_value) for each in issues
        )
        for digest, issues in kept.items()
        if issues
    }
    return msgspec.msgpack.encode(_Stored(b"".join(digest for digest, issues in kept.items() if not issues), found))
