"""Masking: what an engine must not touch is taken out of its sight, and put back afterwards.

A segment is parsed into pieces: plain text, its own tags, and shields (code, addresses, URLs, placeholders, protected
words, literal angle brackets). `styles.py` writes pieces as a text that an engine can carry and reads its answer back
as plain text and the indices of marks. Here the marks turn into what they stand for again.
The promise: joining the pieces gives the segment, byte for byte; a mark that is lost, doubled or crossed never does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from translateflow.model.markup import Mark, TagToken, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translateflow.model.engine import DraftRequest


@dataclass(frozen=True, slots=True)
class Shield:
    """A piece of a segment that must come back exactly as it is, or as its `wanted` translation."""

    literal: str
    wanted: str = ""


MaskedPiece = str | Shield | TagToken
AnswerPart = str | int
"""Text of an answer, or the index of the source's piece (a tag or a shield) that stands here."""

_CODE_ELEMENT = re.compile(r"(?:code|kbd|samp|var|tt)[0-9]*")

# In order: the longest and most certain first. Placeholders as in gettext (c-format, python-format,
# python-brace-format: GNU gettext manual, "Sources"), in templates and in shells.
_ALWAYS_SHIELDED = r"""
      (?:https?|ftp)://[^\s<>"“”«»]*[^\s<>"“”«».,;:!?)\]}'’]     # URLs, without the sentence's punctuation
    | www\.[^\s<>"“”«»]*[^\s<>"“”«».,;:!?)\]}'’]
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                # e-mail addresses
    | </?[A-Za-z!?][^<>]*>                                        # what looks like markup and is none of ours
    | \{\{[^{}\n]*\}\} | \$\{[^{}\n]*\} | \{[^{}\n]{0,40}\}       # {{name}} ${name} {name} {}
    | %\([A-Za-z_]\w*\)[-+0\ \#]*[\d.]*[diouxXeEfFgGcrsa]         # %(name)s
    | (?<![\d\w])%(?:\d+\$)?[-+0\#]*[\d.]*[diouxXeEfFgGcrsa](?!\w) # %s %1$d, neither “50%” nor “5%ige”
    | `[^`\n]+`                                                    # code as Markdown writes it
    | (?<![\w&/])[\#@](?=\w*[^\W\d])\w+(?:[.-]\w+)*               # hashtags and handles
    | [<>⟦⟧]                                                      # angle brackets, and the marks' own brackets
"""


def parse_pieces(request: DraftRequest, *, also: str = "", terms: bool = False) -> tuple[MaskedPiece, ...]:
    """Take a segment apart; joining the pieces' texts gives it back.

    `also`: single characters to shield as well; `terms`: shield the request's terms.
    """
    wanted = {word: term for word, term in request.terms if word not in request.protected} if terms else {}
    shielded = _shield_pattern((*request.protected, *wanted), also)
    pieces: list[MaskedPiece] = []
    for piece in _join_code(tokenize(request.text, request.shapes)):
        pieces += _shield(piece, shielded, wanted) if isinstance(piece, str) else [piece]
    return tuple(pieces)


@lru_cache(maxsize=64)
def _shield_pattern(protected: tuple[str, ...], also: str) -> re.Pattern[str]:
    words = sorted((word.strip() for word in protected if word.strip()), key=len, reverse=True)
    finders = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words]
    # The scope of (?x:…) keeps blanks and “#” of the protected words significant.
    finders.append(f"(?x:{_ALWAYS_SHIELDED})")
    if also:
        finders.append(f"[{re.escape(also)}]")
    return re.compile("|".join(finders))


def _shield(text: str, shielded: re.Pattern[str], wanted: Mapping[str, str]) -> Iterable[MaskedPiece]:
    done = 0
    for match in shielded.finditer(text):
        if match.start() > done:
            yield text[done : match.start()]
        yield Shield(match.group(), wanted.get(match.group(), ""))
        done = match.end()
    if done < len(text):
        yield text[done:]


def _join_code(tokens: Iterable[str | TagToken]) -> Iterable[MaskedPiece]:
    """Make one shield of each code element and everything inside it."""
    literal = ""
    depth = 0
    for token in tokens:
        if not depth and not _opens_code(token):
            yield token
            continue
        literal += piece_text(token)
        depth += _depth_change(token)
        if not depth:
            yield Shield(literal)
            literal = ""
    if literal:
        yield Shield(literal)


def _opens_code(token: str | TagToken) -> bool:
    return isinstance(token, TagToken) and token.mark is Mark.OPEN and bool(_CODE_ELEMENT.fullmatch(token.name))


def _depth_change(token: str | TagToken) -> int:
    if not isinstance(token, TagToken):
        return 0
    return {Mark.OPEN: 1, Mark.CLOSE: -1, Mark.ALONE: 0}[token.mark]


def piece_text(piece: MaskedPiece) -> str:
    """Give a piece as it stands in the segment."""
    if isinstance(piece, str):
        return piece
    return piece.literal if isinstance(piece, Shield) else piece.text


def has_marks(pieces: Iterable[MaskedPiece]) -> bool:
    """Whether anything has to be masked."""
    return any(not isinstance(piece, str) for piece in pieces)


def has_words(pieces: Iterable[MaskedPiece]) -> bool:
    """Whether there is anything to translate: a letter or a figure that is not shielded."""
    return any(character.isalnum() for piece in pieces if isinstance(piece, str) for character in piece)


def join_answer(answer: Sequence[AnswerPart], pieces: Sequence[MaskedPiece], *, spaced: bool) -> str:
    """Put what the marks stand for into an answer, with the white space around each mark as the source has it.

    Engines glue words to marks and pad marks with blanks. `spaced`: the target language writes blanks between words.
    """
    texts = [part if isinstance(part, str) else "" for part in answer]
    for place, part in enumerate(answer):
        if not isinstance(part, str):
            before, after = _neighbours(pieces, part)
            mark = pieces[part]
            is_open = isinstance(mark, TagToken) and mark.mark is Mark.OPEN
            is_close = isinstance(mark, TagToken) and mark.mark is Mark.CLOSE
            if place > 0 and isinstance(answer[place - 1], str):
                texts[place - 1] = _settle_before(texts[place - 1], before, inside=is_close, spaced=spaced)
            if place + 1 < len(answer) and isinstance(answer[place + 1], str):
                texts[place + 1] = _settle_after(texts[place + 1], after, inside=is_open, spaced=spaced)
    return "".join(
        text if isinstance(part, str) else _translation(pieces[part]) for text, part in zip(texts, answer, strict=True)
    )


def _translation(piece: MaskedPiece) -> str:
    """Give a piece as it stands in the translation."""
    return piece.wanted if isinstance(piece, Shield) and piece.wanted else piece_text(piece)


def _neighbours(pieces: Sequence[MaskedPiece], index: int) -> tuple[str, str]:
    """Give the source's characters next to a mark, "" where another mark or the end is."""
    before = pieces[index - 1] if index else ""
    after = pieces[index + 1] if index + 1 < len(pieces) else ""
    return (before[-1:] if isinstance(before, str) else "", after[:1] if isinstance(after, str) else "")


def _settle_before(text: str, source: str, *, inside: bool, spaced: bool) -> str:
    """Settle the end of the text before a mark; `inside`: the mark closes the element this text stands in."""
    bare = text.rstrip()
    if (
        source
        and not source.isspace()
        and bare != text
        and (inside or (bare[-1:] == source != "" and not source.isalnum()))
    ):
        return bare
    if spaced and source.isspace() and text[-1:].isalnum():
        return f"{text} "
    return text


def _settle_after(text: str, source: str, *, inside: bool, spaced: bool) -> str:
    """Settle the start of the text after a mark; `inside`: the mark opens the element this text stands in."""
    bare = text.lstrip()
    if (
        source
        and not source.isspace()
        and bare != text
        and (inside or (bare[:1] == source != "" and not source.isalnum()))
    ):
        return bare
    if spaced and source.isspace() and text[:1].isalnum():
        return f" {text}"
    return text
