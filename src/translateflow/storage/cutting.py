"""How a job's items are cut into chunks, the handfuls that workers claim. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translateflow.model.segment import Key


class Cuttable(Protocol):
    """What chunks are cut from: an item, planned or stored."""

    @property
    def source_language(self) -> str:
        """Its source language."""

    @property
    def language(self) -> str:
        """Its language."""

    @property
    def key(self) -> Key:
        """Its role and text."""


Piece = TypeVar("Piece", bound=Cuttable)


def plan_chunks(pieces: Iterable[Piece], *, texts: int, characters: int) -> list[list[Piece]]:
    """Cut items into chunks of one language pair each, in order, each within both limits.

    An item that alone is longer than `characters` is a chunk of its own.
    """
    latest: dict[tuple[str, str], tuple[list[Piece], int]] = {}
    cut: list[list[Piece]] = []
    for piece in pieces:
        pair = (piece.source_language, piece.language)
        chunk, length = latest.get(pair, ([], 0))
        if not chunk or len(chunk) >= texts or length + len(piece.key.text) > characters:
            chunk, length = [], 0
            cut.append(chunk)
        chunk.append(piece)
        latest[pair] = (chunk, length + len(piece.key.text))
    return cut
