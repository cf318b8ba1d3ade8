"""Styles: the ways to write marks into a text so that an engine carries them through a translation.

An engine names the styles that suit it, best first; `drafting.py` tries the next one when an answer lost a mark.
Every style keeps one promise: `decode(encode(pieces))` gives each piece where it stood.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from translateflow.engines.masking import Shield, piece_text
from translateflow.model.markup import Mark, TagToken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.masking import AnswerPart, MaskedPiece

_FOREIGN_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>")


_NO_NUMBER = "a mark came back without its number"
_CLOSES_NOTHING = "a mark closes nothing"
_OWN_MARKUP = "the answer has markup of its own"


class MaskLostError(Exception):
    """An answer does not carry the marks it was given. Stays inside `engines`: another masking is tried."""


class Wire(Enum):
    """How an engine has to read a text: as it is, as XML, as HTML, or in Apertium's stream format."""

    PLAIN = "plain"
    XML = "xml"
    HTML = "html"
    STREAM = "stream"  # Apertium's own


class Style(Protocol):
    """One way to write marks into a text."""

    @property
    def wire(self) -> Wire:
        """How the engine has to read what `encode` writes."""

    def encode(self, pieces: Sequence[MaskedPiece]) -> str:
        """Write the pieces as one text."""

    def decode(self, answer: str, pieces: Sequence[MaskedPiece]) -> tuple[AnswerPart, ...]:
        """Read an answer: its text, and the index of a piece for each mark. Raises MaskLostError."""


@dataclass(frozen=True, slots=True)
class BracketStyle:
    """Each mark is a token such as ⟦3⟧ in plain text. Carried by engines that know nothing of markup."""

    wire: Wire = Wire.PLAIN

    def encode(self, pieces: Sequence[MaskedPiece]) -> str:
        """Write the pieces as one text."""
        return "".join(piece if isinstance(piece, str) else f"⟦{index}⟧" for index, piece in enumerate(pieces))

    def decode(self, answer: str, pieces: Sequence[MaskedPiece]) -> tuple[AnswerPart, ...]:
        r"""Read an answer; \d takes the figures of every script, as engines write them in Arabic or Hindi."""
        parts: list[AnswerPart] = []
        done = 0
        for match in re.finditer(r"[⟦〚]\s*(\d+)\s*[⟧〛]", answer):
            parts += [answer[done : match.start()], int(match.group(1))]
            done = match.end()
        return check_marks([*parts, answer[done:]], pieces)


@dataclass(frozen=True, slots=True)
class MarkupStyle:
    """Marks are elements: pairs stay pairs, so that an engine can move a tag with its words.

    `pair`, `alone` and `shield` are element names; `no_translate` are the attributes that tell the engine to leave a
    shield's content, which it may use as context. Whatever the content comes back as, the shield is the source's.
    """

    wire: Wire
    pair: str
    alone: str
    shield: str
    no_translate: str = ""

    def encode(self, pieces: Sequence[MaskedPiece]) -> str:
        """Write the pieces as one well-formed text."""
        pairs = find_pairs(pieces)
        return "".join(self._write(index, piece, pairs) for index, piece in enumerate(pieces))

    def _write(self, index: int, piece: MaskedPiece, pairs: dict[int, int]) -> str:
        if isinstance(piece, str):
            return html.escape(piece, quote=False)
        if isinstance(piece, Shield):
            inner = html.escape(piece.literal.replace("\n", " "), quote=False)
            return f'<{self.shield} id="{index}"{self.no_translate}>{inner}</{self.shield}>'
        if index not in pairs:
            return f'<{self.alone} id="{index}"/>'
        return f'<{self.pair} id="{index}">' if piece.mark is Mark.OPEN else f"</{self.pair}>"

    def decode(self, answer: str, pieces: Sequence[MaskedPiece]) -> tuple[AnswerPart, ...]:
        """Read an answer, tolerant of what engines do to attributes and blanks inside an element's brackets."""
        reader = _MarkupReader(self, find_pairs(pieces))
        done = 0
        names = "|".join({self.pair, self.alone, self.shield})
        for match in re.finditer(rf"<\s*(/?)\s*({names})\b([^<>]*)>", answer, re.IGNORECASE):
            reader.take_text(answer[done : match.start()])
            reader.take_element(match.group(2).lower(), match.group(3), closing=bool(match.group(1)))
            done = match.end()
        reader.take_text(answer[done:])
        return check_marks(reader.parts, pieces)


class _MarkupReader:
    """Follows the elements of one answer."""

    def __init__(self, style: MarkupStyle, pairs: dict[int, int]) -> None:
        self.parts: list[AnswerPart] = []
        self._style = style
        self._pairs = pairs
        self._open: list[int] = []
        self._in_shield = False

    def take_text(self, text: str) -> None:
        if self._in_shield or not text:
            return
        self.parts.append(html.unescape(text))

    def take_element(self, name: str, attributes: str, *, closing: bool) -> None:
        if closing:
            self._close(name)
            return
        number = re.search(r"id\s*=\s*[\"'“”„«]?\s*(\d+)", attributes, re.IGNORECASE)
        if number is None or self._in_shield:
            raise MaskLostError(_NO_NUMBER)
        index = int(number.group(1))
        self.parts.append(index)
        is_closed = attributes.rstrip().endswith("/")
        if name == self._style.shield and not is_closed:
            self._in_shield = True
        elif name == self._style.pair and not is_closed:
            self._open.append(index)

    def _close(self, name: str) -> None:
        if name == self._style.shield and self._in_shield:
            self._in_shield = False
        elif name == self._style.pair and self._open:
            opened = self._open.pop()
            if opened in self._pairs:
                self.parts.append(self._pairs[opened])
        # `</x>` after `<x id="1">` is how serializers write an empty element.
        elif name != self._style.alone:
            raise MaskLostError(_CLOSES_NOTHING)


def find_pairs(pieces: Sequence[MaskedPiece]) -> dict[int, int]:
    """Map the index of each opening tag to its closing one, and back. Empty when they are not well nested."""
    pairs: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for index, piece in enumerate(pieces):
        if not isinstance(piece, TagToken) or piece.mark is Mark.ALONE:
            continue
        if piece.mark is Mark.OPEN:
            stack.append((index, piece.name))
            continue
        if not stack or stack[-1][1] != piece.name:
            return {}
        opened, _ = stack.pop()
        pairs[opened] = index
        pairs[index] = opened
    return {} if stack else pairs


def check_marks(parts: Sequence[AnswerPart], pieces: Sequence[MaskedPiece]) -> tuple[AnswerPart, ...]:
    """Give the parts back when every mark of the source is there exactly once, and no markup is. Raises MaskLostError.

    What looks like markup in the source is shielded, so what looks like it in an answer is the engine's invention.
    """
    if any(isinstance(part, str) and _FOREIGN_MARKUP.search(part) for part in parts):
        raise MaskLostError(_OWN_MARKUP)
    wanted = [index for index, piece in enumerate(pieces) if not isinstance(piece, str)]
    found = sorted(part for part in parts if isinstance(part, int))
    if found != wanted:
        missing = [piece_text(pieces[index]) for index in wanted if index not in found]
        problem = f"{missing[0]} is missing" if missing else "a mark stands twice, or is none of ours"
        raise MaskLostError(problem)
    return tuple(part for part in parts if part != "")


BRACKETS = BracketStyle()
XML = MarkupStyle(Wire.XML, pair="g", alone="x", shield="k")
HTML = MarkupStyle(Wire.HTML, pair="i", alone="img", shield="span", no_translate=' class="notranslate" translate="no"')
# For engines that take plain text and are used to markup in it.
PLAIN_XML = MarkupStyle(Wire.PLAIN, pair="g", alone="x", shield="k")


@dataclass(frozen=True, slots=True)
class PlainStyle:
    """For texts without any mark."""

    wire: Wire = Wire.PLAIN

    def encode(self, pieces: Sequence[MaskedPiece]) -> str:
        """Write the pieces as one text."""
        return "".join(piece_text(piece) for piece in pieces)

    def decode(self, answer: str, pieces: Sequence[MaskedPiece]) -> tuple[AnswerPart, ...]:
        """Give the answer as it is."""
        return check_marks([answer], pieces)


PLAIN = PlainStyle()
