"""Which language a reader gets where the address names none: the reader's choice, what the browser asks, the default.

RFC 9110 section 12.5.4 for the header, RFC 4647 for lookup, CLDR's likely subtags (by langcodes) for what "the same
language" means: zh-TW is zh-Hant, no is nb, en-GB is served by en.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from langcodes import tag_distance
from langcodes.tag_parser import LanguageTagError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# CLDR's distance: up to here, languages differ in region or in a script that readers of one read in the other.
_SAME_LANGUAGE = 5
# Nobody has more languages than this; a longer header is an attack on our processor.
_MAX_RANGES = 50
_RANGE = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*[qQ]\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?")


@dataclass(frozen=True, slots=True)
class LanguageRange:
    """One wish of a reader: a language range or `*`, and how much it is wanted; 0 is "not this"."""

    tag: str
    quality: float


@lru_cache(maxsize=1024)
def parse_accept_language(header: str) -> tuple[LanguageRange, ...]:
    """Read the header, most wanted first, in the given order among equals. What is malformed is passed over."""
    found = []
    for part in header.split(",", _MAX_RANGES)[:_MAX_RANGES]:
        match = _RANGE.fullmatch(part)
        if match:
            found.append(LanguageRange(match[1], float(match[2] or 1) if match[2] != "0" else 0.0))
    return tuple(sorted(found, key=lambda wish: -wish.quality))


def choose_language(available: Sequence[str], cookie: str, header: str, default: str) -> str | None:
    """Give the language to show; None only when nothing is available.

    Order: the reader's explicit choice (the cookie), the header, the default, anything not excluded, anything.
    """
    if not available:
        return None
    chosen = _lookup(cookie, available) if cookie else None
    if chosen:
        return chosen
    wishes = parse_accept_language(header)
    allowed = [language for language in available if not _is_excluded(language, wishes)]
    for wish in wishes:
        if wish.quality == 0:
            break
        found = _lookup(wish.tag, allowed) if wish.tag != "*" else _prefer(default, allowed)
        if found:
            return found
    return _prefer(default, allowed) or _prefer(default, available)


def _prefer(default: str, languages: Sequence[str]) -> str | None:
    if default in languages:
        return default
    return languages[0] if languages else None


def _is_excluded(language: str, wishes: Iterable[LanguageRange]) -> bool:
    """Whether the most specific range that matches this language has quality 0 (RFC 4647, basic filtering)."""
    tag = language.lower()
    matching = [
        wish for wish in wishes if wish.tag == "*" or tag == wish.tag.lower() or tag.startswith(f"{wish.tag.lower()}-")
    ]
    if not matching:
        return False
    return max(matching, key=lambda wish: (wish.tag != "*", len(wish.tag))).quality == 0


@lru_cache(maxsize=4096)
def _distance(wished: str, language: str) -> int:
    try:
        return tag_distance(wished, language)
    except LanguageTagError:
        return _SAME_LANGUAGE + 1


def _lookup(wished: str, languages: Sequence[str]) -> str | None:
    """Give the closest of the languages that counts as the wished one; exact spelling first, then the plainest."""
    return next(iter(order_of_choice(wished, languages)), None)


def order_of_choice(wished: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Give the languages that count as the wished one, the best first: exact spelling, then the closest, plainest."""
    lowered = {language.lower(): language for language in languages}
    parts = wished.lower().split("-")
    spelled = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    found = [lowered[tag] for tag in spelled if tag in lowered]
    # langcodes knows no variants: "de" and "de-simple" are one to it, so the shorter tag goes first among equals.
    near = sorted((_distance(wished, language), len(language), language) for language in languages)
    found += [language for distance, _, language in near if distance <= _SAME_LANGUAGE]
    return tuple(dict.fromkeys(found))
