"""Failures of the newsroom's keys. No message ever holds a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.errors.base import InputFileError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


class KeyRingError(InputFileError):
    """The file of the keys cannot be read as one."""

    def __init__(self, path: Path, problem: str) -> None:
        remedy = "Restore it from your backup; without it, nothing signed with these keys can be proved."
        super().__init__(path, f"{problem}.", remedy=remedy)


class NoKeyRingError(UsageError):
    """The operator named a file of keys, and it holds none."""

    def __init__(self, path: Path) -> None:
        remedy = "Put the newsroom's key file there, or make a new one: translateflow keys rotate."
        super().__init__(f"{path}: TRANSLATEFLOW_KEYS_FILE names it, and there is no key in it.", remedy=remedy)
        self.path = path


class UnknownKeyError(UsageError):
    """No key of the newsroom has this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        remedy = f"Keys are: {', '.join(known)}." if known else "There are none yet."
        super().__init__(f"There is no key “{name}”.", remedy=remedy)
        self.name = name
