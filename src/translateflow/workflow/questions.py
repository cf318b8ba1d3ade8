"""What is asked of an engine for an item, and what its answer depends on: estimate and worker ask the same.

An answer is kept under everything that could have made it another one. So the same question is never paid for twice,
whichever release, job or worker it comes from.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from translateflow.engines import ENGINES
from translateflow.model.engine import DraftRequest

if TYPE_CHECKING:
    from translateflow.model.job import Item, NewItem
    from translateflow.settings import Settings
    from translateflow.workflow.house_terms import HouseTerms


class Questions:
    """Makes requests, and the mark under which the answers of an engine are kept. Thread-safe."""

    def __init__(self, settings: Settings, terms: HouseTerms) -> None:
        self._settings = settings
        self._terms = terms

    def request(self, item: Item | NewItem) -> DraftRequest:
        """Give the request for an item, with the words that must come back as they are, or as the glossary says."""
        text, source_language, language = item.key.text, item.source_language, item.language
        kept = self._terms.kept(text, source_language, language)
        wanted = self._terms.steady(text, source_language, language, self._settings.shield_terms)
        protected = tuple(dict.fromkeys((*self._settings.protected, *kept)))
        return DraftRequest(text, item.shapes, protected, wanted)

    def digest(self, engine: str, source_language: str, language: str) -> str:
        """Tell apart answers of one engine under different settings and glossaries, without storing the settings.

        Limits and prices are left out: they change when an answer comes, not what it says.
        """
        options = self._settings.options(engine)
        seen: list[object] = [options.url, self._settings.protected]
        if engine in ENGINES and ENGINES[engine].takes_glossary:
            seen.append([str(term) for term in self._terms.terms(source_language, language)])
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]
