"""Body HTML -> document. The one splitter; every format ends here. Total: it splits any HTML and loses nothing.

A run of inline tokens between two block tags is one paragraph, split into sentences on its own. What holds no word is
skeleton.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translateflow.formats.attributes import split_tag
from translateflow.formats.naming import TagNames, note_of
from translateflow.formats.runs import INSIDE, Mark, Run, Span, hoisted_range, place_marks, read_run
from translateflow.formats.sentences import split_sentences
from translateflow.formats.tokens import Kind, Token, escape_text
from translateflow.model.document import AttributeSlot, BodyPart, Gap, Slot
from translateflow.model.segment import Piece, Role, Segment, Segmentation, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Role.HEADING),
    **dict.fromkeys(("td", "th"), Role.TABLE_CELL),
    **dict.fromkeys(("caption", "figcaption"), Role.CAPTION),
}

_HAS_WORD = re.compile(r"[^\W_]")
_PLACE_HOLDER = Segment("")  # until the segments in the attributes of its tags have their places
_ID_ATTRIBUTE = re.compile(r"""\sid\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""", re.IGNORECASE)


class Splitter:
    """Collects segments and body of one document. `segments` may already hold those of the front matter."""

    def __init__(self, language: str, segmentation: Segmentation, segments: Sequence[Segment] = ()) -> None:
        self.segments = list(segments)
        self._body: list[BodyPart] = []
        self._literal: list[str] = []
        self._language = language
        self._by_sentence = segmentation is Segmentation.SENTENCE
        self.block = 0
        self._roles: list[tuple[str, Role]] = []

    def split(self, tokens: Sequence[Token]) -> None:
        """Take normalized tokens apart."""
        run_from = 0
        for index, token in enumerate(tokens):
            if token.is_block:
                self._split_run(tokens[run_from:index])
                self._write_block_tag(token)
                run_from = index + 1
        self._split_run(tokens[run_from:])

    def _write_block_tag(self, token: Token) -> None:
        self.write_markup(token)
        if token.name in ROLES and token.kind is Kind.OPEN:
            self._roles.append((token.name, ROLES[token.name]))
        elif token.kind is Kind.CLOSE and self._roles and self._roles[-1][0] == token.name:
            self._roles.pop()

    def write(self, literal: str) -> None:
        """Add to the skeleton."""
        if literal:
            self._literal.append(literal)

    def place(self, part: BodyPart) -> None:
        """Add what is not skeleton."""
        self._flush()
        self._body.append(part)

    def _flush(self) -> None:
        if self._literal:
            self._body.append("".join(self._literal))
            self._literal = []

    @property
    def body(self) -> list[BodyPart]:
        """The body so far, literal parts never side by side."""
        self._flush()
        return self._body

    def write_markup(self, token: Token) -> None:
        """Add a tag to the skeleton, the texts in its attributes made segments."""
        for piece in self.read_pieces(token):
            if isinstance(piece, str):
                self.write(piece)
            else:
                self.place(AttributeSlot(piece))

    def read_pieces(self, token: Token) -> tuple[Piece, ...]:
        """Give a tag's markup, the texts in its attributes made segments."""
        if "=" not in token.raw or not (token.kind is Kind.OPEN or token.kind is Kind.ALONE):
            return (token.raw,)
        pieces: list[Piece] = []
        for piece in split_tag(token.raw):
            if isinstance(piece, str):
                pieces.append(piece)
            else:
                pieces.append(len(self.segments))
                self.segments.append(Segment(piece.text, piece.role, line=token.line, block=self.block))
        return tuple(pieces)

    def _split_run(self, tokens: Sequence[Token]) -> None:
        if not tokens:
            return
        tokens = self._write_margin(tokens)
        self.block += bool(tokens)
        if not any(token.kind is Kind.TEXT and _HAS_WORD.search(token.raw) for token in tokens):
            for token in tokens:
                self._write_wordless(token)
            return
        run = read_run(tokens)
        spans = find_spans(run, self._language if self._by_sentence else None)
        if run.marks:
            _RunSplitter(self, run, spans).split()
        else:
            self._split_plain(run, spans)

    def _write_margin(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Write the layout's white space before a run; it is kept as it stands."""
        first = tokens[0]
        if first.kind is Kind.TEXT and first.raw.isspace():
            self.write(first.raw)
            return tokens[1:]
        return tokens

    def _write_wordless(self, token: Token) -> None:
        if token.kind is Kind.TEXT:
            self.write(escape_text(token.raw))
        else:
            self.write_markup(token)

    def _split_plain(self, run: Run, spans: Sequence[Span]) -> None:
        done = 0
        for number, (start, end) in enumerate(spans):
            if number:
                self.place(Gap(run.text[done:start]))
            else:
                self.write(run.text[:start])
            self.place(Slot(len(self.segments)))
            self.segments.append(self.make_segment(run.text[start:end], run.line_at(start)))
            done = end
        self.write(run.text[done:])

    def make_segment(self, text: str, line: int) -> Segment:
        """Make a segment of the present block without tags."""
        return Segment(text, self.role, line=line, block=self.block)

    @property
    def role(self) -> Role:
        """The role that the present block gives its text."""
        return self._roles[-1][1] if self._roles else Role.TEXT


class _RunSplitter:
    """Splits one run that has tags."""

    def __init__(self, splitter: Splitter, run: Run, spans: Sequence[Span]) -> None:
        self._splitter = splitter
        self._run = run
        self._spans = spans
        self._pieces: dict[int, tuple[Piece, ...]] = {}
        self._open: list[Mark] = []

    def split(self) -> None:
        edges, inside = self._sort_marks()
        ranges = [hoisted_range(edge, number) for number, edge in enumerate(edges)]
        done = 0
        for number, (start, end) in enumerate(self._spans):
            first, last = ranges[number]
            after = edges[number + 1][: ranges[number + 1][0]]
            before = edges[number][last:]
            marks = [*before, *inside[number], *after]
            text_from = before[0].position if before else start
            text_to = after[-1].end if after else end
            self._write_edge(edges[number][first:last], done, text_from, between=number > 0)
            self._write_segment(marks, text_from, text_to)
            done = text_to
        first, last = ranges[-1]
        self._write_edge(edges[-1][first:last], done, len(self._run.text), between=False)

    def _sort_marks(self) -> tuple[list[list[Mark]], list[list[Mark]]]:
        place_marks(self._run.marks, self._spans)
        edges: list[list[Mark]] = [[] for _ in range(len(self._spans) + 1)]
        inside: list[list[Mark]] = [[] for _ in self._spans]
        number = 0
        for mark in self._run.marks:
            if mark.edge == INSIDE:
                while mark.position >= self._spans[number][1]:
                    number += 1
                inside[number].append(mark)
            else:
                edges[mark.edge].append(mark)
        return edges, inside

    def _write_edge(self, marks: Sequence[Mark], start: int, end: int, *, between: bool) -> None:
        """Write the hoisted tags before a sentence; the first white space `between` two sentences is their gap."""
        needs_gap = between
        openings = _trailing_openings(marks)
        for index, mark in enumerate(marks):
            space = self._run.text[start : mark.position]
            if needs_gap and (space or index == len(marks) - openings):
                self._splitter.place(Gap(space))
                needs_gap = False
            else:
                self._splitter.write(space)
            self._splitter.write_markup(mark.token)
            start = mark.end
        if needs_gap:
            self._splitter.place(Gap(self._run.text[start:end]))
        else:
            self._splitter.write(self._run.text[start:end])

    def _write_segment(self, marks: Sequence[Mark], start: int, end: int) -> None:
        splitter = self._splitter
        index = len(splitter.segments)
        line = self._run.line_at(start)
        splitter.segments.append(_PLACE_HOLDER)
        splitter.place(Slot(index))
        names = TagNames(self._run.text[start:end])
        reopened = tuple(names.name(mark) for mark in self._open)
        tags = [self._make_tag(mark, names, again=True) for mark in self._open]
        texts = [f"<{name}>" for name in reopened]
        for mark in marks:
            texts.append(self._run.text[start : mark.position])
            texts.append(_write_tag(mark, names))
            if not mark.closes:
                tags.append(self._make_tag(mark, names))
            self._track(mark)
            start = mark.end
        unclosed = tuple(names.name(mark) for mark in self._open)
        texts.append(self._run.text[start:end])
        texts.extend(f"</{name}>" for name in reversed(unclosed))
        splitter.segments[index] = Segment(
            "".join(texts), splitter.role, tuple(tags), line, splitter.block, reopened, unclosed
        )

    def _track(self, mark: Mark) -> None:
        if mark.closes:
            self._open.pop()
        elif mark.partner is not None:
            self._open.append(mark)

    def _make_tag(self, mark: Mark, names: TagNames, *, again: bool = False) -> Tag:
        name = names.name(mark)
        pieces = self._pieces.get(id(mark))
        if pieces is None:
            pieces = self._pieces[id(mark)] = self._splitter.read_pieces(mark.token)
        if again and isinstance(pieces[0], str):
            # An identifier may stand once in a page.
            pieces = (_ID_ATTRIBUTE.sub("", pieces[0]), *pieces[1:])
        return Tag(name, pieces, mark.raw_close, note_of(mark, name))


def _write_tag(mark: Mark, names: TagNames) -> str:
    name = names.name(mark)
    if mark.partner is None:
        return f"<{name}/>"
    return f"</{name}>" if mark.closes else f"<{name}>"


def _trailing_openings(marks: Sequence[Mark]) -> int:
    count = 0
    for mark in reversed(marks):
        if mark.partner is None or mark.closes:
            break
        count += 1
    return count


def find_spans(run: Run, language: str | None) -> list[Span]:
    """Give the sentences of a run (language None: the whole paragraph), without white space at their ends.

    Every sentence has a word: lone signs go with the sentence before them, at the start with the one behind.
    """
    pieces = [run.readable] if language is None else split_sentences(run.readable, language)
    spans: list[Span] = []
    start = 0
    waiting: int | None = None
    for piece in pieces:
        text = run.text[start : start + len(piece)]
        first = start + len(text) - len(text.lstrip())
        last = start + len(text.rstrip())
        start += len(piece)
        if first >= last:
            continue
        if _HAS_WORD.search(text):
            spans.append((first if waiting is None else waiting, last))
            waiting = None
        elif spans:
            spans[-1] = (spans[-1][0], last)
        elif waiting is None:
            waiting = first
    return spans
