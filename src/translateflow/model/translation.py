"""A translation of one segment as a catalog holds it, and the states it goes through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from translateflow.model.segment import Key, Role


class EntryState(StrEnum):
    """Where one segment in one language stands: empty, drafted, reviewed, or reviewed for an older source."""

    EMPTY = "empty"
    DRAFT = "draft"
    OUTDATED = "outdated"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A live PO entry. `previous` is the source it was translated from (`#|`), when that has changed since.

    `context` is the raw `msgctxt`, None for body text; `line` is 1-based in the PO file, 0 when it was never in one.
    """

    source: str
    target: str = ""
    context: str | None = None
    fuzzy: bool = False
    previous: str | None = None
    line: int = 0

    @property
    def key(self) -> Key:
        """Role and source text; an unknown context counts as body text."""
        try:
            role = Role(self.context or "")
        except ValueError:
            role = Role.TEXT
        return Key(role, self.source)

    @property
    def state(self) -> EntryState:
        """The state, derived from the fields alone."""
        if not self.target.strip():
            return EntryState.EMPTY
        if not self.fuzzy:
            return EntryState.REVIEWED
        return EntryState.DRAFT if self.previous is None else EntryState.OUTDATED
