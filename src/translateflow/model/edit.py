"""What people did to a segment at the desk, and what they wrote to each other about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from translateflow.model.segment import Key, Role

if TYPE_CHECKING:
    from datetime import datetime

_ID_BYTES = 6


def segment_id(key: Key) -> str:
    """Name a segment within its release: 12 hex digits that stay the same until its role or source text changes."""
    return hashlib.blake2b(
        f"{key.role.value}\0{key.text}".encode("utf-8", "surrogatepass"), digest_size=_ID_BYTES
    ).hexdigest()


class Act(StrEnum):
    """What a person did to a segment. ACCEPTED: a draft as it stood; AMENDED: with changes; WRITTEN: from nothing.

    SAVED keeps a text as a draft that still needs work; MEMORY took an exact match of the memory, REPLACED came from
    search and replace, RESTORED brought an earlier text back, TAKEN decided for an uploaded suggestion.
    """

    ACCEPTED = "accepted"
    AMENDED = "amended"
    WRITTEN = "written"
    SAVED = "saved"
    MEMORY = "memory"
    REPLACED = "replaced"
    RESTORED = "restored"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class TextState:
    """An entry's changeable part: the text, whether it is a draft, whose, and of which earlier source."""

    target: str = ""
    fuzzy: bool = False
    previous: str | None = None
    origin: str = ""

    @property
    def digest(self) -> str:
        """What an editor must have seen to change it: 16 hex digits."""
        parts = "\0".join((self.target, str(self.fuzzy), "-" if self.previous is None else f"+{self.previous}"))
        return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """A segment of a release in a language."""

    slug: str
    language: str
    key: Key


@dataclass(frozen=True, slots=True)
class NewEdit:
    """A change to be noted. `seconds` is how long the person had the segment open, 0 where nobody measured."""

    place: Place
    who: str
    act: Act
    before: TextState
    after: TextState
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A change as the history has it; `at` is aware, in UTC."""

    id: int
    at: datetime
    place: Place
    who: str
    act: Act
    before: TextState
    after: TextState
    seconds: int = 0


class CommentKind(StrEnum):
    """A word to colleagues, or a problem that a reader of the published page reported."""

    COMMENT = "comment"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Comment:
    """Something written about a segment. `done_by` is who settled it, "" while it is open."""

    id: int
    at: datetime
    place: Place
    who: str
    kind: CommentKind
    text: str
    done_by: str = ""


def make_key(role: str, text: str) -> Key:
    """Give a key from its stored parts; an unknown role counts as body text."""
    try:
        return Key(Role(role), text)
    except ValueError:
        return Key(Role.TEXT, text)
