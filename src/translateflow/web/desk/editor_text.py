"""Sentences as the editor shows them: tags as numbered chips of one character, words of the glossary underlined.

A chip is one character in the editor's field, so that no key, no input method and no selection can cut it in half:
① begins what ❶ ends. `static/editor.js` knows the same characters.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from translateflow.model.markup import Mark, TagToken, tokenize
from translateflow.model.worddiff import DiffKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translateflow.model.worddiff import DiffPart
    from translateflow.workflow.editing import SegmentView
    from translateflow.workflow.editing_shelf import TermSpot

OPENING: Final = "".join(chr(0x2460 + number) for number in range(20))
CLOSING: Final = "".join(chr(0x2776 + number) for number in range(10)) + "".join(chr(0x24EB + n) for n in range(10))
_CLASSES: Final = {Mark.OPEN: "t", Mark.CLOSE: "t e", Mark.ALONE: "t a"}


def has_chips(segment: SegmentView) -> bool:
    """Whether chips can stand for this sentence's tags: not too many, and none of their characters in the texts."""
    texts = segment.source + segment.target
    return len(segment.tags) <= len(OPENING) and not any(sign in texts for sign in OPENING + CLOSING)


def show_source(segment: SegmentView) -> Markup:
    """Give the source with chips, and the words of the glossary marked."""
    return Markup("").join(_pieces(segment, segment.source, segment.terms))


def show_target(segment: SegmentView, text: str | None = None) -> Markup:
    """Give the translation (or another text for this sentence) with chips."""
    return Markup("").join(_pieces(segment, segment.target if text is None else text, ()))


def show_difference(parts: Sequence[DiffPart], segment: SegmentView | None = None) -> Markup:
    """Give a word diff: what went is struck out, what came is underlined; tags of `segment` are chips."""
    elements = {DiffKind.SAME: "{}", DiffKind.REMOVED: "<del>{}</del>", DiffKind.ADDED: "<ins>{}</ins>"}
    return Markup("").join(
        Markup(elements[part.kind]).format(  # noqa: S704 — three literals
            part.text if segment is None else show_target(segment, part.text)
        )
        for part in parts
    )


def _pieces(segment: SegmentView, text: str, terms: Sequence[TermSpot]) -> Iterator[Markup]:
    names = [tag.shape.name for tag in segment.tags]
    chips = has_chips(segment)
    at = 0
    for token in tokenize(text, [tag.shape for tag in segment.tags]):
        if isinstance(token, TagToken):
            yield _chip(token, names.index(token.name) if chips else None)
            at += len(token.text)
        else:
            yield from _marked(token, at, terms)
            at += len(token)


def _chip(tag: TagToken, number: int | None) -> Markup:
    signs = CLOSING if tag.mark is Mark.CLOSE else OPENING
    shown = tag.text if number is None else signs[number]
    return Markup('<i class="{}">{}</i>').format(_CLASSES[tag.mark], shown)


def _marked(text: str, at: int, terms: Sequence[TermSpot]) -> Iterator[Markup]:
    """Cut a stretch of text where words of the glossary begin and end; `at` is its place in the whole sentence."""
    places = {at, at + len(text)}
    for spot in terms:
        places |= {place for place in (spot.start, spot.end) if at < place < at + len(text)}
    for start, end in pairwise(sorted(places)):
        piece = escape(text[start - at : end - at])
        known = any(spot.start <= start and end <= spot.end for spot in terms)
        yield Markup("<u>{}</u>").format(piece) if known else piece
