"""Pseudolocalisation: text that reads like the source, is longer and accented, and shows what a layout cannot take.

`⟪Ŧħḗ ƀřīḓɠḗ ǿƥḗƞş ···⟫`: a string without accents was never translatable, a cut bracket is a cut text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.engines.drafting import with_outer_blanks
from translateflow.engines.masking import has_words, parse_pieces, piece_text
from translateflow.engines.protocol import EngineSpec, Probe
from translateflow.model.engine import Draft, EngineLimits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.engines.protocol import Engine
    from translateflow.model.engine import DraftOutcome, DraftRequest, EngineOptions

_LIMITS = EngineLimits(texts=1000, characters=1_000_000)
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ",
)
# German and Finnish run a third longer than English; a layout that takes this takes them.
_LONGER = 0.3


class PseudoEngine:
    """Answers for every pair, at once, without anything to reach."""

    name = "pseudo"
    limits = _LIMITS

    def supports(self, source: str, target: str) -> bool:
        """Any pair of two languages."""
        return source != target

    def draft(self, requests: Sequence[DraftRequest], source: str, target: str) -> list[DraftOutcome]:
        """Accent, lengthen and bracket each text, outside of its tags and shields."""
        del source, target  # every pair gets the same
        return [Draft(pseudolocalise(request), self.name) for request in requests]

    def probe(self) -> Probe:
        """Say that it is always there."""
        return Probe(ok=True, message="always answers")

    def close(self) -> None:
        """Let go of nothing: nothing is held."""


def pseudolocalise(request: DraftRequest) -> str:
    """Give the pseudolocalised text of one segment, its tags and shielded pieces untouched."""
    pieces = parse_pieces(request)
    if not has_words(pieces):
        return request.text
    accented = "".join(
        piece.translate(_ACCENTED) if isinstance(piece, str) else piece_text(piece) for piece in pieces
    ).strip()
    letters = sum(len(piece) for piece in pieces if isinstance(piece, str))
    return with_outer_blanks(f"⟪{accented} {'·' * max(1, round(letters * _LONGER))}⟫", request.text)


def make(options: EngineOptions) -> Engine:
    """Make the engine; no option changes what it does."""
    del options
    return PseudoEngine()


SPEC = EngineSpec(
    name="pseudo",
    factory=make,
    limits=_LIMITS,
    needs_key=False,
    publishable=False,
    known="Pseudolocalisation for layout tests, on this machine: its text is never published.",
)
