"""Drafts from the memory's nearest sentences, where no engine helps: better than nothing for a translator."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from translateflow.memory import adapt_match
from translateflow.model.job import ItemResult, Outcome
from translateflow.storage import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translateflow.model.job import Item
    from translateflow.model.memory import MemoryMatch
    from translateflow.storage import MemoryStore

FUZZY_MINIMUM = 75
"""Per cent; the field's usual floor for a match worth editing."""


def find_near_drafts(memory: MemoryStore, items: Sequence[Item]) -> dict[int, ItemResult]:
    """Give a draft for each item, by its id, that has a near match. The items of a release are looked up together."""
    drafts: dict[int, ItemResult] = {}
    for (slug, source_language, language), group in groupby(items, key=_group):
        own = list(group)
        wanted = Wanted(limit=1, minimum=FUZZY_MINIMUM, slug=slug)
        found = memory.similar(source_language, language, [item.key for item in own], wanted)
        drafts |= {item.id: _to_draft(item, found[item.key][0]) for item in own if item.key in found}
    return drafts


def _group(item: Item) -> tuple[str, str, str]:
    return item.slug, item.source_language, item.language


def _to_draft(item: Item, match: MemoryMatch) -> ItemResult:
    text = adapt_match(item.key.text, match.unit.source, match.unit.target)
    made_to_fit = ", adapted" if text != match.unit.target else ""
    note = f"similar sentence ({match.score} %{made_to_fit}): {match.unit.source}"
    return ItemResult(item.id, Outcome.MEMORY, text, f"memory {match.score} %", warnings=(note,))
