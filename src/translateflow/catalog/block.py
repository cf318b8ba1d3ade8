"""A block: one entry of a PO file, with the raw text it stands in.

The raw text is what gets written. Whatever nobody changed is therefore byte for byte what it was.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_DRAFT = re.compile(r"^#[ \t]*translateflow: draft by ([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_WARNING = re.compile(r"^#[ \t]*translateflow: warning: ([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)


class Kind(Enum):
    """What a block is. A TAIL has comments or blank lines only."""

    HEADER = "header"
    LIVE = "live"
    OBSOLETE = "obsolete"
    TAIL = "tail"


Name = tuple[str | None, str]
"""What gettext tells entries apart by: context and source."""


class Block(NamedTuple):
    """An entry and its text. `skipped` counts the lines of `raw` before the entry's first keyword."""

    raw: str
    kind: Kind
    source: str = ""
    target: str = ""
    context: str | None = None
    fuzzy: bool = False
    previous: str | None = None
    plural: bool = False
    skipped: int = 0

    @property
    def name(self) -> Name:
        """Context and source."""
        return (self.context, self.source)

    @property
    def reviewed(self) -> bool:
        """Whether a person stands behind the text."""
        return not self.fuzzy and bool(self.target.strip())

    @property
    def drafted_by(self) -> str:
        """Who wrote the draft ("apertium"), "" when the text is not a draft of ours; stale notes count for nothing."""
        found = _DRAFT.search(self.raw) if self.fuzzy and "translateflow:" in self.raw else None
        return found[1] if found else ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the engine's adapter warned of, while the draft is one."""
        return tuple(_WARNING.findall(self.raw)) if self.drafted_by else ()
