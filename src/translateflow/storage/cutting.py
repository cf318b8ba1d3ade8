"""How a job's items are cut into chunks, the handfuls that workers claim. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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


@dataclass(frozen=True, slots=True)
class ChunkLimits:
    """How much goes into one chunk of each target language: what its engine takes at once, or the usual."""

    texts: int = 25
    characters: int = 4000
    of_language: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def of(self, language: str) -> tuple[int, int]:
        """Give texts and characters."""
        return self.of_language.get(language, (self.texts, self.characters))


def plan_chunks(
    pieces: Iterable[Piece], limits: ChunkLimits, *, due: Callable[[Piece], float] = lambda _: 0.0
) -> list[list[Piece]]:
    """Cut items into chunks of one language pair and one deadline (`due`) each, in order, each within both limits.

    An item that alone is longer than the characters allow is a chunk of its own.
    """
    latest: dict[tuple[str, str, float], tuple[list[Piece], int]] = {}
    cut: list[list[Piece]] = []
    for piece in pieces:
        kind = (piece.source_language, piece.language, due(piece))
        texts, characters = limits.of(piece.language)
        chunk, length = latest.get(kind, ([], 0))
        if not chunk or len(chunk) >= texts or length + len(piece.key.text) > characters:
            chunk, length = [], 0
            cut.append(chunk)
        chunk.append(piece)
        latest[kind] = (chunk, length + len(piece.key.text))
    return cut
