"""What stands before the words of an entry: flags and the previous source."""

from __future__ import annotations

import re

from translateflow.catalog.strings import join_strings

_FLAGS = re.compile(r"^#[,=]([^\n]*)$", re.MULTILINE)
_PREVIOUS = re.compile(r"^#~?\|[ \t]*(msgctxt|msgid_plural|msgid)?[ \t]*(\"[^\n]*\")[ \t]*\r?$", re.MULTILINE)


class DamagedError(ValueError):
    """The text is no PO file from this line on. The caller knows the file and makes the sentence."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


def read_flags(head: str) -> tuple[str, ...]:
    """Give the flags of `#,` and `#=` lines (gettext 0.25 writes both) in their order."""
    return tuple(flag.strip() for found in _FLAGS.findall(head) for flag in found.split(",") if flag.strip())


def read_previous(head: str) -> str | None:
    """Give the previous source (`#| msgid`), None when there is none. Raises ValueError for a bad escape."""
    field, pieces = "", []
    for keyword, quoted in _PREVIOUS.findall(head):
        field = keyword or field
        if field == "msgid":
            pieces.append(quoted)
    return join_strings(pieces) if pieces else None
