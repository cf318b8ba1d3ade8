"""How much goes into one chunk: what the engine that is asked first takes in one call. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translateflow.engines import ENGINES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEWEST_TEXTS = 8
"""An engine that takes texts one by one gets several calls to a chunk: each chunk costs two writes to the ledger."""
MOST_TEXTS = 100
"""A chunk is what may be asked for again after a crash, and what an urgent release waits for at most."""
_MARKS = 0.9  # what is left for text where tags and shielded names are sent as marks


def chunk_limits(engines: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, int]]:
    """Give texts and characters of a chunk by language, for languages that have an engine we know."""
    first = {language: next((name for name in order if name in ENGINES), "") for language, order in engines.items()}
    return {language: _limits(name) for language, name in first.items() if name}


def _limits(engine: str) -> tuple[int, int]:
    takes = ENGINES[engine].limits
    texts = min(max(takes.texts, FEWEST_TEXTS), MOST_TEXTS)
    calls = -(-texts // takes.texts)
    return texts, int(takes.characters * calls * _MARKS)
