"""What a check knows beside the two texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.model.segment import Role

if TYPE_CHECKING:
    from translateflow.model.memory import Term
    from translateflow.model.segment import TagShape


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The languages of an entry and the house's rules for it.

    `shapes` is the multiset of tags the translation must carry; `protected` are words that stay as they are;
    `terms` are glossary entries, whether they occur in this source or not.
    """

    source_language: str
    language: str
    role: Role = Role.TEXT
    shapes: tuple[TagShape, ...] = ()
    protected: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
