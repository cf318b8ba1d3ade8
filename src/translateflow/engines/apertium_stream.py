"""Apertium's stream format, written and read here instead of by its HTML programs, which do not flush on NUL.

What is not to be translated is a superblank `[x3]`; a pair of tags is a word-bound blank `[[t:x:3]]…[[/]]`, which
Apertium carries along when words change places (wiki.apertium.org/wiki/Apertium_stream_format). Every character
that means something in the stream is shielded, so no text needs escaping and every mark in an answer is Apertium's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.engines.masking import has_words
from translateflow.engines.styles import MaskLostError, Wire, check_marks, find_pairs
from translateflow.engines.validation import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.masking import AnswerPart, MaskedPiece

RESERVED = "[]{}^$/\\@<>*#~\n\t\r\0"
_TOKEN = re.compile(r"\[\[/\]\]|\[\[(?P<bound>[^\[\]]*)\]\]|\[x(?P<blank>\d+)\]")
_MARKED = re.compile(r"(?P<mark>[*@#])[*@#]*(?P<word>\w[\w'’-]*)?")
# wiki.apertium.org/wiki/Apertium_stream_format: what its three marks mean.
_MEANINGS = {"*": "does not know", "@": "has no translation for", "#": "could not inflect"}
# The tokenizer takes a quotation mark for a word of its own, with blanks on both sides; a word that has no translation
# leaves both of its blanks.
_PADDED_OPENING = re.compile(r"(?<=[“„‘(¿¡])[ ]+")
_BLANKS = re.compile(r"[ ]{2,}")
_BLANK_BEFORE_STOP = re.compile(r"[ ]+(?=[.,](?:\s|$))")
# A tag may take in words that moved between its own, but not run over half a sentence.
_WIDEST = 2.0
_WIDEST_SLACK = 12
_NO_WORDS = "a tag lost its words"
_FAR_APART = "the words of a tag came back far apart"


@dataclass(frozen=True, slots=True)
class StreamStyle:
    """Marks in Apertium's stream. `bound`: pairs of tags around words travel with them; else every mark stays put."""

    bound: bool
    wire: Wire = Wire.STREAM

    def encode(self, pieces: Sequence[MaskedPiece]) -> str:
        """Write the pieces as one text of the stream."""
        pairs = self._word_pairs(pieces)
        return "".join(_write(index, piece, pairs) for index, piece in enumerate(pieces))

    def decode(self, answer: str, pieces: Sequence[MaskedPiece]) -> tuple[AnswerPart, ...]:
        """Read a text of the stream, each pair of tags around all of its words."""
        runs = _read_runs(answer)
        opens: dict[int, list[int]] = {}
        closes: dict[int, list[int]] = {}
        for opened, closed in self._word_pairs(pieces).items():
            if opened < closed:
                first, last = _hull(runs, opened)
                opens.setdefault(first, []).append(opened)
                closes.setdefault(last, []).append(closed)
        parts: list[AnswerPart] = []
        for place, (part, _) in enumerate(runs):
            # Outer pairs stand first in the source: they open first, and so they close last.
            parts += [*sorted(opens.get(place, ())), part, *sorted(closes.get(place, ()))]
        return check_marks(parts, pieces)

    def _word_pairs(self, pieces: Sequence[MaskedPiece]) -> dict[int, int]:
        """Give the pairs of tags with words and nothing but words and such pairs between them."""
        if not self.bound:
            return {}
        pairs = find_pairs(pieces)
        kept: dict[int, int] = {}
        for opened, closed in sorted(pairs.items(), reverse=True):
            inside = range(opened + 1, closed)
            plain = all(isinstance(pieces[index], str) or index in kept for index in inside)
            if opened < closed and plain and has_words(pieces[opened + 1 : closed]):
                kept |= {opened: closed, closed: opened}
        return kept


def _write(index: int, piece: MaskedPiece, pairs: dict[int, int]) -> str:
    if isinstance(piece, str):
        return piece
    if index not in pairs:
        return f"[x{index}]"
    return f"[[t:x:{index}]]" if index < pairs[index] else "[[/]]"


def _read_runs(answer: str) -> list[tuple[AnswerPart, frozenset[int]]]:
    """Read texts with the numbers of the pairs they belong to, and superblanks, which belong to none."""
    runs: list[tuple[AnswerPart, frozenset[int]]] = []
    stack: list[frozenset[int]] = [frozenset()]
    done = 0
    for match in _TOKEN.finditer(answer):
        runs.append((answer[done : match.start()], stack[-1]))
        done = match.end()
        if match["blank"]:
            runs.append((int(match["blank"]), frozenset()))
        elif match["bound"]:
            # Apertium gives each word all of its pairs at once (`[[t:x:1; t:x:4]]`); we write them nested.
            stack.append(stack[-1] | {int(number) for number in re.findall(r"t:x:(\d+)", match["bound"])})
        elif len(stack) > 1:
            stack.pop()
    runs.append((answer[done:], stack[-1]))
    return [(part, belongs) for part, belongs in runs if part != ""]


def _hull(runs: Sequence[tuple[AnswerPart, frozenset[int]]], pair: int) -> tuple[int, int]:
    """Give the first and the last run of a pair. Raises MaskLostError when it has none, or they are far apart."""
    own = [place for place, (_, belongs) in enumerate(runs) if pair in belongs]
    if not own:
        raise MaskLostError(_NO_WORDS)
    length = sum(len(str(runs[place][0])) for place in own)
    width = sum(len(str(part)) for part, _ in runs[own[0] : own[-1] + 1])
    if width > _WIDEST * length + _WIDEST_SLACK:
        raise MaskLostError(_FAR_APART)
    return own[0], own[-1]


def polish_answer(text: str) -> Answer:
    """Take Apertium's marks off the words it could not translate, and warn of each; mend its blanks."""
    marked = [match for match in _MARKED.finditer(text) if match["word"]]
    bare = _MARKED.sub(lambda match: match["word"] or "", text)
    for padded, mended in ((_PADDED_OPENING, ""), (_BLANKS, " "), (_BLANK_BEFORE_STOP, "")):
        bare = padded.sub(mended, bare)
    warnings = (f"Apertium {_MEANINGS[match['mark']]} “{match['word']}”." for match in marked)
    return Answer(bare, tuple(dict.fromkeys(warnings)))


WORD_BOUND = StreamStyle(bound=True)
IN_PLACE = StreamStyle(bound=False)
