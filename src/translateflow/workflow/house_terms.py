"""The glossary while work goes on: read once for a pair of languages, asked for many sentences, by several threads."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from translateflow.model.memory import TermStatus
from translateflow.terms import Glossary
from translateflow.terms.steady import find_steady

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translateflow.model.memory import ShieldTerms, Term

FRESH_SECONDS = 30.0
"""How long a worker that runs for weeks goes by what it has read."""


class HouseTerms:
    """Terms of pairs of languages, by `read(source_language, language)`. Thread-safe."""

    def __init__(self, read: Callable[[str, str], Sequence[Term]], clock: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[float, tuple[Term, ...], Glossary]] = {}
        self._lock = threading.Lock()

    def terms(self, source_language: str, language: str) -> tuple[Term, ...]:
        """Give all terms of a pair; the same tuple until they are read again."""
        return self._pair(source_language, language)[0]

    def of(self, text: str, source_language: str, language: str) -> tuple[Term, ...]:
        """Give the terms that stand in a source text, in its order, each once."""
        matches = self._pair(source_language, language)[1].find(text)
        return tuple(dict.fromkeys(match.term for match in matches))

    def kept(self, text: str, source_language: str, language: str) -> tuple[str, ...]:
        """Give the words of a source text that stay as they are."""
        found = self.of(text, source_language, language)
        return tuple(term.source for term in found if term.status is TermStatus.KEEP)

    def steady(self, text: str, source_language: str, language: str, rule: ShieldTerms) -> tuple[tuple[str, str], ...]:
        """Give words of a source text and their translations, where these may be put in as they stand."""
        return find_steady(text, self._pair(source_language, language)[1].find(text), rule)

    def _pair(self, source_language: str, language: str) -> tuple[tuple[Term, ...], Glossary]:
        pair = (source_language, language)
        with self._lock:
            read_at, terms, glossary = self._known.get(pair, (None, (), None))
            if glossary is None or read_at is None or self._clock() - read_at > FRESH_SECONDS:
                terms = tuple(self._read(source_language, language))
                glossary = Glossary(terms, source_language)
                self._known[pair] = (self._clock(), terms, glossary)
            return terms, glossary


def describe_terms(terms: Sequence[Term]) -> tuple[str, ...]:
    """Say what the glossary wants of a sentence, a line for each word: `Bürgeramt = citizens’ office (also: …)`."""
    lines = []
    for source in dict.fromkeys(term.source for term in terms):
        own = {
            status: [each.target for each in terms if (each.source, each.status) == (source, status)]
            for status in TermStatus
        }
        if own[TermStatus.KEEP]:
            lines.append(f"{source} stays as it is")
            continue
        wanted = own[TermStatus.PREFERRED] or own[TermStatus.ADMITTED]
        asides = [
            ("also", own[TermStatus.ADMITTED] if own[TermStatus.PREFERRED] else []),
            ("not", own[TermStatus.FORBIDDEN]),
        ]
        notes = "; ".join(f"{word}: {', '.join(targets)}" for word, targets in asides if targets)
        line = f"{source} = {', '.join(wanted)}" if wanted else source
        lines.append(f"{line} ({notes})" if notes else line)
    return tuple(lines)
