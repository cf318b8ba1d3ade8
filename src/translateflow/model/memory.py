"""Translation memory and glossary: confirmed translations, and the words the house has decided on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """A confirmed translation. `slug` is the release it comes from, "" for an import; `context` its role's value.

    `confirmed` is when it entered a memory, None where nobody noted it; it makes no other unit of it.
    """

    source_language: str
    language: str
    source: str
    target: str
    context: str = ""
    slug: str = ""
    author: str = ""
    confirmed: dt.datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A unit that fits a segment; `score` is 0..100, 100 only for the identical text."""

    unit: MemoryUnit
    score: int


class TermStatus(StrEnum):
    """How a term is to be used (ISO 30042 administrative status, plus words that stay as they are)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"
    KEEP = "keep as is"


class ShieldTerms(StrEnum):
    """Which preferred terms are put into the text of an engine that takes no glossary: see `terms.steady`."""

    SAFE = "safe"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry of one language pair."""

    source_language: str
    language: str
    source: str
    target: str
    status: TermStatus = TermStatus.PREFERRED
    part_of_speech: str = ""
    definition: str = ""
