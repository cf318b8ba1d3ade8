"""A source and its translation as the checks see them: once as written, once without tags, and their facts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from translateflow.checks.facts.addresses import Address, find_addresses
from translateflow.checks.facts.compare import Difference, Side, compare_facts
from translateflow.checks.facts.extract import extract_facts
from translateflow.checks.facts.profile import Profile, load_profile
from translateflow.model.markup import plain_text

if TYPE_CHECKING:
    from translateflow.checks.context import CheckContext


@dataclass(frozen=True)
class Pair:
    """Both texts of an entry. What several checks need is worked out once, when the first one asks."""

    source: str
    target: str
    context: CheckContext

    @cached_property
    def source_plain(self) -> str:
        """The source as readers read it, without tags."""
        return plain_text(self.source, self.context.shapes) if self.context.shapes else self.source

    @cached_property
    def target_plain(self) -> str:
        """The translation as readers read it, without tags."""
        return plain_text(self.target, self.context.shapes) if self.context.shapes else self.target

    @cached_property
    def source_profile(self) -> Profile:
        """What is known of the source language."""
        return load_profile(self.context.source_language)

    @cached_property
    def target_profile(self) -> Profile:
        """What is known of the target language."""
        return load_profile(self.context.language)

    @cached_property
    def source_side(self) -> Side:
        """The source with its facts."""
        language = self.context.source_language
        return Side(self.source_plain, language, extract_facts(self.source_plain, language))

    @cached_property
    def target_side(self) -> Side:
        """The translation with its facts."""
        return Side(self.target_plain, self.context.language, extract_facts(self.target_plain, self.context.language))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where the facts of the two differ."""
        return compare_facts(self.source_side, self.target_side)

    @cached_property
    def source_addresses(self) -> list[Address]:
        """The source's URLs, mail addresses, handles and hashtags."""
        return [address for _, address in find_addresses(self.source_plain)]

    @cached_property
    def target_addresses(self) -> list[Address]:
        """The translation's URLs, mail addresses, handles and hashtags."""
        return [address for _, address in find_addresses(self.target_plain)]
