"""The gate: every reason why a text may not be signed off. Pure; empty means it may."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from translateflow.model.issue import Issue, Severity
from translateflow.model.person import is_same_person
from translateflow.model.translation import Entry, EntryState
from translateflow.review.waivers import Waivers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translateflow.model.segment import Key


class Code(StrEnum):
    """Why a sign-off is refused; stable, for programs."""

    NO_CATALOG = "no-catalog"
    MISSING = "missing"
    SOURCE_CHANGED = "source-changed"
    EMPTY = "empty"
    DRAFT = "draft"
    OUTDATED = "outdated"
    CHECK = "check"
    WARNING = "warning"
    PSEUDO = "pseudo"
    FOUR_EYES = "four-eyes"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that blocks. `segment` is the source text it is about, "" for the whole catalog."""

    code: Code
    message: str
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is put before the gate: the keys the source asks for, and what the catalog holds for them.

    `pseudo` are keys whose text still is what an engine said that may never go out. With `waive_warnings` a warning
    blocks unless it is among the `waivers`.
    """

    keys: Sequence[Key]
    entries: Mapping[Key, Entry]
    issues: Mapping[Key, Sequence[Issue]] = field(default_factory=dict)
    pseudo: frozenset[Key] = frozenset()
    approver: str = ""
    last_translator: str = ""
    four_eyes: bool = False
    waivers: Waivers = field(default_factory=Waivers)
    waive_warnings: bool = False


_STATES = {
    EntryState.EMPTY: (Code.EMPTY, "is not translated"),
    EntryState.DRAFT: (Code.DRAFT, "is a draft nobody has confirmed"),
    EntryState.OUTDATED: (Code.OUTDATED, "was translated from an earlier wording"),
}


def find_reasons(candidate: Candidate) -> tuple[Reason, ...]:
    """Give every reason against the sign-off, in reading order, those about the whole catalog last."""
    reasons = [reason for key in dict.fromkeys(candidate.keys) for reason in _reasons_of(key, candidate)]
    if candidate.four_eyes and is_same_person(candidate.approver, candidate.last_translator):
        message = f"{candidate.approver} translated last; another person has to sign off."
        reasons.append(Reason(Code.FOUR_EYES, message))
    return tuple(reasons)


def _reasons_of(key: Key, candidate: Candidate) -> Iterator[Reason]:
    entry = candidate.entries.get(key)
    if entry is None:
        yield Reason(Code.MISSING, "This sentence of the source is not in the catalog.", key.text)
        return
    if entry.state in _STATES:
        code, problem = _STATES[entry.state]
        yield Reason(code, f"This sentence {problem}.", key.text)
        return
    if key in candidate.pseudo:
        yield Reason(Code.PSEUDO, "This is a pseudo translation for layout tests.", key.text)
    for issue in candidate.issues.get(key, ()):
        if issue.severity is Severity.ERROR:
            yield Reason(Code.CHECK, f"{issue.check}: {issue.message}", key.text)
        elif candidate.waive_warnings and candidate.waivers.find(entry, issue) is None:
            yield Reason(Code.WARNING, f"{issue.check}: {issue.message} Correct it, or waive it.", key.text)
