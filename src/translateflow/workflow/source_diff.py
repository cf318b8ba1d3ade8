"""What changed between two versions of a source: lines that stay, lines that differ word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from translateflow.model.worddiff import DiffKind, DiffPart, word_diff
from translateflow.workflow.source_history import read_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translateflow.workspace import Newsroom

_AROUND = 2  # lines shown before and after a change


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line, as parts. `skipped` counts the unchanged lines left out before it."""

    parts: tuple[DiffPart, ...]
    skipped: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether anything in it differs."""
        return any(part.kind is not DiffKind.SAME for part in self.parts)


def run_source_diff(newsroom: Newsroom, slug: str, old: str, new: str) -> list[DiffLine]:
    """Compare two versions of a release's source. Raises UnknownVersionError."""
    lines = diff_lines(read_version(newsroom, slug, old), read_version(newsroom, slug, new))
    return list(leave_out(list(lines)))


def diff_lines(old: str, new: str) -> Iterator[DiffLine]:
    """Compare two texts line by line, and the lines that differ word by word. Pure."""
    before, after = old.splitlines(), new.splitlines()
    for tag, start, end, low, high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (DiffLine((DiffPart(DiffKind.SAME, line),) if line else ()) for line in after[low:high])
        else:
            pairs = zip_longest(before[start:end], after[low:high], fillvalue="")
            yield from (DiffLine(word_diff(one, other)) for one, other in pairs)


def leave_out(lines: Sequence[DiffLine]) -> Iterator[DiffLine]:
    """Leave out what is far from every change, and say how much. Pure."""
    changed = [number for number, line in enumerate(lines) if line.is_changed]
    near = {number + step for number in changed for step in range(-_AROUND, _AROUND + 1)}
    skipped = 0
    for number, line in enumerate(lines):
        if number in near:
            yield DiffLine(line.parts, skipped)
            skipped = 0
        else:
            skipped += 1
