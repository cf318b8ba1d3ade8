"""A source and its translation as the checks see them: once as written, once without tags, and their facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translateflow.checks.facts.addresses import Address, list_addresses
from translateflow.checks.facts.compare import Difference, Side, compare_facts
from translateflow.checks.facts.extract import extract_facts
from translateflow.checks.facts.profile import Profile, load_profile
from translateflow.model.markup import plain_text

if TYPE_CHECKING:
    from translateflow.checks.context import CheckContext


@dataclass(frozen=True, slots=True)
class Pair:
    """Both texts of an entry, with what several checks need.

    `source_plain` and `target_plain` are the texts as readers read them, without tags; `differences` is where their
    facts differ.
    """

    source: str
    target: str
    context: CheckContext
    source_plain: str
    target_plain: str
    source_profile: Profile
    target_profile: Profile
    source_side: Side
    target_side: Side
    source_addresses: tuple[Address, ...]
    target_addresses: tuple[Address, ...]
    differences: tuple[Difference, ...]


def make_pair(source: str, target: str, context: CheckContext) -> Pair:
    """Read both texts. What a text states is kept for the next language, or the next run."""
    shapes = context.shapes
    source_plain = plain_text(source, shapes) if shapes else source
    target_plain = plain_text(target, shapes) if shapes else target
    source_side = Side(source_plain, context.source_language, extract_facts(source_plain, context.source_language))
    target_side = Side(target_plain, context.language, extract_facts(target_plain, context.language))
    return Pair(
        source,
        target,
        context,
        source_plain,
        target_plain,
        load_profile(context.source_language),
        load_profile(context.language),
        source_side,
        target_side,
        list_addresses(source_plain),
        list_addresses(target_plain),
        compare_facts(source_side, target_side),
    )
