"""Which language ranges of `Accept-Language` mean which of a site's languages, for servers that only know patterns.

The same answers as `negotiation.py`: tried over every locale of CLDR and the codes that browsers still send.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.localedata import locale_identifiers

from translateflow.model.negotiation import order_of_choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Codes of before that browsers and systems still send, and languages CLDR has no locale of.
_OLD_CODES = (
    "no",
    "iw",
    "in",
    "ji",
    "jw",
    "tl",
    "mo",
    "sh",
    "zh-TW",
    "zh-CN",
    "zh-HK",
    "zh-MO",
    "zh-SG",
    "zh-MY",
    "cmn",
)


@dataclass(frozen=True, slots=True)
class RangeClass:
    """Ranges that mean the same languages, the best first. `open` ones stand for whatever begins with them as well."""

    open: tuple[str, ...]
    closed: tuple[str, ...]
    languages: tuple[str, ...]


@lru_cache(maxsize=64)
def range_classes(languages: tuple[str, ...], default: str) -> tuple[RangeClass, ...]:
    """Share out all ranges that mean any of these languages; longer ones first, `*` last."""
    tags = {identifier.replace("_", "-") for identifier in locale_identifiers()} | set(_OLD_CODES) | set(languages)
    orders = {tag.lower(): order_of_choice(tag, languages) for tag in sorted(tags)}
    closed = {ancestor for tag in orders for ancestor in _ancestors(tag) if not _may_stand_for(ancestor, tag, orders)}
    classes: defaultdict[tuple[int, tuple[str, ...]], list[str]] = defaultdict(list)
    for tag, order in orders.items():
        nearest = next((ancestor for ancestor in _ancestors(tag) if ancestor in orders), "")
        # A range that means what its own beginning means need not be named.
        if order and (nearest in closed or orders.get(nearest) != order):
            classes[-len(tag.split("-")), order].append(tag)
    found = [
        RangeClass(tuple(tag for tag in tags if tag not in closed), tuple(tag for tag in tags if tag in closed), order)
        for (_, order), tags in sorted(classes.items(), key=lambda item: item[0])
    ]
    return (*found, RangeClass((), ("*",), _with_default(languages, default)))


def _ancestors(tag: str) -> Iterator[str]:
    """Give what a tag begins with, the longest first."""
    while "-" in tag:
        tag = tag.rpartition("-")[0]
        yield tag


def _may_stand_for(ancestor: str, tag: str, orders: dict[str, tuple[str, ...]]) -> bool:
    """Whether a tag means no less than what it begins with: `de-simple` does, `zh-Hant` does not where `zh` is Hans."""
    return set(orders.get(ancestor, ())) <= set(orders[tag])


def _with_default(languages: Sequence[str], default: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*((default,) if default in languages else ()), *languages)))
