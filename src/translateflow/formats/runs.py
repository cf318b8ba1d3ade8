"""A run of inline markup: its plain text, its tags with their positions, and which tags stand outside the sentences.

A tag that wraps whole sentences, and one that stands alone between sentences or at the edge of a block, is skeleton:
the translator never sees it and cannot lose it. All others are tags inside the text.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translateflow.formats.tokens import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

# What stands in these is code; a sentence does not end in it, and engines need the tag to see that it is code.
CODE = frozenset({"code", "kbd", "samp", "var", "tt"})

INSIDE = -1
"""The edge of a mark that stands inside a sentence."""

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Mark:
    """A tag at a place of a run's text: an opening one has a `partner`, as has its closing one, others stand alone.

    `width` is 1 for a line break, which counts as a space of the text. `edge` is the number of the sentence before
    which it stands, counting white space, or INSIDE.
    """

    position: int
    token: Token
    width: int = 0
    partner: Mark | None = None
    parent: Mark | None = None
    closes: bool = False
    edge: int = INSIDE
    hoisted: bool = False
    raw_close: str = ""

    @property
    def end(self) -> int:
        """The position behind it."""
        return self.position + self.width


@dataclass(slots=True)
class Run:
    """Inline tokens between two block tags. `text` has a space for each line break; `readable` hides code."""

    text: str
    readable: str
    marks: list[Mark]
    line: int
    breaks: list[int] = field(default_factory=list)

    def line_at(self, position: int) -> int:
        """Give the line of the source on which the text at a position stands."""
        return self.line + bisect_left(self.breaks, position + 1)


def read_run(tokens: Sequence[Token]) -> Run:
    """Read tokens as one text with marks; opening and closing tags without partner become marks that stand alone."""
    texts: list[str] = []
    readable: list[str] = []
    marks: list[Mark] = []
    breaks: list[int] = []
    open_marks: list[Mark] = []
    position = code = 0
    for token in tokens:
        if token.kind is Kind.TEXT:
            breaks.extend(position + offset for offset in token.breaks)
            texts.append(token.raw)
            readable.append("x" * len(token.raw) if code else token.raw)
            position += len(token.raw)
        elif token.kind is Kind.CLOSE:
            closed = _close(token, position, marks, open_marks)
            code -= closed and token.name in CODE
        else:
            mark = Mark(position, token, parent=open_marks[-1] if open_marks else None)
            marks.append(mark)
            if token.kind is Kind.OPEN:
                open_marks.append(mark)
                code += token.name in CODE
            elif token.name == "br":
                mark.width = 1
                texts.append(" ")
                readable.append(" ")
                position += 1
    _orphan(open_marks, marks)
    return Run("".join(texts), "".join(readable), marks, tokens[0].line, breaks)


def _close(token: Token, position: int, marks: list[Mark], open_marks: list[Mark]) -> bool:
    """Close the innermost open mark of this name; those opened inside it stay without partner. False: there is none."""
    depth = next((i for i in range(len(open_marks) - 1, -1, -1) if open_marks[i].token.name == token.name), None)
    if depth is None:
        marks.append(Mark(position, token, parent=open_marks[-1] if open_marks else None))
        return False
    opening = open_marks[depth]
    _orphan(open_marks[depth + 1 :], marks)
    del open_marks[depth:]
    if marks[-1] is opening and opening.position == position:
        opening.token = token._replace(kind=Kind.ALONE, raw=opening.token.raw + token.raw, line=opening.token.line)
        return True
    closing = Mark(position, token, partner=opening, parent=opening.parent, closes=True)
    opening.partner = closing
    opening.raw_close = token.raw
    marks.append(closing)
    return True


def _orphan(unclosed: Sequence[Mark], marks: Sequence[Mark]) -> None:
    lost = {id(mark) for mark in unclosed}
    for mark in marks if lost else ():
        while mark.parent is not None and id(mark.parent) in lost:
            mark.parent = mark.parent.parent


def place_marks(marks: Sequence[Mark], spans: Sequence[Span]) -> None:
    """Tell each mark its edge, and decide which are hoisted out of the sentences."""
    number = 0
    for mark in marks:
        while number < len(spans) and mark.position >= spans[number][1]:
            number += 1
        mark.edge = number if number == len(spans) or mark.position <= spans[number][0] else INSIDE
    for mark in marks:
        if mark.partner is not None and not mark.closes:
            mark.hoisted = mark.partner.hoisted = _can_be_hoisted(mark, mark.partner)


def _can_be_hoisted(opening: Mark, closing: Mark) -> bool:
    if INSIDE in {opening.edge, closing.edge} or opening.token.name in CODE:
        return False
    parent = opening.parent
    # Where its parent stays in the text it stays, too: the parent is closed and opened again between two sentences,
    # and a tag of the skeleton there would stand across it.
    return parent is None or parent.partner is None or parent.hoisted


def hoisted_range(edge: Sequence[Mark], number: int) -> tuple[int, int]:
    """Give the slice of an edge's marks that is skeleton; those before it end a sentence, those behind begin one."""
    first = 0
    last = len(edge)
    for index, mark in enumerate(edge):
        if mark.partner is None or mark.hoisted:
            continue
        if mark.closes and mark.partner.edge != number:
            first = index + 1
        elif not mark.closes and mark.partner.edge != number:
            last = min(last, index)
    return first, max(first, last)
